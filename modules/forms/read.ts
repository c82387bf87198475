import type { Fault } from "../../kernel/index.ts";
import type { Scope } from "../rules/index.ts";
import { type Answer, type Answers, itemsIn } from "./answer.ts";
import { type AnyField, type Form, type FormPage, partsOf, type Rule } from "./field.ts";
import { computedItems, computedOf, faultsOn, isShown, scopeOf } from "./form.ts";
import { type Known, nothingKnown, type Posted, sheetOf } from "./kind.ts";
import { kinds } from "./kinds/index.ts";

export interface PageReading {
  /** This page's answers as the person gave them, faults or not. */
  answers: Answers;
  faults: Fault[];
  /** A button that only changes the form (another product, one fewer, look for a village): show the page again, judge nothing. */
  changed: boolean;
}

/**
 * Reads one posted page. Files are not here: whoever takes them in puts their references into
 * `before`. Faults carry the field's path ("products.0.name") and a message key, or the field's own words.
 * `known` is what the host found out, see `wanted`; `rules` are those of the whole form.
 */
export function readPage(
  page: FormPage,
  posted: Posted,
  before: Answers,
  more: Scope = {},
  { known = nothingKnown, rules = [] }: { known?: Known; rules?: readonly Rule[] | undefined } = {},
): PageReading {
  const lost: Fault[] = [];
  const reading = { posted, known, lost };
  const answers: Record<string, Answer> = {};
  for (const field of page.fields) {
    if (kinds[field.type].shownOnly) continue;
    answers[field.id] = readField(field, field.id, before[field.id], reading);
  }
  for (const field of page.fields)
    if (partsOf(field).length > 0)
      answers[field.id] = computedItems(field, answers[field.id], scopeOf({ ...before, ...answers }, more));
  Object.assign(answers, computedOf(page.fields, { ...before, ...answers }, more));
  const all = { ...before, ...answers };
  const scope = scopeOf(all, more);
  const shown = (fault: Fault) =>
    page.fields.some((field) => fault.path.split(".")[0] === field.id && isShown(field.show, scope));
  const told = lost.filter(shown);
  // What was lost is told once, in the words that say why.
  const others = faultsOn(page, all, more, told.length > 0 ? [] : rules).filter(
    ({ path }) => !told.some((fault) => fault.path === path),
  );
  return {
    answers,
    faults: [...told, ...others],
    changed: ["_add", "_remove", "_find"].some((button) => typeof posted[button] === "string"),
  };
}

/** All pages of a form in one post, as an officer at the counter sends them; each page sees what those before it said. */
export function readWhole(
  form: Form,
  posted: Posted,
  before: Answers,
  more: Scope = {},
  known: Known = nothingKnown,
): PageReading {
  const readings: PageReading[] = [];
  let answers = before;
  for (const page of form.pages) {
    const reading = readPage(page, posted, answers, more, { known, rules: form.rules });
    answers = { ...answers, ...reading.answers };
    if (isShown(page.show, scopeOf(answers, more))) readings.push(reading);
  }
  return {
    answers,
    faults: readings.flatMap(({ faults }) => faults),
    changed: readings.some(({ changed }) => changed),
  };
}

interface Reading {
  posted: Posted;
  known: Known;
  /** Faults that the kept value does not show. */
  lost: Fault[];
}

/** `name` is how it is posted; `path` how it is kept, for holes between rows close. */
function readField(
  field: AnyField,
  name: string,
  kept: Answer | undefined,
  reading: Reading,
  path: string = name,
): Answer {
  if (field.type === "group" || field.type === "table") return readList(field, name, kept, reading, path);
  const wrong = ({ part, ...fault }: { part?: string; messageKey: string }) =>
    void reading.lost.push({ path: part ? `${path}.${part}` : path, ...fault });
  return kinds[field.type].read(field, sheetOf(reading.posted, name, { kept, known: reading.known, wrong }));
}

function readList(field: AnyField, name: string, kept: Answer | undefined, reading: Reading, path: string): Answer {
  const { posted, lost } = reading;
  const { maxItems = 10, rows } = "fields" in field ? field : {};
  const before = itemsIn(kept);
  const item = (index: number, place: number): Record<string, Answer> =>
    Object.fromEntries(
      partsOf(field)
        .filter((part) => !kinds[part.type].shownOnly)
        .map((part) => [
          part.id,
          readField(
            part,
            `${name}.${index}.${part.id}`,
            before[index]?.[part.id],
            reading,
            `${path}.${place}.${part.id}`,
          ),
        ]),
    );
  if (rows) return rows.map((_row, i) => item(i, i));
  const indexes = new Set<number>();
  for (const key of Object.keys(posted)) {
    if (!key.startsWith(`${name}.`)) continue;
    const index = /^(\d{1,4})\./.exec(key.slice(name.length + 1))?.[1];
    if (index !== undefined) indexes.add(Number(index));
  }
  if (indexes.size > maxItems) lost.push({ path, messageKey: "forms.fault.group-full", values: { maximum: maxItems } });
  const items: Record<string, Answer>[] = [];
  for (const index of [...indexes].sort((a, b) => a - b).slice(0, maxItems))
    if (posted._remove !== `${name}.${index}`) items.push(item(index, items.length));
  if (posted._add === name && items.length < maxItems)
    items.push(Object.fromEntries(partsOf(field).map((part) => [part.id, null])));
  return items;
}

/** What the host must find out before a page can be read: entries of code lists, people, times. */
export interface Wanted {
  entries: { list: string; code: string }[];
  people: { nik: string; name: string }[];
  slots: string[];
}

/** Reads a page once only to hear what it asks of the host. */
export function wanted(page: FormPage, posted: Posted, before: Answers): Wanted {
  const asked: Wanted = { entries: [], people: [], slots: [] };
  readPage(
    page,
    posted,
    before,
    {},
    {
      known: {
        entry: (list, code) =>
          void (asked.entries.length < 200 && asked.entries.push({ list, code: code.slice(0, 60) })),
        person: (nik, name) => void (asked.people.length < 50 && asked.people.push({ nik, name })),
        slot: (id) => void (asked.slots.length < 20 && asked.slots.push(id.slice(0, 60))),
      },
    },
  );
  return asked;
}
