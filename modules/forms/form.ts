import { type Fault, type Locale, type Text, textIn } from "../../kernel/index.ts";
import { evaluate, type Scope, type Value } from "../rules/index.ts";
import { type Answer, type Answers, isLater, itemsIn } from "./answer.ts";
import {
  type AnyField,
  type FieldType,
  type Form,
  type FormField,
  type FormPage,
  type Later,
  partsOf,
  type Rule,
} from "./field.ts";
import { kinds } from "./kinds/index.ts";

/** Answers as expressions see them. */
export const scopeOf = (answers: Answers, more: Scope = {}): Scope => ({
  ...(answers as unknown as Record<string, Value>),
  ...more,
});

export const isShown = (condition: string | undefined, scope: Scope): boolean =>
  condition === undefined || evaluate(condition, scope) === true;

/** What is computed of the fields' answers, each seeing those before it; nothing else changes. */
export function computedOf(fields: readonly AnyField[], answers: Answers, outer: Scope): Record<string, Answer> {
  const found: Record<string, Answer> = {};
  for (const field of fields)
    if (field.type === "computed" && field.value)
      found[field.id] = kept(evaluate(field.value, { ...scopeOf(answers, outer), ...(found as Scope) }));
  return found;
}

/** What was worked out, as answers are kept: plain JSON, so a number of more digits than a double has is rounded to one. */
function kept(value: Value): Answer {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(kept);
  if ("toJSON" in value) return Number.isFinite(Number(String(value))) ? Number(String(value)) : null;
  return Object.fromEntries(Object.entries(value).map(([part, one]) => [part, kept(one as Value)]));
}

/** The answers with everything that is computed worked out anew: in the items of lists first, then page by page. */
export function withComputed(form: Form, answers: Answers, more: Scope = {}): Answers {
  let all = answers;
  for (const { fields } of form.pages) {
    if (!fields.some(computes)) continue;
    for (const field of fields.filter((one) => partsOf(one).some(computes)))
      all = { ...all, [field.id]: computedItems(field, all[field.id], scopeOf(all, more)) };
    all = { ...all, ...computedOf(fields, all, more) };
  }
  return all;
}
const computes = (field: AnyField): boolean => field.type === "computed" || partsOf(field).some(computes);
export function computedItems(field: AnyField, value: Answer | undefined, outer: Scope): Answer {
  const parts = partsOf(field);
  return itemsIn(value).map((item) => {
    let all: Answers = item;
    for (const part of parts.filter((one) => partsOf(one).some(computes)))
      all = { ...all, [part.id]: computedItems(part, all[part.id], scopeOf(all, outer)) };
    return { ...all, ...computedOf(parts, all, { ...outer, ...(all as Scope) }) };
  });
}

/** The pages that these answers ask for, in order. */
export function pagesToShow(form: Form, answers: Answers, more: Scope = {}): FormPage[] {
  const scope = scopeOf(withComputed(form, answers, more), more);
  return form.pages.filter((page) => isShown(page.show, scope));
}

/** The fields of a page that these answers ask for. */
export function fieldsToShow(page: FormPage, answers: Answers, more: Scope = {}): FormField[] {
  const scope = scopeOf(answers, more);
  return page.fields.filter((field) => isShown(field.show, scope));
}

/** Kinds of which an empty list is no answer. */
const lists: ReadonlySet<FieldType> = new Set(["choices", "files", "group", "table"]);
/** Nothing was answered. */
export const isEmpty = ({ type }: AnyField, value: Answer | undefined): boolean =>
  value === undefined ||
  value === null ||
  (value === "" && /text$/.test(type)) ||
  (Array.isArray(value) && value.length === 0 && lists.has(type));

/** What is missing or wrong with an answer, and with the answers within it. `scope` is what conditions see. */
export function faultsOf(field: AnyField, value: Answer | undefined, path: string, scope: Scope): Fault[] {
  const kind = kinds[field.type];
  if (kind.shownOnly) return [];
  const required = field.requiredIf ? evaluate(field.requiredIf, scope) === true : field.required;
  if (field.type === "group" || field.type === "table") return faultsInList(field, value, path, scope, required);
  if (isEmpty(field, value)) return required ? [{ path, messageKey: kind.missing ?? "kernel.fault.empty" }] : [];
  const found = kind.judge(field, value as Answer) ?? [];
  const faults = (Array.isArray(found) ? found : [found]).map(({ part, ...fault }) => ({
    path: part ? `${path}.${part}` : path,
    ...fault,
  }));
  // A question of the bank does not know what it is called in a form: its check may say "value".
  const seen = field.check && { ...scope, value: value as Value };
  if (faults.length === 0 && !isLater(value) && field.check && evaluate(field.check.holds, seen!) !== true)
    faults.push({ path, messageKey: ownWords(field.check.message) });
  return faults;
}

