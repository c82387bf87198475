/** Rows of a CSV text (RFC 4180), with the line that each begins at. `fault` is the line at which a quote never ends. */
export function readCsv(text: string): { rows: { line: number; cells: string[] }[]; fault?: number } {
  const rows: { line: number; cells: string[] }[] = [];
  let [line, at] = [1, text.startsWith("\uFEFF") ? 1 : 0];
  while (at < text.length) {
    const begin = line;
    const cells: string[] = [];
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        for (at += 1; ; at += 1) {
          const end = text.indexOf('"', at);
          if (end < 0) return { rows, fault: begin };
          cell += text.slice(at, end);
          at = end + 1;
          if (text[at] !== '"') break;
          cell += '"';
        }
        line += cell.split("\n").length - 1;
      }
      const end = /[,\r\n]/g;
      end.lastIndex = at;
      const stop = end.exec(text)?.index ?? text.length;
      cells.push(cell + text.slice(at, stop));
      at = stop;
      if (text[at] !== ",") break;
      at += 1;
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    line += 1;
    // An empty line is no row.
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: begin, cells });
  }
  return { rows };
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The same as text, each line ended as the RFC says. What begins as a formula is left to whoever opens it: data is not changed. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
