import type { ComponentChildren } from "preact";
import { ErrorSummary, Filters, Pages, type SummaryRow } from "../../../design/index.ts";
import { type Fault, type Locale, type Refusal, type RequestContext, type Say, textIn } from "../../../kernel/index.ts";
import {
  type Answer,
  type Answers,
  type AnyField,
  answerWords,
  type FormField,
  type FormPage,
  faultWords,
  forms,
  isFileAnswer,
} from "../../forms/index.ts";
import type { Facts } from "../tables.ts";

export interface Shown {
  say: Say;
  locale: Locale;
}

export const Once = ({ once }: { once: string }) => <input type="hidden" name="_once" value={once} />;

/** The rows of a long work, narrowed to those of one state. */
export const ByState = <State extends string>(props: {
  self: string;
  states: readonly State[];
  here: State | undefined;
  label(state: State): string;
  say: Say;
}) => (
  <Filters
    small
    label={props.say("cases.signal.by-state")}
    items={[
      { href: props.self, label: props.say("cases.signal.any-state"), here: !props.here },
      ...props.states.map((one) => ({
        href: `${props.self}?keadaan=${one}`,
        label: props.label(one),
        here: one === props.here,
      })),
    ]}
  />
);

/** All faults of a page or a refusal, each leading to its field. */
export function Wrong({
  faults = [],
  refusal,
  fields = [],
  say,
  locale,
}: Shown & { faults?: readonly Fault[]; refusal?: Refusal | undefined; fields?: readonly FormField[] }) {
  const all = refusal ? [...refusal.faults] : [...faults];
  const errors = all.map((fault) => {
    const label = forms.nameAt(fields, fault.path, locale);
    const text = faultWords(fault, say, locale);
    return { text: label ? `${label}: ${text}` : text, href: `#${fault.path}` };
  });
  if (refusal && errors.length === 0) errors.push({ text: say(refusal.messageKey, refusal.values), href: "#isi" });
  return <ErrorSummary title={say("cases.errors")} errors={errors} />;
}

/** Where a fact comes from, in words. */
export const sourceKey = { population: "cases.source.population", business: "cases.source.business" } as const;

/** What a register says for a fact field. */
export const factOf = (field: AnyField, facts: Facts): Answer => {
  const from = forms.registerOf(field)!;
  const value = (from.register === "population" ? facts.applicant : facts.business)[from.path];
  return (value ?? null) as Answer;
};

/** Every asked question with its answer and origin. `row` may add a change link or a difference. */
export function answerRows(
  pages: readonly FormPage[],
  answers: Answers,
  facts: Facts,
  { say, locale }: Shown,
  more: (page: FormPage, field: FormField, words: ComponentChildren) => Partial<SummaryRow>,
): SummaryRow[] {
  return pages.flatMap((page) =>
    forms.fieldsToShow(page, answers, facts as never).map((field) => {
      const value = field.type === "fact" ? factOf(field, facts) : answers[field.id];
      const files = (Array.isArray(value) ? value : [value]).filter(isFileAnswer);
      const said = answerWords(field, value, say, locale);
      const words =
        files.length > 0
          ? files.map((file, i) => (
              <>
                {i > 0 && ", "}
                <a href={`/berkas/${file.file}`}>{files.length > 1 ? file.name : said}</a>
              </>
            ))
          : said;
      return {
        key: textIn(field.label, locale),
        value: words,
        source:
          field.type === "fact" ? say(sourceKey[forms.registerOf(field)!.register]) : say("cases.source.applicant"),
        ...more(page, field, words),
      };
    }),
  );
}

/** Goes on in a list by its key; back to its beginning, because a key only knows what comes after it. */
export function Older({ context, next, newer }: { context: RequestContext; next: string | null; newer: boolean }) {
  const { say, address } = context;
  const to = (after: string | null) => {
    const url = new URL(address, "http://here");
    url.searchParams.delete("after");
    if (after) url.searchParams.set("after", after);
    return url.pathname + url.search;
  };
  return (
    <Pages
      older={next && to(next)}
      newer={newer ? to(null) : null}
      words={{ older: say("cases.list.on"), newer: say("cases.list.first"), label: say("cases.list.label") }}
    />
  );
}
