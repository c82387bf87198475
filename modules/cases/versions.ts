import type { Text } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import type { Answers, FormField } from "../forms/index.ts";
import { canonical } from "./canonical.ts";
import { fits } from "./fits.ts";

/** What differs between two versions of a service for somebody who fills it in, each in a few words of the service's own. */
export interface Change {
  what:
    | "question-added"
    | "question-gone"
    | "question-changed"
    | "requirement-added"
    | "requirement-gone"
    | "fee"
    | "time"
    | "declaration";
  /** Of what is gone, what was; of all else, what is now. */
  text: Text;
  /** What it was, where both are worth reading. */
  before?: Text;
}

const fieldsOf = (service: Pick<OnlineService, "form">): FormField[] =>
  service.form.pages.flatMap(({ fields }) => fields);
/** What a person answers to: a hint that was put better changes nothing. */
const asked = ({ hint: _, autocomplete: __, purpose: ___, ...field }: FormField): string => canonical(field);

/** The differences in the order in which they meet a person: what to bring, what to answer, what it costs. */
export function changesBetween(before: OnlineService, after: OnlineService): Change[] {
  const changes: Change[] = [];
  const [was, is] = [before.standard, after.standard];
  const texts = (service: OnlineService) => new Set(service.standard.requirements.map(({ text }) => canonical(text)));
  for (const { text } of is.requirements)
    if (!texts(before).has(canonical(text))) changes.push({ what: "requirement-added", text });
  for (const { text } of was.requirements)
    if (!texts(after).has(canonical(text))) changes.push({ what: "requirement-gone", text });
  const old = new Map(fieldsOf(before).map((field) => [field.id, field]));
  const next = new Map(fieldsOf(after).map((field) => [field.id, field]));
  for (const field of next.values()) {
    const same = old.get(field.id);
    if (!same) changes.push({ what: "question-added", text: field.label });
    else if (asked(same) !== asked(field))
      changes.push({
        what: "question-changed",
        text: field.label,
        ...(canonical(same.label) !== canonical(field.label) && { before: same.label }),
      });
  }
  for (const field of old.values()) if (!next.has(field.id)) changes.push({ what: "question-gone", text: field.label });
  if (canonical(was.cost.text) !== canonical(is.cost.text))
    changes.push({ what: "fee", text: is.cost.text, before: was.cost.text });
  if (canonical(was.time.text) !== canonical(is.time.text))
    changes.push({ what: "time", text: is.time.text, before: was.time.text });
  if (canonical(before.form.declaration) !== canonical(after.form.declaration))
    changes.push({ what: "declaration", text: after.form.declaration });
  return changes;
}

/** An answer that found no place in the newer version, with the question it answered. */
export interface LeftOver {
  field: FormField;
  value: Answers[string];
}

/** The answers as they stand in another version: what still fits is kept, what does not is listed with its question. */
export function movedAnswers(
  answers: Answers,
  before: Pick<OnlineService, "form">,
  after: Pick<OnlineService, "form">,
): { answers: Answers; left: LeftOver[] } {
  const kept: Record<string, Answers[string]> = {};
  const left: LeftOver[] = [];
  const next = new Map(fieldsOf(after).map((field) => [field.id, field]));
  for (const field of fieldsOf(before)) {
    const value = answers[field.id];
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    const to = next.get(field.id);
    // What had a fault before keeps it: the person mends it where it stands.
    if (to && to.type === field.type && (fits(to, value) || !fits(field, value))) kept[field.id] = value;
    else left.push({ field, value });
  }
  return { answers: kept, left };
}

/** Until when, and whether today, drafts of older versions are still taken; without a day they always are. */
export const staysAccepted = (newest: Pick<OnlineService, "previous">, today: string): boolean =>
  newest.previous === undefined || today <= newest.previous.until;