function faultsInList(
  field: AnyField,
  value: Answer | undefined,
  path: string,
  scope: Scope,
  required: boolean,
): Fault[] {
  const items = itemsIn(value);
  const { minItems = 1, rows } = "fields" in field ? field : {};
  const faults: Fault[] = [];
  if (required && !rows && items.length < minItems)
    faults.push({ path, messageKey: "forms.fault.group", values: { minimum: minItems } });
  items.forEach((item, i) => {
    const inner = scopeOf(item, scope);
    const own = { ...inner, ...(item as Scope) };
    for (const part of partsOf(field)) faults.push(...faultsOf(part, item[part.id], `${path}.${i}.${part.id}`, own));
  });
  return faults;
}

/** What is missing, wrong, or against a rule on a page. */
export function faultsOn(page: FormPage, answers: Answers, more: Scope, rules: readonly Rule[] = []): Fault[] {
  const scope = scopeOf(answers, more);
  const asked = fieldsToShow(page, answers, more);
  const faults = asked.flatMap((field) => faultsOf(field, answers[field.id], field.id, scope));
  return faults.length > 0 ? faults : faultsOfRules([...(page.rules ?? []), ...rules], asked, scope);
}

/** Rules are looked at when each answer by itself is right. What is not known yet breaks none. */
const faultsOfRules = (rules: readonly Rule[], asked: readonly FormField[], scope: Scope): Fault[] =>
  rules
    .filter(({ at, holds }) => asked.some(({ id }) => id === at) && evaluate(holds, scope) === false)
    .map(({ at, message }) => ({ path: at, messageKey: ownWords(message) }));

/** A field's own message travels as a key that carries its words: "text:{...}"; `faultWords` says it. */
const ownWords = (message: Text): string => `text:${JSON.stringify(message)}`;

/** All faults of all shown pages, with the page each is on. */
export function faultsOfForm(form: Form, given: Answers, more: Scope = {}): { page: string; faults: Fault[] }[] {
  const answers = withComputed(form, given, more);
  return pagesToShow(form, answers, more)
    .map((page) => ({ page: page.id, faults: faultsOn(page, answers, more, form.rules) }))
    .filter(({ faults }) => faults.length > 0);
}

/** Only what the shown pages and fields ask: an answer to a question that no longer stands is not handed in. */
export function pruned(form: Form, given: Answers, more: Scope = {}): Answers {
  const answers = withComputed(form, given, more);
  const kept: Record<string, Answer> = {};
  for (const page of pagesToShow(form, answers, more)) {
    for (const field of fieldsToShow(page, answers, more)) {
      const value = answers[field.id];
      if (value !== undefined) kept[field.id] = value;
    }
  }
  return kept;
}

/** The page and field of an id; undefined when the form has none. */
export function fieldById(form: Form, id: string): { page: FormPage; field: FormField } | undefined {
  for (const page of form.pages) {
    const field = page.fields.find((one) => one.id === id);
    if (field) return { page, field };
  }
  return undefined;
}

/** What the question is called that a fault's path leads to, with its row: "Produk 2, Nama". Undefined when there is none. */
export function nameAt(fields: readonly AnyField[], path: string, locale: Locale): string | undefined {
  const [id, row, ...rest] = path.split(".");
  const field = fields.find((one) => one.id === id);
  if (!field || partsOf(field).length === 0 || rest.length === 0)
    return field && textIn(field.label, locale).replace(/[?.:]$/, "");
  const { rows, item = field.label } = "fields" in field ? field : {};
  const given = rows?.[Number(row)];
  const which = given ? textIn(given.text, locale) : `${textIn(item, locale)} ${Number(row) + 1}`;
  const inner = nameAt(partsOf(field), rest.join("."), locale);
  return inner && `${which}, ${inner}`;
}

/** The questions that are asked and whose files are to be brought later. */
export const promisedIn = (form: Form, answers: Answers, more: Scope = {}): FormField[] =>
  form.pages.some(({ fields }) => fields.some(({ id, later }) => later && isLater(answers[id])))
    ? pagesToShow(form, answers, more)
        .flatMap((page) => fieldsToShow(page, answers, more))
        .filter(({ id, later }) => later && isLater(answers[id]))
    : [];

/** Within how many working days; a parameter's value is that of the day whose `scope` this is. */
export function laterDays({ workingDays }: Later, scope: Scope): number {
  const days = typeof workingDays === "number" ? workingDays : Number(String(scope[workingDays] ?? ""));
  if (!Number.isInteger(days) || days < 1) throw new Error(`"${workingDays}" says no number of working days`);
  return days;
}
