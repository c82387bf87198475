const bounds = { bytes: 300_000, lines: 6000, deep: 60, aliases: 200 } as const;

/**
 * Why a text is not even read; null when it may be. A reader of YAML spends its stack on brackets within brackets, and
 * hours on keys and aliases without number, so they are counted before it begins. Quoted ones count too: no service
 * comes near.
 */
export function tooMuch(text: string): string | null {
  if (Buffer.byteLength(text) > bounds.bytes) return `the file is larger than ${bounds.bytes / 1000} kB`;
  const lines = text.split("\n");
  if (lines.length > bounds.lines) return `the file has more than ${bounds.lines} lines`;
  if ((text.match(/[*&][\w-]/g) ?? []).length > bounds.aliases)
    return `it refers to itself more than ${bounds.aliases} times`;
  let open = 0;
  for (const line of lines) {
    let deepest = open;
    for (const sign of line) {
      if (sign === "[" || sign === "{") deepest = Math.max(deepest, ++open);
      else if (sign === "]" || sign === "}") open = Math.max(0, open - 1);
    }
    const indent = (/^ */.exec(line)?.[0].length ?? 0) / 2;
    const compact = (line.match(/(?:- )+|\? /g) ?? []).reduce((sum, run) => sum + run.length / 2, 0);
    const commas = (line.match(/,/g) ?? []).length;
    if (deepest > bounds.deep || indent + compact > bounds.deep * 2 || commas > 3000) return "it is nested too deeply";
  }
  return null;
}
