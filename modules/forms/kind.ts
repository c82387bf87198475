import type { Fault, Locale, Say } from "../../kernel/index.ts";
import type { Answer, Entry, SlotAnswer } from "./answer.ts";
import type { AnyField } from "./field.ts";

/** What a browser posts: names to texts. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;
/** What is wrong; `part` names a part of an answer that has parts. */
export type Wrong = Omit<Fault, "path"> & { part?: string };
export type JsonSchema = { readonly [word: string]: unknown };
export interface Tongue {
  say: Say;
  locale: Locale;
}

/** What the host found out about what was posted. Undefined: it was not asked, or there is no such thing. */
export interface Known {
  entry(list: string, code: string): Entry | undefined;
  /** Whether the population register knows this number under this name. */
  person(nik: string, name: string): boolean | undefined;
  slot(id: string): SlotAnswer | undefined;
}
export const nothingKnown: Known = { entry: () => undefined, person: () => undefined, slot: () => undefined };

/** What was posted for one field. */
export interface Sheet {
  one(part?: string): string;
  many(part?: string): string[];
  /** A button of the page was pressed for this field. */
  pressed(button: "_find" | "_remove"): string | undefined;
  /** The answer as it was before: files and what was looked up already are taken from there. */
  kept: Answer | undefined;
  known: Known;
  /** Tells a fault that the value itself will not show any more. */
  wrong(fault: Wrong): void;
}

/** One kind of question: from what is posted to an answer, what is wrong with it, how it is said and described. */
export interface Kind {
  /** The value is kept even when it is wrong, so that the person sees what they wrote. */
  read(field: AnyField, sheet: Sheet): Answer;
  /** What is wrong with a value that is kept, whenever it is looked at. Never asked of what is empty. */
  judge(field: AnyField, value: Answer): Wrong | readonly Wrong[] | undefined;
  words(field: AnyField, value: Answer, tongue: Tongue): string;
  /** JSON Schema 2020-12 of a right answer. */
  schema(field: AnyField): JsonSchema;
  /** What is said when a required answer is missing. */
  missing?: string;
  /** Nobody answers it: it is shown only. */
  shownOnly?: true;
}

/** Characters that no keyboard types and no database keeps. */
const unseen = /(?![\n\t])\p{Cc}/gu;
const given = (posted: Posted, name: string) => (Object.hasOwn(posted, name) ? posted[name] : undefined);

/** The sheet of the field that is posted under `name`. */
export function sheetOf(posted: Posted, name: string, more: Pick<Sheet, "kept" | "known" | "wrong">): Sheet {
  const at = (part?: string) => given(posted, part ? `${name}.${part}` : name);
  const tidy = (text: string) => text.normalize("NFC").replace(unseen, "").toWellFormed().trim();
  return {
    ...more,
    one(part) {
      const value = at(part);
      return tidy(typeof value === "string" ? value : (value?.[0] ?? ""));
    },
    many(part) {
      const value = at(part);
      return (value === undefined ? [] : typeof value === "string" ? [value] : value.slice(0, 200)).map(tidy);
    },
    pressed(button) {
      const value = given(posted, button);
      if (typeof value !== "string") return undefined;
      return value === name ? "" : value.startsWith(`${name}.`) ? value.slice(name.length + 1) : undefined;
    },
  };
}

/** Much too long is kept only in part, and no letter in half: half of one cannot be stored. */
export const cut = (text: string, most: number): string => text.slice(0, most).toWellFormed().trimEnd();
/** How many letters a person would count, not how many units a machine keeps them in. */
export const lengthOf = (text: string): number => [...text].length;
export const oneLine = (text: string): string => text.replace(/\s+/g, " ");
export const notOffered: Wrong = { messageKey: "forms.fault.choice" };
/** Any answer as text, for one that does not fit its question any more. */
export const plain = (value: Answer): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
