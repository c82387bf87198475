import type { Tx } from "../../kernel/index.ts";
import { leafHash } from "./tree/hash.ts";
import type { Subtree } from "./tree/proof.ts";
import { subtreeFromTiles, tileWidth } from "./tree/tiles.ts";

/** The hashes of a tile as far as the log has them. */
export async function hashesOf(tx: Tx, level: number, index: number): Promise<Buffer[]> {
  const first = index * tileWidth;
  if (level === 0) return (await commitmentsAt(tx, index)).map(leafHash);
  const rows = await tx.query<{ hash: Buffer }>(
    "select hash from transparency.node where level = $1 and index >= $2 and index < $2 + 256 order by index",
    [level, first],
  );
  return rows.map((row) => row.hash);
}

/** The leaves themselves of the bundle `index`. */
export async function commitmentsAt(tx: Tx, index: number): Promise<Buffer[]> {
  const rows = await tx.query<{ commitment: Buffer }>(
    "select commitment from transparency.entry where index >= $1 and index < $1 + 256 order by index",
    [index * tileWidth],
  );
  return rows.map((row) => row.commitment);
}

export const storedSubtree = (tx: Tx): Subtree => subtreeFromTiles((level, index) => hashesOf(tx, level, index));
