import type { Fault } from "../../../kernel/index.ts";
import { lookups, tidyNik } from "../../registry/index.ts";
import { checked, type Data } from "../definition/check.ts";
import type { Register } from "../definition/schema.ts";
import { readCell } from "./cell.ts";
import { type Column, columnsOf } from "./columns.ts";
import type { Row } from "./format/row.ts";

/** A sound row: what it wants written. A column that the file does not have leaves its field as it was. */
export interface Entry {
  line: number;
  /** The record's own number; null when the register gives it or it is the holder's. */
  number: string | null;
  nik: string | null;
  nib: string | null;
  since: string | null;
  ended: string | null;
  sets: Data;
}

/** What is wrong with a row, at which column. `key` is a message; nothing of the row itself is in it. */
export interface RowFault {
  line: number;
  column: string;
  key: string;
  values?: Fault["values"];
}

/** Judges row after row by the register alone: each cell by its field, and that nothing stands there twice. */
export function judgeOf(register: Register, today: string): (row: Row) => Entry | RowFault[] {
  const columns = columnsOf(register);
  const seen = new Map<string, number>();
  return (row) => {
    if (row.fault) return [{ line: row.line, column: "", key: row.fault }];
    const { entry, faults } = read(register, columns, row, today);
    if (faults.length > 0) return faults;
    const own = identity(register, entry);
    const before = own === null ? undefined : seen.get(own);
    if (before !== undefined)
      return [{ line: row.line, column: keyColumn(register), key: "registers.row.twice", values: { line: before } }];
    if (own !== null) seen.set(own, row.line);
    return entry;
  };
}

function read(register: Register, columns: readonly Column[], { line, cells }: Row, today: string) {
  const faults: RowFault[] = [];
  const entry: Entry = { line, number: null, nik: null, nib: null, since: null, ended: null, sets: {} };
  const fault = (column: string, key: string, values?: Fault["values"]) =>
    faults.push({ line, column, key, ...(values && { values }) });
  for (let i = 0; i < columns.length; i += 1) {
    const { name, about, field, kind, part } = columns[i]!;
    const cell = cells[i];
    if (cell === undefined || cell === null || cell === "") continue;
    if (about !== "field") {
      const text = (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
      if (text === "") continue;
      const key = ownFault(about, text, today);
      if (key) fault(name, key);
      else if (about === "nik") entry.nik = tidyNik(text);
      else entry[about] = text;
    } else if (kind!.owner && kind!.owner !== register.keeper) {
      // A file comes from the keeper, and only the owner of a field writes it.
      fault(name, "registers.fault.owner", { owner: kind!.owner });
    } else if (part) {
      const text = String(cell).trim();
      if (text.length > 200) fault(name, "registers.fault.text");
      else if (text !== "") entry.sets[field!] = { ...(entry.sets[field!] as object), [part]: text };
    } else {
      const found = readCell(kind!, cell);
      if (found && "messageKey" in found) fault(name, found.messageKey, found.values);
      else if (found) entry.sets[field!] = found.value;
    }
  }
  // Whether what must be there is there hangs on whether the record is new: the register is asked for that.
  for (const one of checked(register, entry.sets, false).faults)
    if (!faults.some(({ column }) => column.startsWith(one.path))) fault(one.path, one.messageKey, one.values);
  const { number } = register;
  if (typeof number === "object" && "field" in number) {
    const own = entry.sets[number.field];
    if (typeof own === "string" && own.length > 80) fault(number.field, "registers.row.long-number");
    else if (own !== undefined) entry.number = String(own);
    else if (!faults.some(({ column }) => column === number.field)) fault(number.field, "kernel.fault.empty");
  }
  if (register.number === "holder" && !entry.nik && !entry.nib && !entry.number && faults.length === 0)
    fault(keyColumn(register), "registers.fault.holder");
  return { entry, faults };
}

function ownFault(about: Exclude<Column["about"], "field">, text: string, today: string): string | null {
  if (about === "nik") return /^\d{16}$/.test(tidyNik(text)) ? null : "registers.row.nik";
  if (about === "nib") return lookups.isNib(text) ? null : "registers.row.nib";
  if (about === "number") return text.length <= 80 ? null : "registers.row.long-number";
  const real = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return !real ? "registers.fault.date" : text > today ? "registers.row.future" : null;
}

/** What a row is known by within its file; null for a record that is yet to be numbered. */
const identity = (register: Register, { number, nik, nib }: Entry): string | null =>
  register.number === "holder" ? (nik ?? nib ?? number) : number;

/** The column that tells which record is meant. */
export function keyColumn({ number, holder }: Register): string {
  if (number === "holder") return holder === "business" ? "holder.nib" : "holder.nik";
  return "field" in number ? number.field : "record.number";
}
