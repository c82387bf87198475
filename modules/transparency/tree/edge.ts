import { emptyRoot, nodeHash } from "./hash.ts";

/** The right end of a tree: how many leaves, and the roots of the full subtrees that they fall into, largest first. */
export interface Edge {
  size: number;
  roots: Buffer[];
}

/**
 * Adds leaves (their hashes) at the end. Tells `full` of each subtree that became full at a level that is a
 * multiple of eight: those make up the tiles.
 */
export function grow(
  edge: Edge,
  leaves: readonly Buffer[],
  full: (level: number, index: number, hash: Buffer) => void,
): Edge {
  const roots = [...edge.roots];
  let { size } = edge;
  for (const leaf of leaves) {
    let hash = leaf;
    let index = size;
    let level = 0;
    while (index % 2 === 1) {
      hash = nodeHash(roots.pop()!, hash);
      index = (index - 1) / 2;
      level += 1;
      if (level % 8 === 0) full(level / 8, index, hash);
    }
    roots.push(hash);
    size += 1;
  }
  return { size, roots };
}

/** The root of the whole tree (RFC 6962, 2.1): the full subtrees folded from the right. */
export function rootOf({ roots }: Edge): Buffer {
  return roots.length === 0 ? emptyRoot() : roots.reduceRight((right, left) => nodeHash(left, right));
}
