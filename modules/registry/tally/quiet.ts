/** So few could be known by name to somebody: such a number leaves the room as null, "fewer than this". */
export const fewest = 10;

/** A number of people as it may be told. */
export const told = (count: number): number | null => (count > 0 && count < fewest ? null : count);

/**
 * The numbers of groups that make up a known whole, as they may be told. When one alone were hidden, the whole less the
 * others would give it away: then the next smallest is hidden too.
 */
export function toldGroups(counts: readonly number[]): (number | null)[] {
  const all = counts.map(told);
  if (all.filter((one) => one === null).length !== 1) return all;
  const rest = counts.filter((count) => count >= fewest);
  const next = counts.indexOf(Math.min(...rest));
  return all.map((one, i) => (i === next ? null : one));
}
