import { Tag } from "../../../design/index.ts";
import { dateTime, dayWords, longDate } from "../../../design/words.ts";
import { type Locale, officeOf, type RequestContext, type Say, textIn } from "../../../kernel/index.ts";
import type { PermitAct, PermitRow, PermitState } from "../tables.ts";

const tones: Partial<Record<PermitState, "green" | "yellow" | "red">> = {
  active: "green",
  suspended: "yellow",
  revoked: "red",
  expired: "red",
};
/** The state in a word. */
export const permitTag = (state: PermitState, say: Say) => (
  <Tag tone={tones[state]}>{say(`permits.state.${state}`)}</Tag>
);

/** The state in a sentence, with the day that matters. */
export function stateWords(
  row: Pick<PermitRow, "state" | "valid_until" | "suspended_until">,
  say: Say,
  locale: Locale,
): string {
  return say(`permits.stands.${row.state}`, {
    day: dayWords(row.suspended_until ?? row.valid_until, locale),
  });
}

type Told = Pick<PermitAct, "id" | "at" | "kind" | "reason" | "law" | "until"> & Partial<PermitAct>;

/** The history, newest last: what was done, by which office, why and by which law. */
export const timelineOf = (acts: readonly Told[], { say, locale, world }: RequestContext) =>
  acts.map((act) => {
    const office = act.agency ? officeOf(world.government, act.agency, act.office ?? "") : undefined;
    const why = [
      act.reason && textIn(act.reason, locale),
      act.message,
      act.law && say("permits.by-law", { law: act.law }),
    ];
    return {
      when: dateTime(act.at, locale, world.calendar.timeZone),
      iso: act.at.toISOString(),
      what: say(`permits.act.${act.kind}`, { day: act.until ? dayWords(act.until, locale) : "" }),
      more:
        [office && textIn(office.agency.name, locale), act.officer_name, ...why].filter(Boolean).join(" · ") ||
        undefined,
    };
  });

/** What the paper says and the conditions that come with it. */
export const factsOf = (row: PermitRow, { say, locale, world }: RequestContext) => [
  { key: say("permits.number"), value: row.number },
  { key: say("permits.holder"), value: row.holder },
  { key: textIn(row.object_title, locale), value: row.object },
  { key: say("permits.from"), value: dayWords(row.valid_from, locale) },
  { key: say("permits.until"), value: dayWords(row.valid_until, locale) },
  {
    key: say("permits.agency"),
    value: textIn(officeOf(world.government, row.agency, row.office)?.agency.name, locale),
  },
  { key: say("permits.issued"), value: longDate(row.issued_at, locale, world.calendar.timeZone) },
];

export function Conditions({ row, context: { say, locale } }: { row: PermitRow; context: RequestContext }) {
  if (row.conditions.length === 0) return null;
  return (
    <>
      <h2>{say("permits.conditions")}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {row.conditions.map(({ text, law }, i) => (
          <li key={i}>
            {textIn(text, locale)} {law && <span class="quiet">({law})</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
