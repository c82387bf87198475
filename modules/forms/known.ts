import type { Context } from "../../kernel/index.ts";
import { lookups } from "../registry/index.ts";
import { type Answer, type Answers, type Entry, isSought, itemsIn, partsIn, type SlotAnswer } from "./answer.ts";
import { type AnyField, type FormPage, listOf, partsOf } from "./field.ts";
import type { Known, Posted } from "./kind.ts";
import { wanted } from "./read.ts";

/** Says which of the hours that were posted are still free: the host knows an office's calendar, a form does not. */
export type StillFree = (posted: readonly string[]) => Promise<readonly SlotAnswer[]>;

type Asking = Pick<Context, "ask"> & Partial<Pick<Context, "askAsRoom">>;

/**
 * What the registers say about what was posted. People are looked up only inside an act, as this house and not as the
 * one who asks, and nobody is told more than whether number and name fit.
 */
async function lookUp(
  context: Asking,
  page: FormPage,
  posted: Posted,
  before: Answers,
  stillFree?: StillFree,
): Promise<Known> {
  const { entries, people, slots } = wanted(page, posted, before);
  const { ask, askAsRoom } = context;
  const free = slots.length > 0 && stillFree ? await stillFree(slots) : [];
  const found = entries.length > 0 ? await ask(lookups.codeEntries, { codes: entries }) : [];
  const fits = new Map<string, boolean>();
  if (askAsRoom)
    for (const { nik, name } of people)
      fits.set(`${nik} ${name}`, (await askAsRoom(lookups.personNamed, { nik, name })) !== null);
  return {
    entry(list, code) {
      const entry = found.find((one) => one.list === list && one.code === code);
      return entry && { code, text: entry.text };
    },
    person: (nik, name) => fits.get(`${nik} ${name}`),
    slot: (id) => free.find(({ slot }) => slot === id),
  };
}

/** What was found for everything that the answers of a page look for in a code list, by the name it is posted under. */
async function found({ ask }: Pick<Context, "ask">, page: FormPage, answers: Answers): Promise<Map<string, Entry[]>> {
  const hits = new Map<string, Entry[]>();
  for (const { name, find, list, within } of page.fields.flatMap((field) => sought(field, answers[field.id], field.id)))
    if (hits.size < 20) hits.set(name, await ask(lookups.findCodes, { list, words: find, ...(within && { within }) }));
  return hits;
}

interface Looking {
  name: string;
  find: string;
  list: string;
  within?: string | undefined;
}
function sought(field: AnyField, value: Answer | undefined, name: string): Looking[] {
  const from = listOf(field);
  const here = from
    ? [
        [name, ...(Array.isArray(value) ? value : [value])] as const,
        [`${name}.village`, partsIn(value).village] as const,
      ].flatMap(([at, ...values]) => values.filter(isSought).map(({ find }) => ({ name: at as string, find, ...from })))
    : [];
  const inner = itemsIn(value).flatMap((item, i) =>
    partsOf(field).flatMap((part) => sought(part, item[part.id], `${name}.${i}.${part.id}`)),
  );
  return [...here, ...inner];
}

/** What a form's host finds out for it: `lookUp` for what was posted, `found` for what is looked for. */
export const known = { found, lookUp } as const;
