import { refuse } from "../../../../kernel/index.ts";

/** One row of a file: the line or row that it begins on, and its cells in the order of the register's columns. */
export interface Row {
  line: number;
  cells: unknown[];
  /** The row could not be read at all: the message's key. */
  fault?: string;
}

/** Rows that are handed on together. */
export const chunk = 1_000;
/** Longest row in bytes: more is no record. */
export const longestRow = 65_536;

/**
 * Where in a row of the file each of the register's columns stands; -1 where the file has none. What a strange column is
 * called is not said: a file without a line of names begins with somebody's data.
 */
export function placesOf(header: readonly unknown[], names: readonly string[]): number[] {
  const found = header.map((cell) => String(cell ?? "").trim());
  found.forEach((name, i) => {
    if (name === "" && i === found.length - 1) return;
    if (!names.includes(name)) refuse("invalid", "registers.load.strange-column", { place: i + 1 });
    if (found.indexOf(name) < i) refuse("invalid", "registers.load.double-column", { column: name });
  });
  if (!found.some((name) => names.includes(name))) refuse("invalid", "registers.load.no-header");
  return names.map((name) => found.indexOf(name));
}
