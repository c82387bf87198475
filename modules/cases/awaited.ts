import { type Calendar, type Context, locales, nextDay, type Text, Together, textIn } from "../../kernel/index.ts";
import { type OnlineService, promising } from "../catalogue/index.ts";
import { type Answer, type Answers, type Form, forms, isLater } from "../forms/index.ts";
import type { Scope } from "../rules/index.ts";
import { deskFile } from "./desk.ts";
import type { AwaitedRow } from "./desk-tables.ts";
import { given } from "./facts.ts";
import type { CaseRow } from "./tables.ts";

type Handed = Pick<CaseRow, "id" | "answers" | "facts" | "submitted_at">;

/** The questions of a case whose files are still to be brought. Every move of every case asks; few have promised any. */
export function awaitedOf(
  { world }: Pick<Context, "world">,
  service: OnlineService,
  { answers, facts, submitted_at }: Pick<Handed, "answers" | "facts" | "submitted_at">,
) {
  if (!Object.values(answers).some(isLater)) return [];
  return promising.awaitedIn(service, answers, given(facts, world.calendar.today(submitted_at), service));
}

/** The case's answers with a last day for everything that is promised in them only now; and the rows that remember it. */
export function promises(
  { world, now, newId }: Pick<Context, "world" | "now" | "newId">,
  service: OnlineService,
  id: string,
  answers: Answers,
  scope: Scope,
): { answers: Answers; rows: AwaitedRow[] } {
  const dated: Record<string, Answer> = { ...answers };
  const rows: AwaitedRow[] = [];
  for (const { id: field, later } of promising.awaitedIn(service, answers, scope)) {
    const promise = answers[field];
    if (isLater(promise) && typeof promise.later === "string") continue;
    const lastDay = promising.lastDayOf(world.calendar, now, later!, scope);
    dated[field] = { later: lastDay };
    rows.push({
      id: newId(),
      case_id: id,
      field,
      last_day: lastDay,
      look_at: firstLook(world.calendar, deskFile.of(world.government).awaited.remindWorkingDays, lastDay, now),
      overdue_at: null,
      over_at: null,
      after: null,
    });
  }
  return { answers: dated, rows };
}

/** The morning on which somebody is reminded; where that is too near to the hand-in, the end of the last day. */
function firstLook(calendar: Calendar, days: number, lastDay: string, now: Date): Date {
  const between = (from: string, to: string) =>
    calendar.workingDaysBetween(calendar.moment(from, "12:00"), calendar.moment(to, "12:00"));
  let day = lastDay;
  // Back to a day that is worked itself: nobody is reminded on a Sunday.
  while (between(day, lastDay) < days || between(nextDay(day, -1), day) === 0) day = nextDay(day, -1);
  return day > calendar.today(now) ? calendar.moment(day, "08:00") : promising.overAt(calendar, lastDay);
}

/** What was promised and did not come is not answered. */
export const withoutPromises = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, isLater(value) ? null : value]));

/** The form in which these questions must be answered now: who was asked for something again promises it no more. */
export const withoutLater = (form: Form, ids: readonly string[]): Form => ({
  ...form,
  pages: form.pages.map((page) => ({
    ...page,
    fields: page.fields.map((field) => {
      if (!field.later || !ids.includes(field.id)) return field;
      const { later: _, ...now } = field;
      return now;
    }),
  })),
});

/** Writes down that what was awaited for these questions is there, or is needed no more. */
export function settle(
  { now }: Pick<Context, "now">,
  before: Pick<CaseRow, "id" | "answers">,
  answers: Answers,
  to = new Together(),
): Together {
  for (const [field, value] of Object.entries(before.answers))
    if (isLater(value) && !isLater(answers[field]))
      to.add`update cases.awaited set over_at = ${now}, look_at = null, after = ${JSON.stringify(answers[field] ?? null)}::jsonb
        where case_id = ${before.id} and field = ${field} and over_at is null`;
  return to;
}

/** What questions are called, in every language: for a message. */
export const labelsOf = ({ form }: Pick<OnlineService, "form">, ids: readonly string[]): Text =>
  Object.fromEntries(
    locales.map((locale) => [
      locale,
      ids.map((id) => textIn(forms.fieldById(form, id)?.field.label, locale).replace(/[?.:]$/, "")).join("; "),
    ]),
  ) as Text;
