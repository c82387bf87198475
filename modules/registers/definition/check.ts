import type { Fault } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import type { Field, Register } from "./schema.ts";

export type Data = Record<string, unknown>;

const longest = 500;
const most = 100;
const isDay = (value: unknown): boolean =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && new Date(value).toISOString().startsWith(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const short = (value: unknown): boolean => typeof value === "string" && value.length <= longest;
const inRange = ({ min, max }: Field, value: unknown): boolean =>
  typeof value === "number" && Number.isFinite(value) && value >= (min ?? -Infinity) && value <= (max ?? Infinity);

/** Whether a value is one that such a field can hold. What a form calls an entry of a list has a code and a text. */
function fits(field: Field, value: unknown): boolean {
  switch (field.type) {
    case "text":
      return short(value);
    case "number":
    case "money":
      return inRange(field, value);
    case "date":
      return isDay(value);
    case "yes-no":
      return typeof value === "boolean";
    case "choice":
      return field.options!.some((option) => option.value === value);
    case "code":
      return short(value) || (isObject(value) && short(value.code) && short(value.text));
    case "list":
      return Array.isArray(value) && value.length <= most && JSON.stringify(value).length <= 20_000;
    case "link":
      // As typed (a number), or as kept: what it leads to, and the words for it.
      return short(value) || (isObject(value) && short(value.to) && short(value.text));
    case "address":
      return isObject(value) && JSON.stringify(value).length <= 2_000;
  }
}

/**
 * What of these values a record may take, each field by its kind; and what is wrong. `null` and what is not given are
 * left out: an update leaves such a field as it was.
 */
export function checked(register: Register, sets: Data, whole: boolean): { data: Data; faults: Fault[] } {
  const faults: Fault[] = [];
  const data: Data = {};
  for (const [name, value] of Object.entries(sets)) {
    const field = register.fields[name];
    if (!field) faults.push({ path: name, messageKey: "registers.fault.unknown" });
    else if (value === null || value === undefined || value === "") continue;
    else if (!fits(field, value)) faults.push({ path: name, messageKey: `registers.fault.${field.type}` });
    else data[name] = value;
  }
  if (whole)
    for (const [name, { required }] of Object.entries(register.fields))
      if (required && !(name in data) && !faults.some(({ path }) => path === name))
        faults.push({ path: name, messageKey: "kernel.fault.empty" });
  return { data, faults };
}

/** A value in words, its parts one after the other. */
export const wordsOf = (value: unknown): string =>
  isObject(value) ? Object.values(value).map(wordsOf).join(" ") : value === undefined ? "" : String(value);

/** What a search finds the record by. */
export const searchWords = (register: Register, number: string, data: Data): string =>
  [register.number === "holder" ? "" : number, ...register.search.map((name) => wordsOf(data[name]))]
    .join(" ")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 1000);

/** What twins are found by: the rule's fields read together, as a person would compare them. Null without a rule. */
export function likenessOf({ duplicates }: Register, data: Data): string | null {
  const words = (duplicates?.fields ?? [])
    .map((name) => lookups.plainName(wordsOf(data[name])))
    .join(" ")
    .trim();
  return words === "" ? null : words.slice(0, 500);
}

/** Parts what a record holds in the clear from what only its own key opens. */
export function parted(register: Register, data: Data): { plain: Data; secret: Data } {
  const sealed = ([name]: [string, unknown]) => register.fields[name]?.protection === "sealed";
  const all = Object.entries(data);
  return {
    plain: Object.fromEntries(all.filter((one) => !sealed(one))),
    secret: Object.fromEntries(all.filter(sealed)),
  };
}
