import { type Job, on, type Tx } from "../../kernel/index.ts";
import type { CasesTables } from "./tables.ts";

/** What stays of a draft that was dropped: that it was there. */
export const emptied = {
  state: "dropped",
  answers: "{}" as never,
  facts: "{}" as never,
  left_over: "[]" as never,
} as const;

/** Forgets the uploads of dropped drafts; the files themselves go in a job, once this is certain. */
export async function throwAway(tx: Tx, drafts: readonly string[]): Promise<Job[]> {
  if (drafts.length === 0) return [];
  const gone = await on<CasesTables>(tx)
    .deleteFrom("cases.file")
    .where("draft", "in", drafts as string[])
    .returning("store")
    .execute();
  await on<CasesTables>(tx)
    .deleteFrom("cases.resume_code")
    .where("draft", "in", drafts as string[])
    .execute();
  return gone.length > 0 ? [{ name: "cases.remove-files", payload: { stores: gone.map(({ store }) => store) } }] : [];
}
