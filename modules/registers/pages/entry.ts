import { type Form, field } from "../../../kernel/index.ts";
import type { Data } from "../definition/check.ts";
import type { Field, Register } from "../definition/schema.ts";

/** Parts of an address, as every form asks for them. */
export const addressParts = ["street", "rt", "rw", "village"] as const;
/** Empty rows offered below those of a list. */
export const spareRows = 2;
const mostRows = 100;

const isObject = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The parts of a list's rows, as its records have them; none when its rows are plain words. */
export const rowParts = (value: unknown): string[] => [
  ...new Set((Array.isArray(value) ? value : []).filter(isObject).flatMap((row) => Object.keys(row))),
];

/** A value as it stands in a line of text. */
export function asTyped(type: Field["type"], value: unknown): string {
  if (value === undefined || value === null) return "";
  if (type === "yes-no") return value === true ? "yes" : "no";
  if (type === "number" || type === "money") return String(value).replace(".", ",");
  if (isObject(value)) return String(value.code ?? value.to ?? "");
  return String(value);
}

/** A part of a row or of an address as text; an entry of a list by its code. */
export const partTyped = (value: unknown): string =>
  isObject(value) ? asTyped("code", value) : asTyped("text", value);

/** What was typed into a part: kept as it stood when it says the same, so that an entry keeps its words. */
const partOf = (text: string, stood: unknown): unknown => {
  if (text === partTyped(stood)) return stood;
  return typeof stood === "number" && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
};

function rows(form: Form, id: string, stood: unknown): unknown {
  const parts = rowParts(stood);
  const before = Array.isArray(stood) ? stood : [];
  if (parts.length === 0)
    return field(form, id)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => before.find((one) => String(one) === line) ?? line);
  const found: Data[] = [];
  for (let i = 0; i < Math.min(before.length + spareRows, mostRows); i += 1) {
    const row = parts.map((part): [string, unknown] => [
      part,
      partOf(field(form, `${id}-${i}-${part}`), (before[i] as Data | undefined)?.[part]),
    ]);
    if (row.some(([, value]) => value !== "" && value !== undefined))
      found.push(Object.fromEntries(row.filter(([, value]) => value !== "" && value !== undefined)));
  }
  return found;
}

function address(form: Form, id: string, stood: unknown): Data | undefined {
  const before = isObject(stood) ? stood : {};
  const parts = addressParts.map((part): [string, unknown] => [
    part,
    partOf(field(form, `${id}-${part}`), before[part]),
  ]);
  if (parts.every(([, value]) => value === "" || value === undefined)) return undefined;
  return { ...before, ...Object.fromEntries(parts) };
}

/** What was typed for one field, by its kind; undefined when nothing was. */
function typed(form: Form, name: string, { type }: Field, stood: unknown): unknown {
  const id = `f-${name}`;
  if (type === "list") {
    const list = rows(form, id, stood) as unknown[];
    return list.length > 0 ? list : undefined;
  }
  if (type === "address") return address(form, id, stood);
  const text = field(form, id);
  if (text === "") return undefined;
  if (type === "yes-no") return text === "yes";
  // Thousands by dots and a decimal comma, as people here write numbers.
  if (type === "number" || type === "money") return Number(text.replaceAll(".", "").replace(",", "."));
  return text === asTyped(type, stood) ? stood : text;
}

/** What a posted form changes: only what differs from what stood there, and what was emptied. */
export function entryOf(form: Form, register: Register, stood: Data): { sets: Data; clears: string[] } {
  const sets: Data = {};
  const clears: string[] = [];
  for (const [name, one] of Object.entries(register.fields)) {
    const value = typed(form, name, one, stood[name]);
    if (value === undefined) {
      if (stood[name] !== undefined) clears.push(name);
    } else if (JSON.stringify(value) !== JSON.stringify(stood[name])) sets[name] = value;
  }
  return { sets, clears };
}

/** Whether this officer's agency owns the field. */
export const isOwn = (register: Register, name: string, agency: string | undefined): boolean =>
  (register.fields[name]?.owner ?? register.keeper) === agency;
