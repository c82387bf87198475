import type { Form, FormField } from "../../forms/index.ts";
import { compared, type Note, same } from "./difference.ts";

const none: FormField[] = [];
const fieldsOf = (form: Form | undefined): FormField[] => form?.pages.flatMap(({ fields }) => fields) ?? none;

/** What is asked: questions by their id, so that one that moved to another page is the same. */
export function formChanges(was: Form | undefined, is: Form | undefined, note: Note): void {
  const { gone, added, kept } = compared(fieldsOf(was), fieldsOf(is), ({ id }) => id);
  for (const { label } of gone) note("form", "field-gone", { label });
  for (const { label, required, show } of added)
    note("form", required && show === undefined ? "field-added" : "field-added-sometimes", { label });
  for (const { was: before, now } of kept) fieldChanges(before, now, note);
  if (was && is && !same(was.declaration, is.declaration)) note("form", "declaration");
}

function fieldChanges(was: FormField, is: FormField, note: Note): void {
  const { label } = is;
  if (!same(was.label, label)) note("form", "field-label", { was: was.label, is: label });
  if (was.type !== is.type) note("form", "field-type", { label });
  if (was.required !== is.required) note("form", is.required ? "field-required" : "field-optional", { label });
  if (was.show !== is.show) note("form", "field-condition", { label });
  const limits = ({ min, max, maxLength, check, minItems, maxItems }: FormField) => ({
    min,
    max,
    maxLength,
    check,
    minItems,
    maxItems,
  });
  if (!same(limits(was), limits(is))) note("form", "field-limits", { label });
  const options = compared(was.options ?? [], is.options ?? [], ({ value }) => value);
  for (const { text } of options.gone) note("form", "option-gone", { label, text });
  for (const { text } of options.added) note("form", "option-added", { label, text });
  const parts = compared(was.fields ?? [], is.fields ?? [], ({ id }) => id);
  for (const part of parts.gone) note("form", "field-gone", { label: part.label });
  for (const part of parts.added) note("form", "field-added", { label: part.label });
  for (const part of parts.kept)
    if (!same(part.was, part.now)) note("form", "field-changed", { label: part.now.label });
}
