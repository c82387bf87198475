/**
 * Which lines of a table about people are not shown. Those of fewer than `least` people; and when what is hidden could be
 * found by taking the rest from a total that is known elsewhere, the next smallest ones too, until at least two lines
 * with at least `least` people together stay unseen. A line of nobody tells of nobody and is shown.
 */
export function hiddenLines(counts: readonly number[], least: number): Set<number> {
  const hidden = new Set(counts.flatMap((n, i) => (n > 0 && n < least ? [i] : [])));
  const together = () => [...hidden].reduce((sum, i) => sum + counts[i]!, 0);
  const rest = counts
    .map((n, i) => [n, i] as const)
    .filter(([n, i]) => n > 0 && !hidden.has(i))
    .sort(([a], [b]) => a - b);
  while (hidden.size > 0 && (hidden.size < 2 || together() < least)) {
    const next = rest.shift();
    if (!next) break;
    hidden.add(next[1]);
  }
  return hidden;
}
