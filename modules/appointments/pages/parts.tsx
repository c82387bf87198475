import { ErrorSummary, FactRows, Radios, Tag } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { type Locale, type Refusal, type RequestContext, type Say, textIn } from "../../../kernel/index.ts";
import { errandOf } from "../counters.ts";
import type { FreeDay } from "../queries/free.ts";
import type { TicketRow, TicketState } from "../tables.ts";

export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page; a fault leads to its field. */
export function Refused({ refusal, say }: { refusal: Refusal | undefined; say: Say }) {
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map((fault) => ({ text: say(fault.messageKey, fault.values), href: `#${fault.path}` }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("appointments.errors")} errors={errors} />;
}

/** The first fault of a field, in words. */
export const faultAt = (refusal: Refusal | undefined, path: string, say: Say): string | undefined => {
  const fault = refusal?.faults.find((one) => one.path === path);
  return fault && say(fault.messageKey, fault.values);
};

const weekday = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === "id" ? "id-ID" : "en-GB", { weekday: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
/** "Rabu, 25 November 2026" */
export const wholeDay = (day: string, locale: Locale): string => `${weekday(day, locale)}, ${dayWords(day, locale)}`;
/** "08.30" as Indonesian writes it, "08:30" elsewhere. */
export const hourWords = (time: string, locale: Locale): string => (locale === "id" ? time.replace(":", ".") : time);

const tones: Partial<Record<TicketState, "green" | "yellow" | "red">> = {
  offered: "yellow",
  booked: "green",
  arrived: "green",
  called: "green",
  missed: "red",
};
export const stateTag = (state: TicketState, say: Say) => (
  <Tag tone={tones[state]}>{say(`appointments.state.${state}`)}</Tag>
);

/** Names of a ticket's errand and place, as the government's files have them now. */
export function namesOf({ world, locale }: RequestContext, ticket: Pick<TicketRow, "place" | "errand">) {
  const at = errandOf(world.government, ticket.place, ticket.errand);
  return {
    errand: textIn(at?.errand.name ?? ticket.errand, locale),
    place: textIn(at?.place.name ?? ticket.place, locale),
    address: textIn(at?.place.address ?? "", locale),
    bring: at?.errand.bring && textIn(at.errand.bring, locale),
  };
}

/** When it is, in words: "Rabu, 25 November 2026, 08.30". */
export const whenWords = ({ day, slot }: Pick<TicketRow, "day" | "slot">, locale: Locale): string =>
  slot ? `${wholeDay(day, locale)}, ${hourWords(slot, locale)}` : wholeDay(day, locale);

/** Days to choose from as links, and the hours of the chosen one. Without script: a day is a page. */
export function SlotChoice(props: {
  days: readonly FreeDay[];
  chosen: string | undefined;
  hrefOf: (day: string) => string;
  error: string | undefined;
  context: RequestContext;
}) {
  const { days, context, hrefOf, error } = props;
  const { say, locale } = context;
  const sum = (day: FreeDay) => day.slots.reduce((n, { free }) => n + free, 0);
  const shown = days.find(({ day }) => day === props.chosen) ?? days.find((day) => sum(day) > 0);
  if (!shown) return null;
  return (
    <>
      <div class="hours">
        <Radios
          id="slot"
          name="slot"
          label={say("appointments.hours-of", { day: wholeDay(shown.day, locale) })}
          hint={say("appointments.hours-hint")}
          error={error}
          inline
          options={shown.slots.map(({ time, free }) => ({
            value: time,
            text: hourWords(time, locale),
            disabled: free === 0,
            ...(free === 0 && { hint: say("appointments.full") }),
          }))}
        />
      </div>
      <input type="hidden" name="day" value={shown.day} />
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{say("appointments.other-days")}</span>
        </summary>
        <div class="govuk-details__text">
          <FactRows
            items={days
              .filter((day) => day !== shown)
              .map((day) => ({
                ...(sum(day) > 0 && { href: hrefOf(day.day) }),
                title: wholeDay(day.day, locale),
                facts: sum(day) > 0 ? say("appointments.free", { free: sum(day) }) : say("appointments.full"),
              }))}
          />
        </div>
      </details>
    </>
  );
}
