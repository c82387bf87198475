import type { Fault, Text } from "../../kernel/index.ts";
import type { Value } from "../rules/index.ts";
import { evaluate, type Scope } from "../rules/index.ts";
import {
  type Answer,
  type Answers,
  type Form,
  type FormField,
  type FormPage,
  isFileAnswer,
  type PlainField,
} from "./field.ts";
import { faultOf, type Posted, readField } from "./read.ts";

/** Answers as expressions see them. */
export const scopeOf = (answers: Answers, more: Scope = {}): Scope => ({
  ...(answers as unknown as Record<string, Value>),
  ...more,
});

const shown = (condition: string | undefined, scope: Scope): boolean =>
  condition === undefined || evaluate(condition, scope) === true;

/** The pages that these answers ask for, in order. */
export function pagesToShow(form: Form, answers: Answers, more: Scope = {}): FormPage[] {
  const scope = scopeOf(answers, more);
  return form.pages.filter((page) => shown(page.show, scope));
}

/** The fields of a page that these answers ask for. */
export function fieldsToShow(page: FormPage, answers: Answers, more: Scope = {}): FormField[] {
  const scope = scopeOf(answers, more);
  return page.fields.filter((field) => shown(field.show, scope));
}

export interface PageReading {
  /** This page's answers as the person gave them, faults or not. */
  answers: Answers;
  faults: Fault[];
  /** A button that only changes the form (another product, one fewer): show the page again, judge nothing. */
  changed: boolean;
}

/**
 * Reads one posted page. Files are not here: whoever takes them in puts their references into
 * `before`. Faults carry the field's path ("products.0.name") and a message key, or the field's own words.
 */
export function readPage(page: FormPage, posted: Posted, before: Answers, more: Scope = {}): PageReading {
  const answers: Record<string, Answer> = {};
  const faults: Fault[] = [];
  const add = typeof posted._add === "string" ? posted._add : undefined;
  const remove = typeof posted._remove === "string" ? posted._remove : undefined;
  for (const field of page.fields) {
    if (field.type === "fact") continue;
    if (field.type === "photo") {
      answers[field.id] = isFileAnswer(before[field.id]) ? before[field.id]! : null;
    } else if (field.type === "group") {
      answers[field.id] = readGroup(field, posted, faults, {
        add: add === field.id,
        remove: remove?.startsWith(`${field.id}.`) ? Number(remove.slice(field.id.length + 1)) : null,
      });
    } else {
      const { value, fault } = readField(field, posted);
      answers[field.id] = value;
      if (fault) faults.push({ path: field.id, ...fault });
    }
  }
  const scope = scopeOf({ ...before, ...answers }, more);
  const kept = faults.filter((fault) =>
    page.fields.some((field) => fault.path.split(".")[0] === field.id && shown(field.show, scope)),
  );
  return {
    answers,
    faults: [...kept, ...faultsOn(page, { ...before, ...answers }, more, kept)],
    changed: add !== undefined || remove !== undefined,
  };
}

function readGroup(
  field: FormField,
  posted: Posted,
  faults: Fault[],
  change: { add: boolean; remove: number | null },
): readonly Record<string, Answer>[] {
  const row = new RegExp(`^${field.id}\\.(\\d{1,4})\\.`);
  const indexes = new Set<number>();
  for (const name of Object.keys(posted)) {
    const index = row.exec(name)?.[1];
    if (index !== undefined) indexes.add(Number(index));
  }
  if (indexes.size > field.maxItems)
    faults.push({ path: field.id, messageKey: "forms.fault.group-full", values: { maximum: field.maxItems } });
  const items: Record<string, Answer>[] = [];
  for (const index of [...indexes].sort((a, b) => a - b).slice(0, field.maxItems)) {
    if (index === change.remove) continue;
    const item: Record<string, Answer> = {};
    for (const part of field.fields ?? []) {
      const { value, fault } = readField(part, posted, `${field.id}.${index}.${part.id}`);
      item[part.id] = value;
      if (fault) faults.push({ path: `${field.id}.${items.length}.${part.id}`, ...fault });
    }
    items.push(item);
  }
  if (change.add && items.length < field.maxItems)
    items.push(Object.fromEntries((field.fields ?? []).map((part) => [part.id, null])));
  return items;
}

const empty = (value: Answer | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What is missing, wrong, or against a field's own check on a page. */
function faultsOn(page: FormPage, answers: Answers, more: Scope, already: readonly Fault[]): Fault[] {
  const faults: Fault[] = [];
  const known = new Set(already.map((fault) => fault.path));
  const look = (field: PlainField | FormField, value: Answer | undefined, path: string, scope: Scope) => {
    if (known.has(path)) return;
    if (field.type === "fact") return;
    if (empty(value)) {
      if (field.required)
        faults.push({
          path,
          messageKey:
            field.type === "photo"
              ? "forms.fault.photo"
              : field.type === "declaration"
                ? "forms.fault.declaration"
                : emptyKey(field),
        });
      return;
    }
    const fault = faultOf(field, value as Answer);
    if (fault) faults.push({ path, ...fault });
    else if (field.check && evaluate(field.check.holds, scope) !== true)
      faults.push({ path, messageKey: ownWords(field.check.message) });
  };
  for (const field of fieldsToShow(page, answers, more)) {
    const scope = scopeOf(answers, more);
    if (field.type !== "group") {
      look(field, answers[field.id], field.id, scope);
      continue;
    }
    const items = (answers[field.id] ?? []) as readonly Record<string, Answer>[];
    if (items.length < field.minItems)
      faults.push({ path: field.id, messageKey: "forms.fault.group", values: { minimum: field.minItems } });
    items.forEach((item, i) => {
      for (const part of field.fields ?? [])
        look(part, item[part.id], `${field.id}.${i}.${part.id}`, scopeOf(item, scope));
    });
  }
  return faults;
}

const emptyKey = (field: PlainField | FormField): string =>
  field.options ? "forms.fault.choose" : "kernel.fault.empty";

/** A field's own message travels as a key that carries its words: "text:{...}"; `faultWords` says it. */
const ownWords = (message: Text): string => `text:${JSON.stringify(message)}`;

/** All faults of all shown pages, with the page each is on. */
export function faultsOfForm(form: Form, answers: Answers, more: Scope = {}): { page: string; faults: Fault[] }[] {
  return pagesToShow(form, answers, more)
    .map((page) => ({ page: page.id, faults: faultsOn(page, answers, more, []) }))
    .filter(({ faults }) => faults.length > 0);
}

/** Only what the shown pages and fields ask: an answer to a question that no longer stands is not handed in. */
export function pruned(form: Form, answers: Answers, more: Scope = {}): Answers {
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
