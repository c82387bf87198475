import { type Datum, isList, text } from "../value/datum.ts";
import type { Num } from "../value/number.ts";
import { type Form, form } from "./form.ts";
import { pattern } from "./pattern.ts";

/** Letters as people count them: a character outside the first plane is one. */
const letters = (words: string): string[] => [...words];

function substring(words: string, start: Num, length?: Num): Datum {
  const all = letters(words);
  const from = Math.trunc(Number(start));
  const count = length === undefined ? all.length : Math.trunc(Number(length));
  if (from === 0 || Math.abs(from) > all.length || count < 1) return null;
  const first = from > 0 ? from - 1 : all.length + from;
  return all.slice(first, first + count).join("");
}

function replaced(input: string, said: string, by: string, flags = ""): Datum {
  const made = pattern(said, `${flags}`);
  if (!made) return null;
  const groups = new RegExp(`${made.source}|`, made.flags).exec("")?.length ?? 1;
  // XPath writes $0 for the whole and \$ for the sign itself; a group that is not there is empty.
  const parts: (string | number)[] = [];
  for (const [whole, escaped, digits] of by.matchAll(/\\([\\$])|\$(\d+)|[^\\$]+|[\\$]/g)) {
    if (escaped !== undefined) parts.push(escaped);
    else if (digits === undefined) {
      if (/^[\\$]$/.test(whole)) return null;
      parts.push(whole);
    } else {
      let used = digits;
      while (used.length > 1 && Number(used) >= groups) used = used.slice(0, -1);
      parts.push(Number(used), digits.slice(used.length));
    }
  }
  return input.replace(new RegExp(made.source, `${made.flags}g`), (...found: (string | undefined)[]) =>
    parts.map((part) => (typeof part === "number" ? (part < groups ? (found[part] ?? "") : "") : part)).join(""),
  );
}

function split(words: string, delimiter: string): Datum {
  const made = pattern(delimiter, "");
  return made && words.split(new RegExp(made.source, made.flags));
}

function joined(list: readonly Datum[], delimiter: Datum = ""): Datum {
  if (delimiter !== null && typeof delimiter !== "string") return null;
  const words = list.filter((item) => item !== null);
  return words.every((item) => typeof item === "string") ? words.join(delimiter ?? "") : null;
}

const matched = (input: string, said: string, flags: Datum = ""): Datum => {
  if (flags !== null && typeof flags !== "string") return null;
  const made = pattern(said, flags ?? "");
  return made ? made.test(input) : null;
};

export const texts: Readonly<Record<string, readonly Form[]>> = {
  string: [form("string", "from: any", (value: Datum) => (value === null ? null : text(value)))],
  substring: [form("string", "string: string, start position: number, length?: number", substring)],
  "string length": [form("number", "string: string", (words: string) => letters(words).length)],
  "upper case": [form("string", "string: string", (words: string) => words.toUpperCase())],
  "lower case": [form("string", "string: string", (words: string) => words.toLowerCase())],
  "substring before": [
    form("string", "string: string, match: string", (words: string, match: string) => {
      const at = words.indexOf(match);
      return at < 0 ? "" : words.slice(0, at);
    }),
  ],
  "substring after": [
    form("string", "string: string, match: string", (words: string, match: string) => {
      const at = words.indexOf(match);
      return at < 0 ? "" : words.slice(at + match.length);
    }),
  ],
  contains: [form("boolean", "string: string, match: string", (words: string, match: string) => words.includes(match))],
  "starts with": [
    form("boolean", "string: string, match: string", (words: string, match: string) => words.startsWith(match)),
  ],
  "ends with": [
    form("boolean", "string: string, match: string", (words: string, match: string) => words.endsWith(match)),
  ],
  matches: [form("boolean", "input: string, pattern: string, flags?: any", matched)],
  replace: [
    form("string", "input: string, pattern: string, replacement: string, flags?: string", replaced),
    form(
      "string",
      "input: string, pattern: string, replacement: string, flags: any",
      (a: string, b: string, c: string, d: Datum) => (d === null ? replaced(a, b, c) : null),
    ),
  ],
  split: [form("list", "string: string, delimiter: string", split)],
  "string join": [form("string", "list: list, delimiter?: any", joined)],
  trim: [form("string", "string: string", (words: string) => words.trim())],
  "is defined": [form("boolean", "value: any", (value: Datum) => value !== null)],
  not: [form("boolean", "negand: any", (value: Datum) => (typeof value === "boolean" ? !value : null))],
  is: [form("boolean", "value1: any, value2?: any", alike)],
};

/** The same value of the same kind, written in the same way: 12:00Z is not 13:00+01:00. */
function alike(left: Datum, right: Datum = null): boolean {
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((item, i) => alike(item, right[i] ?? null));
  if (left === null || right === null || typeof left !== "object") return left === right;
  return left.constructor === (right as object).constructor && text(left) === text(right);
}
