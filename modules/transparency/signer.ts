import { type Manifest, pause, type Sign, systemActor, type World } from "../../kernel/index.ts";
import { openLogKey } from "./keystore.ts";
import { rootOf } from "./tree/edge.ts";
import { signCheckpoint } from "./tree/note.ts";

/**
 * Signs the tree as it stands when it has grown since the last time. The new checkpoint is written in the
 * transaction that reads the tree under lock, so two signers never sign two trees of one size. Not an act: its
 * trace is the checkpoint, and a journal row for it would be one more leaf to sign, for ever.
 */
export async function signOnce(world: World): Promise<boolean> {
  const { origin, privateKey, publicKey } = await openLogKey(world);
  return world.database.inTransaction(systemActor("transparency"), true, async (tx) => {
    const [tree] = await tx.query<{ size: bigint; edge: Buffer[] }>(
      "select size, edge from transparency.tree for update",
    );
    // Asked only once the lock is held: what another signer has just written must be seen.
    const [last] = await tx.query<{ size: bigint | null }>("select max(size) as size from transparency.checkpoint");
    if (!tree || tree.size === (last?.size ?? 0n)) return false;
    const size = Number(tree.size);
    const root = rootOf({ size, roots: tree.edge });
    const note = signCheckpoint({ origin, size, root }, privateKey, publicKey);
    await tx.query("insert into transparency.checkpoint (size, root, note, at) values ($1, $2, $3, $4)", [
      size,
      root,
      note,
      world.clock.now(),
    ]);
    return true;
  });
}

/** Once a second, as long as a worker runs. */
export const signer: NonNullable<Manifest["minders"]>[number] = {
  name: "transparency.signer",
  async run(world, stop) {
    while (!stop.aborted) {
      await signOnce(world);
      await pause(1000, stop);
    }
  },
};

/** A log in which a leaf waits unsigned for more than a minute is ill. One that has had no news for long is not. */
export const signerSign: Sign = {
  name: "transparency.signer",
  async look(world, tx) {
    const [row] = await tx.query<{ size: bigint; signed: bigint; waits: Date | null }>(
      `select t.size, c.signed, j.at as waits from transparency.tree t
       cross join (select coalesce(max(size), 0) as signed from transparency.checkpoint) c
       left join transparency.entry e on e.index = c.signed
       left join kernel.journal j on j.id = e.journal`,
    );
    const behind = Number((row?.size ?? 0n) - (row?.signed ?? 0n));
    const late = row?.waits != null && world.clock.now().getTime() - row.waits.getTime() > 60_000;
    return {
      ok: !late,
      detail: `${row?.size ?? 0} leaves, ${behind} unsigned`,
      gauges: { log_leaves: Number(row?.size ?? 0n), log_unsigned: behind },
    };
  },
};
