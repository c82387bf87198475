import { flush } from "./rules.ts";

const shown = /<!-- cut: (\S+) -->\n(\s*)```(\S+)\n([\s\S]*?)\n\s*```/g;

/**
 * A page with its cuts taken anew: from the first line that is still there to the next one that reads as the cut's
 * last. What is not found stays, and a test names it.
 */
export function recut(page: string, file: (path: string) => string | null): string {
  return page.replace(shown, (whole, path: string, indent: string, language: string, text: string) => {
    const source = file(path)?.split("\n") ?? [];
    const lines = text.split("\n").map((line) => line.trim());
    const first = source.findIndex((line) => line.trim() === lines[0]);
    const depth = /^\s*/.exec(source[first] ?? "")![0].length;
    const last = source.findIndex(
      (line, n) =>
        n >= first &&
        line.trim() === lines.at(-1) &&
        (lines.length === 1 || /^\s*/.exec(line)![0].length <= depth || n - first + 1 >= lines.length),
    );
    if (first < 0 || last < 0) return whole;
    const cut = flush(source.slice(first, last + 1)).map((line) => (line ? indent + line : line));
    return `<!-- cut: ${path} -->\n${indent}\`\`\`${language}\n${cut.join("\n")}\n${indent}\`\`\``;
  });
}
