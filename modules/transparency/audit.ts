import { systemActor, type World } from "../../kernel/index.ts";
import { canonicalRow, commitmentOf, type JournalRow, journalColumns } from "./commitment.ts";
import { openLogKey } from "./keystore.ts";
import { type Edge, grow, rootOf } from "./tree/edge.ts";
import { leafHash } from "./tree/hash.ts";
import { openCheckpoint, verifierKey } from "./tree/note.ts";

export interface Audit {
  entries: number;
  /** What is wrong, each in a sentence; empty when journal and log agree. At most a hundred are named. */
  findings: string[];
}

const batch = 5000;
const mostFindings = 100;

/**
 * Holds the journal against the log, inside the database: finds rows that were altered, taken out or slipped in
 * behind the application's back, and a log that no longer leads to what was signed. Reads everything once.
 */
export async function auditDatabase(world: World, progress: (done: number) => void = () => {}): Promise<Audit> {
  const findings: string[] = [];
  const found = (sentence: string) => findings.length < mostFindings && findings.push(sentence);
  const { origin, publicKey } = await openLogKey(world);
  const key = verifierKey(origin, publicKey);
  return world.database.inTransaction(systemActor("transparency"), false, async (tx) => {
    const notes = await tx.query<{ size: bigint; note: string }>(
      "select size, note from transparency.checkpoint order by size",
    );
    let edge: Edge = { size: 0, roots: [] };
    let next = 0;
    const judge = () => {
      for (; next < notes.length && Number(notes[next]!.size) === edge.size; next += 1) {
        const signed = openCheckpoint(notes[next]!.note, key);
        if (!signed) found(`checkpoint ${edge.size} is not signed by the log's key`);
        else if (signed.size !== edge.size || !signed.root.equals(rootOf(edge)))
          found(`the log's entries up to ${edge.size} are not those that were signed`);
      }
    };
    for (;;) {
      const rows = await tx.query<JournalRow & { index: bigint; journal: string; commitment: Buffer }>(
        `select e.index, e.journal, e.commitment, ${journalColumns.replaceAll(/(\w+)/g, "j.$1")}
         from (select * from transparency.entry where index >= $1 order by index limit $2) e
         left join kernel.journal j on j.id = e.journal order by e.index`,
        [edge.size, batch],
      );
      for (const row of rows) {
        if (Number(row.index) !== edge.size)
          return { entries: edge.size, findings: [...findings, `entry ${edge.size} was taken out of the log`] };
        if (!row.salt) found(`journal row ${row.journal} (entry ${row.index}) was deleted`);
        else if (!commitmentOf(canonicalRow(row), row.salt).equals(row.commitment))
          found(`journal row ${row.journal} (entry ${row.index}) was altered`);
        edge = grow(edge, [leafHash(row.commitment)], () => {});
        judge();
      }
      progress(edge.size);
      if (rows.length < batch) break;
    }
    if (next < notes.length) found(`the log signed ${notes.at(-1)!.size} entries but holds only ${edge.size}`);
    const strays = await tx.query<{ id: string }>(
      `select j.id from kernel.journal j where not exists (select from transparency.entry e where e.journal = j.id)
         and not exists (select from kernel.outbox o where o.journal = j.id) limit $1`,
      [mostFindings],
    );
    for (const { id } of strays) found(`journal row ${id} never passed through the log: it was slipped in`);
    return { entries: edge.size, findings };
  });
}
