import { leafHash, nodeHash } from "./hash.ts";

/** The root of the full subtree of 2^level leaves that begins at index * 2^level. */
export type Subtree = (level: number, index: number) => Promise<Buffer>;

/** Largest power of two below n (n ≥ 2). Not with shifts: they end at 32 bits. */
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

async function rangeRoot(low: number, high: number, subtree: Subtree): Promise<Buffer> {
  const size = high - low;
  const level = Math.round(Math.log2(size));
  if (2 ** level === size && low % size === 0) return subtree(level, low / size);
  const middle = low + split(size);
  return nodeHash(await rangeRoot(low, middle, subtree), await rangeRoot(middle, high, subtree));
}

/** The hashes that lead from the leaf `index` to the root of the first `size` leaves, nearest first (RFC 6962, 2.1.1). */
export async function inclusionProof(index: number, size: number, subtree: Subtree): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new Error(`leaf ${index} is not in a tree of ${size}`);
  const path: Buffer[] = [];
  let low = 0;
  let high = size;
  while (high - low > 1) {
    const middle = low + split(high - low);
    if (index < middle) {
      path.push(await rangeRoot(middle, high, subtree));
      high = middle;
    } else {
      path.push(await rangeRoot(low, middle, subtree));
      low = middle;
    }
  }
  return path.reverse();
}

/** The root that this path says the leaf is under; null when the path has the wrong length. */
export function rootByInclusion(
  entry: Uint8Array,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | null {
  const sides: boolean[] = [];
  for (let low = 0, high = size; high - low > 1; ) {
    const middle = low + split(high - low);
    sides.push(index < middle);
    if (index < middle) high = middle;
    else low = middle;
  }
  if (index < 0 || index >= size || sides.length !== path.length) return null;
  return path.reduce(
    (hash, other, i) => (sides[path.length - 1 - i] ? nodeHash(hash, other) : nodeHash(other, hash)),
    leafHash(entry),
  );
}

/** What shows that the tree of `size` leaves begins with the tree of `earlier` leaves (RFC 6962, 2.1.2). */
export async function consistencyProof(earlier: number, size: number, subtree: Subtree): Promise<Buffer[]> {
  const walk = async (m: number, low: number, high: number, whole: boolean): Promise<Buffer[]> => {
    if (m === high - low) return whole ? [] : [await rangeRoot(low, high, subtree)];
    const k = split(high - low);
    return m <= k
      ? [...(await walk(m, low, low + k, whole)), await rangeRoot(low + k, high, subtree)]
      : [...(await walk(m - k, low + k, high, false)), await rangeRoot(low, low + k, subtree)];
  };
  if (!(earlier > 0 && earlier <= size)) throw new Error(`no proof from ${earlier} to ${size}`);
  return walk(earlier, 0, size, true);
}

/** Whether the proof leads from the one root to the other. */
export function isConsistent(
  earlier: number,
  size: number,
  proof: readonly Buffer[],
  from: Buffer,
  to: Buffer,
): boolean {
  let at = 0;
  const next = (): Buffer => proof[at++] ?? Buffer.alloc(32);
  const walk = (m: number, n: number, whole: boolean): [Buffer, Buffer] => {
    if (m === n) {
      const hash = whole ? from : next();
      return [hash, hash];
    }
    const k = split(n);
    if (m <= k) {
      const [old, now] = walk(m, k, whole);
      return [old, nodeHash(now, next())];
    }
    const [old, now] = walk(m - k, n - k, false);
    const left = next();
    return [nodeHash(left, old), nodeHash(left, now)];
  };
  if (earlier < 1 || earlier > size) return false;
  const [old, now] = walk(earlier, size, true);
  return at === proof.length && old.equals(from) && now.equals(to);
}
