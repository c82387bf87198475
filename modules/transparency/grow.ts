import { on, type Tap, type Tx } from "../../kernel/index.ts";
import { canonicalRow, commitmentOf, type JournalRow, journalColumns } from "./commitment.ts";
import type { TransparencyTables } from "./tables.ts";
import { grow } from "./tree/edge.ts";
import { leafHash } from "./tree/hash.ts";

/**
 * Each journal row becomes a leaf, once, in the relay's own transaction: rows wait in the outbox until they are
 * handed over, so one that commits late is late in the log but never left out, and a death half-way undoes all.
 */
export const journalTap: Tap = {
  name: "transparency.log",
  async take(tx, journal) {
    const [tree] = await tx.query<{ size: bigint; edge: Buffer[] }>(
      "select size, edge from transparency.tree for update",
    );
    const commitments = await commitmentsOf(tx, journal);
    const nodes: { level: number; index: number; hash: Buffer }[] = [];
    const size = Number(tree!.size);
    const edge = grow({ size, roots: tree!.edge }, commitments.map(leafHash), (level, index, hash) =>
      nodes.push({ level, index, hash }),
    );
    await tx.query(
      "insert into transparency.entry (index, journal, commitment) select $1 + n - 1, j, c from unnest($2::uuid[], $3::bytea[]) with ordinality as t(j, c, n)",
      [size, journal, commitments],
    );
    if (nodes.length > 0) {
      const rows = nodes.map((node) => ({ ...node, index: BigInt(node.index) }));
      await on<TransparencyTables>(tx).insertInto("transparency.node").values(rows).execute();
    }
    await tx.query("update transparency.tree set size = $1, edge = $2", [edge.size, edge.roots]);
  },
};

async function commitmentsOf(tx: Tx, journal: readonly string[]): Promise<Buffer[]> {
  const rows = await tx.query<JournalRow & { id: string }>(
    `select ${journalColumns} from kernel.journal where id = any($1)`,
    [journal],
  );
  const byId = new Map(rows.map((row) => [row.id, commitmentOf(canonicalRow(row), row.salt)]));
  return journal.map((id) => {
    const found = byId.get(id);
    if (!found) throw new Error(`journal row ${id} is gone before it came into the log`);
    return found;
  });
}
