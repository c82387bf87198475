import { FileFault } from "../../../kernel/index.ts";
import { registerColumns } from "./columns.ts";
import { type Line, linesOf, longestRow, tooLong } from "./lines.ts";

/** A row as it was read, with the line it begins on; or why it could not be read. */
export type RawRow = { line: number } & ({ row: unknown } | { says: string });

const encoding = "is not UTF-8";

/** The rows of a file: CSV when its name ends so, else JSON Lines. Nothing of a row is ever in a fault. */
export const rowsOf = (path: string): AsyncGenerator<RawRow> =>
  /\.csv$/i.test(path) ? csvRows(path) : /\.(jsonl|ndjson)$/i.test(path) ? jsonRows(path) : wrongEnding(path);

function wrongEnding(path: string): never {
  throw new FileFault([`${path}: a register comes as CSV (.csv) or JSON Lines (.jsonl, .ndjson)`]);
}

async function* jsonRows(path: string): AsyncGenerator<RawRow> {
  for await (const { line, text } of linesOf(path)) {
    if (text === null) yield { line, says: encoding };
    else if (text.trim() !== "") {
      try {
        yield { line, row: JSON.parse(text) };
      } catch {
        yield { line, says: "is no JSON" };
      }
    }
  }
}

async function* csvRows(path: string): AsyncGenerator<RawRow> {
  let header: { names: string[]; separator: string } | undefined;
  let record: Line | undefined;
  for await (const { line, text } of linesOf(path)) {
    // A quoted cell may hold an end of line: the row goes on until its quotation marks are even.
    record = record?.text
      ? { line: record.line, text: text === null ? null : `${record.text}\n${text}` }
      : { line, text };
    if (record.text !== null && isOpen(record.text)) {
      if (record.text.length > longestRow) tooLong(path, record.line, "opens a quotation mark that is never closed");
      continue;
    }
    const whole = record;
    record = undefined;
    if (whole.text?.trim() === "") continue;
    if (!header) header = headerOf(path, whole);
    else yield { line: whole.line, ...cellsOf(whole.text, header) };
  }
  if (record) yield { line: record.line, says: "opens a quotation mark that is never closed" };
}

const isOpen = (text: string): boolean => (text.split('"').length - 1) % 2 === 1;

/** The first line names the columns; it also shows by what they are parted, as spreadsheets differ in that. */
function headerOf(path: string, { line, text }: Line): { names: string[]; separator: string } {
  const separator = [",", ";", "\t"].find((sign) => text?.includes(sign)) ?? ",";
  const names = splitCells(text ?? "", separator)?.map((name) => name.trim()) ?? [];
  const known = new Set(registerColumns.map(({ name }) => name));
  const faults = names.flatMap((name, i) => {
    if (names.indexOf(name) < i) return [`column ${i + 1} stands there twice`];
    // What stands there is not said: a file without this line begins with somebody's data.
    return known.has(name) ? [] : [`column ${i + 1} has a name that no register has`];
  });
  for (const { name, needed } of registerColumns)
    if (needed && !names.includes(name)) faults.push(`the column ${name} is missing`);
  if (faults.length === 0) return { names, separator };
  throw new FileFault([
    ...faults.map((says) => `${path}:${line}: ${says}`),
    `The first line names the columns, in any order: ${registerColumns.map(({ name }) => name).join(", ")}`,
  ]);
}

function cellsOf(
  text: string | null,
  { names, separator }: { names: string[]; separator: string },
): { row: unknown } | { says: string } {
  if (text === null) return { says: encoding };
  const cells = splitCells(text, separator);
  if (!cells) return { says: "has a quotation mark in the wrong place" };
  if (cells.length !== names.length) return { says: `has ${cells.length} cells for ${names.length} columns` };
  const row: Record<string, unknown> = {};
  const business: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) {
    const cell = cells[i]!.trim();
    if (cell === "") continue;
    const part = /^business\.(.+)$/.exec(name)?.[1];
    if (part) business[part] = part === "kbli" ? cell.split(/\s+/) : cell;
    else row[name] = cell;
  }
  if (Object.keys(business).length > 0) row.businesses = [business];
  return { row };
}

/** Cells by RFC 4180: a quoted one may hold separators, ends of line and doubled quotation marks. Null where that is broken. */
export function splitCells(text: string, separator: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      // Two marks side by side stand for one; a single one closes.
      let end = text.indexOf('"', at + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      if (end < 0) return null;
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (at < text.length && text[at] !== separator) return null;
    } else {
      const next = text.indexOf(separator, at);
      const end = next < 0 ? text.length : next;
      const cell = text.slice(at, end);
      if (cell.includes('"')) return null;
      cells.push(cell);
      at = end;
    }
    if (at >= text.length) return cells;
    at += 1;
  }
}
