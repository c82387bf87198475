import type { ComponentChildren } from "preact";
import { type Fault, type Locale, type Say, textIn } from "../../../kernel/index.ts";
import type { Scope } from "../../rules/index.ts";
import type { Answer, Entry, SlotAnswer } from "../answer.ts";
import { type AnyField, type Later, partsOf } from "../field.ts";
import { faultWords } from "../words.ts";

/** What the host gives so that questions can be drawn. */
export interface Drawing {
  say: Say;
  locale: Locale;
  faults: readonly Fault[];
  /** What conditions may read besides the answers. */
  scope: Scope;
  /** What was found in a code list for the words of the question posted under `name`. */
  hits?: ReadonlyMap<string, readonly Entry[]> | undefined;
  /** Where a file that was taken in is read again. */
  fileAt?: (file: string) => string;
  /** What a register says for a fact, and where it comes from in words. */
  fact?: (field: AnyField) => { value: Answer; source: ComponentChildren };
  /** The fee as it is decided so far, in words, "" for nothing; null while it hangs on answers that are still to come. */
  fee?: (() => string | null) | undefined;
  /** The last day on which that may be brought which is brought later, in words. */
  lastDay?: ((later: Later) => string) | undefined;
  /** Hours that offices offer for an errand. */
  slots?: ((errand: string) => readonly SlotAnswer[]) | undefined;
}

/** One question as it is drawn: `name` is how it is posted, and the id of its first control. */
export interface Asked {
  field: AnyField;
  value: Answer | undefined;
  name: string;
  drawing: Drawing;
  /** Asked only sometimes: it is there from the start for who has no script. */
  optional?: boolean | undefined;
  /** Before the label, for who hears it: the row of a table. */
  row?: string | undefined;
}

/** What is wrong at a path, in words. */
export const faultAt = ({ faults, say, locale }: Drawing, path: string): string | undefined => {
  const fault = faults.find((one) => one.path === path);
  return fault && faultWords(fault, say, locale);
};

/** What every control of the question has. */
export function commonOf({ field, name, drawing, optional, row }: Asked) {
  const { say, locale } = drawing;
  const label = textIn(field.label, locale);
  const needed = (field.required || field.requiredIf) && !optional;
  const asked = needed || field.type === "declaration" ? label : `${label} (${say("forms.optional")})`;
  return {
    id: name,
    name,
    label: row ? `${row}: ${asked}` : asked,
    ...(field.hint && { hint: textIn(field.hint, locale) }),
    error: faultAt(drawing, name),
  };
}

/** A part of an answer that has parts: its own control, label and fault. */
export const partOf = ({ name, drawing }: Asked, part: string, word: string) => ({
  id: `${name}.${part}`,
  name: `${name}.${part}`,
  label: drawing.say(word),
  error: faultAt(drawing, `${name}.${part}`),
});

const islands: Partial<Record<AnyField["type"], string>> = {
  address: "finder.js",
  point: "places.js",
  area: "places.js",
  signature: "signature.js",
};
/** The islands that these questions are easier with; none of them is needed. */
export const scriptsFor = (fields: readonly AnyField[]): string[] => [
  ...new Set(
    fields.flatMap((field) => [
      ...(islands[field.type] ? [islands[field.type]!] : []),
      ...(field.type === "point" || (field.from && "list" in field.from) ? ["finder.js"] : []),
      ...scriptsFor(partsOf(field)),
    ]),
  ),
];
