/** A text longer than this is not held against a pattern that may look back and forth over it. */
const longest = 200;
const mostOpenEnds = 2;

/**
 * A pattern of somebody else's schema as something that surely ends: without references back, without looking around, nothing
 * repeated that repeats or chooses within, and with two open ends at most, so that it costs no more than the third power of a short
 * text. Null for all others: one of them could be made to run for hours.
 */
export function surePattern(pattern: string): { test(text: string): boolean } | null {
  const bare = pattern.replace(/\\[^0-9k]/g, "x").replace(/\[\^?\]?(?:[^\]\\]|\\.)*\]/g, "x");
  if (/\\|\(\?(?!:)/.test(bare)) return null;
  if (/\([^()]*[|*+{?][^()]*\)\s*[*+{]/.test(bare) || /\([^()]*\([\s\S]*\)\s*[*+{]/.test(bare)) return null;
  if ((bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > mostOpenEnds) return null;
  try {
    const made = new RegExp(pattern, "u");
    return { test: (text) => text.length <= longest && made.test(text) };
  } catch {
    return null;
  }
}
