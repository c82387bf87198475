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

/**
 * Rows of a table, such as places by sex and age, that are not told: each with a small number in it; and when what they
 * come to together could be found from a known whole, the smallest other ones too, until at least two rows and no small
 * number are left to be found. `already`: rows that are hidden for another reason.
 */
export function hiddenRows(
  rows: readonly (readonly number[])[],
  already: ReadonlySet<number> = new Set(),
): Set<number> {
  const small = (row: readonly number[]) => row.some((count) => told(count) === null);
  const sum = (row: readonly number[]) => row.reduce((all, count) => all + count, 0);
  const hidden = new Set([...already, ...rows.flatMap((row, i) => (small(row) ? [i] : []))]);
  const rest = rows
    .map((row, i) => [sum(row), i] as const)
    .filter(([count, i]) => count > 0 && !hidden.has(i))
    .sort(([a], [b]) => a - b);
  const together = () => (rows[0] ?? []).map((_, column) => sum([...hidden].map((i) => rows[i]![column]!)));
  while (hidden.size > 0 && (hidden.size < 2 || small(together()))) {
    const next = rest.shift();
    if (!next) break;
    hidden.add(next[1]);
  }
  return hidden;
}
