import { textIn } from "../../../kernel/index.ts";
import { type Answer, type Entry, isEntry, isSought, type Sought } from "../answer.ts";
import { type AnyField, type FieldType, listOf } from "../field.ts";
import { cut, type Kind, notOffered, oneLine, plain, type Sheet, type Tongue } from "../kind.ts";

/** A code with its words, in every schema that holds one. */
export const entrySchema = {
  type: "object",
  properties: { code: { type: "string", minLength: 1 }, text: { type: "string" } },
  required: ["code", "text"],
  additionalProperties: false,
};
export const notChosen = { messageKey: "forms.fault.not-chosen" };

/**
 * What was chosen from a code list: the entry when the host knows its code, else the words that are looked for. A part
 * of an answer is posted under its own name.
 */
export function readEntry(
  field: AnyField,
  sheet: Sheet,
  kept: Answer | undefined,
  part?: string,
): Entry | Sought | null {
  const { list } = listOf(field)!;
  const code = sheet.one(part);
  const find = cut(oneLine(sheet.one(part ? `${part}.find` : "find")), 100);
  const searching = sheet.pressed("_find") === (part ?? "");
  if (code && !searching) {
    const entry = sheet.known.entry(list, code) ?? (isEntry(kept) && kept.code === code ? kept : undefined);
    if (entry) return entry;
    if (!find) sheet.wrong({ ...notOffered, ...(part && { part }) });
  }
  return find ? { find } : null;
}

const known = (field: AnyField, value: unknown): boolean =>
  field.options?.some(({ value: offered }) => offered === value) ?? false;
/** What a choice says: the option's words, the entry's, or what was looked for. */
const chosenWords = (field: AnyField, value: Answer, { locale }: Tongue): string =>
  isEntry(value)
    ? value.text
    : isSought(value)
      ? value.find
      : textIn(field.options?.find((one) => one.value === value)?.text ?? plain(value), locale);
const optionsSchema = (field: AnyField) =>
  listOf(field) ? entrySchema : { type: "string", enum: (field.options ?? []).map(({ value }) => value) };

const truth = (
  missing: string | undefined,
  words: Kind["words"],
  schema: Kind["schema"],
  read: Kind["read"],
): Kind => ({
  read,
  judge: (_field, value) => (typeof value === "boolean" ? undefined : notOffered),
  words,
  schema,
  ...(missing && { missing }),
});
const yesOrNo = (_field: AnyField, value: Answer, { say }: Tongue) =>
  typeof value === "boolean" ? say(value ? "forms.yes" : "forms.no") : plain(value);

export const choices = {
  choice: {
    read(field, sheet) {
      if (listOf(field)) return readEntry(field, sheet, sheet.kept);
      const value = sheet.one();
      if (!value || known(field, value)) return value || null;
      // What was never offered is not kept: no list could show it again.
      sheet.wrong(notOffered);
      return null;
    },
    judge: (field, value) =>
      listOf(field) ? (isEntry(value) ? undefined : notChosen) : known(field, value) ? undefined : notOffered,
    words: chosenWords,
    schema: optionsSchema,
    missing: "forms.fault.choose",
  },
  choices: {
    read(field, sheet) {
      const values = [...new Set(sheet.many())].filter(Boolean);
      if (listOf(field)) return readEntries(field, sheet, values);
      if (!values.every((value) => known(field, value))) sheet.wrong(notOffered);
      return values.filter((value) => known(field, value));
    },
    judge(field, value) {
      if (!Array.isArray(value)) return notOffered;
      if (listOf(field)) return value.length <= 50 && value.every(isEntry) ? undefined : notChosen;
      return value.every((one) => known(field, one)) ? undefined : notOffered;
    },
    words: (field, value, tongue) =>
      (Array.isArray(value) ? value : [value]).map((one) => chosenWords(field, one, tongue)).join(", "),
    schema: (field) => ({ type: "array", items: optionsSchema(field), maxItems: listOf(field) ? 50 : 200 }),
    missing: "forms.fault.choose",
  },
  "yes-no": truth(
    "forms.fault.choose",
    yesOrNo,
    () => ({ type: "boolean" }),
    (_field, sheet) => {
      const value = sheet.one();
      return value === "yes" ? true : value === "no" ? false : null;
    },
  ),
  declaration: truth(
    "forms.fault.declaration",
    yesOrNo,
    () => ({ type: "boolean" }),
    (_field, sheet) => (sheet.one() === "yes" ? true : null),
  ),
} satisfies Partial<Record<FieldType, Kind>>;

/** Several of a code list: those that are ticked, and last what is looked for. */
function readEntries(field: AnyField, sheet: Sheet, codes: readonly string[]): (Entry | Sought)[] {
  const kept = Array.isArray(sheet.kept) ? sheet.kept.filter(isEntry) : [];
  const { list } = listOf(field)!;
  const entries = codes
    .slice(0, 50)
    .flatMap((code) => sheet.known.entry(list, code) ?? kept.find((one) => one.code === code) ?? []);
  const find = cut(oneLine(sheet.one("find")), 100);
  return find && !entries.some(({ text }) => text === find) ? [...entries, { find }] : entries;
}
