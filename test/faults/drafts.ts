import assert from "node:assert/strict";
import { act, ask, type World } from "../../kernel/index.ts";
import { beginDraft } from "../../modules/cases/commands/begin-draft.ts";
import { savePage } from "../../modules/cases/commands/save-page.ts";
import { businessesOfPerson, demoPeople } from "../../modules/registry/index.ts";
import { actors } from "../stage.ts";

/** Drafts that are ready to be handed in: one is filled page by page, the others are copies of it. Gives their ids. */
export async function filledDrafts(
  world: World,
  asAdmin: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>,
  risk: "low" | "medium",
  count: number,
): Promise<string[]> {
  const people = demoPeople(world.government);
  const narti = people.get("narti")!.id;
  const [business] = await ask(world, actors.citizen(narti), businessesOfPerson, { person: narti });
  const owner = actors.business(narti, business!.id, ["apply", "pay"], { name: "Narti" });
  const { draft } = await act(world, owner, beginDraft, { service: "izin-usaha-mikro", business: business!.id });
  const file = { store: "cases/x.jpg", name: "x.jpg", type: "image/jpeg", bytes: 9, sha256: "0".repeat(64) };
  const pages: [page: string, posted: Record<string, string>, files?: Record<string, typeof file & { id: string }>][] =
    [
      ["pemohon", { phone: "081234567890" }],
      ["usaha", { workers: "2" }],
      [
        "tempat",
        { floorArea: risk === "low" ? "12" : "60", ownership: "market", hazardous: "no" },
        { photo: { ...file, id: world.newId() } },
      ],
      ["pangan", risk === "low" ? { cooksOnSite: "no" } : { cooksOnSite: "yes", water: "piped" }],
      ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }],
    ];
  for (const [page, posted, files] of pages) {
    const { faults } = await act(world, owner, savePage, { draft, page, posted, ...(files && { files }) });
    assert.deepEqual(faults, []);
  }
  // Begun by somebody else of the business: nobody may have more than a few begun at once.
  const rows = await asAdmin(
    `insert into cases.draft select (jsonb_populate_record(null::cases.draft,
       to_jsonb(d) || jsonb_build_object('id', gen_random_uuid(), 'person', $3::text))).*
     from cases.draft d, generate_series(1, $2) where d.id = $1 returning id`,
    [draft, count, people.get("joko")!.id],
  );
  await asAdmin("update cases.draft set state = 'dropped' where id = $1", [draft]);
  return rows.map((row) => String(row.id));
}
