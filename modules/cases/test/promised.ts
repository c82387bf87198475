import type { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import type { Later } from "../../forms/index.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { bringAwaited } from "../commands/bring-awaited.ts";
import { savePage } from "../commands/save-page.ts";
import { nextEdition } from "./editions.ts";

type Scene = Awaited<ReturnType<typeof scene>>;

/** The licence in a version in which these files may be brought later; "plan" asks for one more on the page of the place. */
export const withLater = (s: Scene, fields: Readonly<Record<string, Later>>): Promise<OnlineService> =>
  nextEdition(s, (service) => {
    const place = service.form.pages.find(({ id }) => id === "tempat")!;
    const photo = place.fields.find(({ id }) => id === "photo")!;
    if (fields.plan) place.fields.push({ ...photo, id: "plan", type: "files", maxFiles: 2 });
    for (const field of place.fields) if (fields[field.id]) field.later = fields[field.id];
  });

export const law = "Perbup Tirta 12/2026 Pasal 9";
export const fiveDays: Later = { workingDays: 5, law };

export const picture = (s: Scene, sha = "0") => ({
  id: s.world.newId(),
  store: "cases/test.jpg",
  name: "lapak.jpg",
  type: "image/jpeg",
  bytes: 10,
  sha256: sha.repeat(64),
});

/** A draft in which these files are promised. */
export async function promising(s: Scene, ids: readonly string[], floorArea = "60", who = s.owner): Promise<string> {
  const { draft } = await s.act(who, beginDraft, { service: "izin-usaha-mikro" });
  const later = Object.fromEntries(ids.map((id) => [`${id}.later`, "yes"]));
  const pages: [page: string, posted: Record<string, string>][] = [
    ["pemohon", { phone: "081234567890" }],
    ["usaha", { workers: "2" }],
    ["tempat", { floorArea, ownership: "market", hazardous: "no", ...later }],
    ["pangan", { cooksOnSite: "yes", water: "piped" }],
    ["produk", { "products.0.name": "Nasi rames", "products.0.monthly": "4.500.000" }],
  ];
  for (const [page, posted] of pages) {
    const { faults } = await s.act(who, savePage, { draft, page, posted });
    if (faults.length > 0) throw new Error(`${page}: ${JSON.stringify(faults)}`);
  }
  return draft;
}

/** The same, handed in. */
export async function promised(s: Scene, ids: readonly string[], floorArea?: string, who = s.owner): Promise<string> {
  const draft = await promising(s, ids, floorArea, who);
  await s.handIn(draft, who);
  return draft;
}

export const brings = (s: Scene, id: string, field: string, sha?: string, who = s.owner) =>
  s.act(who, bringAwaited, { case: id, field, files: [picture(s, sha)] });
export const counter = (s: Scene, agency = "dpmptsp") =>
  actors.officer(s.world.newId(), agency, "loket", ["front-desk"], { name: "Petugas Loket" });
