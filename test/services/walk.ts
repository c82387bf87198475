import assert from "node:assert/strict";
import type { Actor } from "../../kernel/index.ts";
import { beginDraft } from "../../modules/cases/commands/begin-draft.ts";
import { savePage } from "../../modules/cases/commands/save-page.ts";
import { submitApplication } from "../../modules/cases/commands/submit-application.ts";
import type { scene } from "../scene.ts";
import { actors } from "../stage.ts";

export type Scene = Awaited<ReturnType<typeof scene>>;
export type Page = [page: string, posted: Record<string, string | string[]>, files?: Record<string, object>];

export const picture = (s: Scene) => ({
  id: s.world.newId(),
  store: "cases/test.jpg",
  name: "surat.jpg",
  type: "image/jpeg",
  bytes: 10,
  sha256: "0".repeat(64),
});

/** Fills in every page as Joko, or as whoever applies. */
export async function filledIn(
  s: Scene,
  service: string,
  pages: readonly Page[],
  who: Actor = s.joko,
): Promise<string> {
  const { draft } = await s.act(who, beginDraft, { service });
  for (const [page, posted, files] of pages) {
    const { faults } = await s.act(who, savePage, { draft, page, posted, ...(files && { files: files as never }) });
    assert.deepEqual(faults, [], page);
  }
  return draft;
}

/** Fills in every page, and hands it in. */
export async function handedIn(
  s: Scene,
  service: string,
  pages: readonly Page[],
  who: Actor = s.joko,
): Promise<string> {
  const draft = await filledIn(s, service, pages, who);
  await s.act(who, submitApplication, { draft, declaration: true });
  return draft;
}

export const at = (s: Scene, place: string, role: "reviewer" | "opinion-giver" | "head"): Actor => {
  const [agency = "", office = ""] = place.split("/");
  return actors.officer(s.world.newId(), agency, office, [role], { assurance: 3, name: "Petugas Contoh" });
};

/** The head agrees and the job runs: the case ends in a sealed document, and nobody was billed. */
export async function sealed(s: Scene, id: string, head: Actor): Promise<string> {
  await s.does(head, id, "approve");
  await s.issue(id);
  const { row } = await s.look(id);
  assert.deepEqual([row.bill, row.process.ended], [null, "issued"]);
  const [paper] = await s.asOwner<{ number: string; state: string }>(
    "select number, state from documents.document where subject = $1",
    [id],
  );
  assert.equal(paper!.state, "valid");
  return paper!.number;
}
