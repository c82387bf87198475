import { Button, ButtonLink, InsetText, Notice, Panel, SummaryList } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import {
  field,
  goTo,
  officeOf,
  page,
  type RequestContext,
  refuse,
  refuseFields,
  textIn,
} from "../../../kernel/index.ts";
import { change } from "../commands/book.ts";
import { acceptOffer, cancel } from "../commands/cancel.ts";
import { freeDays } from "../queries/free.ts";
import { ticketById } from "../queries/mine.ts";
import type { TicketRow } from "../tables.ts";
import { faultAt, namesOf, Once, Refused, SlotChoice, stateTag, whenWords } from "./parts.tsx";

/** One number of mine: when, where, what to bring; and to change it or give it back. */
export const ticketPage = page({
  path: "/janji/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, query } = context;
    const ticket = await ask(ticketById, { id: params.id ?? "" });
    const title = say("appointments.ticket.title", { number: ticket.number });
    return {
      title,
      back: { href: "/janji", label: say("appointments.mine.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          {query.baru && ticket.state === "booked" ? (
            <Panel title={say("appointments.ticket.done")}>
              {say("appointments.ticket.number", { number: ticket.number })}
            </Panel>
          ) : (
            <div class="title-row">
              <h1>{title}</h1>
              {stateTag(ticket.state, say)}
            </div>
          )}
          {query.ubah && <Notice>{say("appointments.ticket.changed")}</Notice>}
          <Facts context={context} ticket={ticket} />
          {ticket.state === "offered" && (
            <InsetText>
              {say("appointments.ticket.offered", {
                until: dateTime(ticket.offered_until!, locale, context.world.calendar.timeZone),
              })}
            </InsetText>
          )}
          {ticket.state === "missed" && <p>{say("appointments.ticket.missed")}</p>}
          {ticket.state === "unserved" && <p>{say("appointments.ticket.unserved")}</p>}
          {ticket.closed_at === null && ticket.state !== "called" && (
            <>
              <form method="post" action={`/janji/${ticket.id}`} class="govuk-button-group">
                <Once context={context} />
                {ticket.state === "offered" && (
                  <Button name="do" value="accept">
                    {say("appointments.ticket.accept")}
                  </Button>
                )}
                {ticket.state === "booked" && (
                  <ButtonLink href={`/janji/${ticket.id}/ubah`}>{say("appointments.ticket.change")}</ButtonLink>
                )}
                <Button look="secondary" name="do" value="cancel">
                  {say(ticket.state === "offered" ? "appointments.ticket.decline" : "appointments.ticket.cancel")}
                </Button>
              </form>
              {ticket.state === "booked" && (
                <p>
                  <a href={`/janji/${ticket.id}/kalender.ics`}>{say("appointments.ticket.calendar")}</a>
                </p>
              )}
              <p>
                <a href={`/antrean/${ticket.place}`}>{say("appointments.queue-here")}</a>
              </p>
            </>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const ticket = params.id ?? "";
    if (field(form, "do") === "accept") await act(acceptOffer, { ticket });
    else if (field(form, "do") === "cancel") await act(cancel, { ticket });
    else refuse("invalid", "kernel.refusal.invalid");
    return goTo(`/janji/${ticket}`);
  },
});

function Facts({ context, ticket }: { context: RequestContext; ticket: TicketRow }) {
  const { say, locale, world } = context;
  const names = namesOf(context, ticket);
  const by = ticket.by_agency ? officeOf(world.government, ticket.by_agency, ticket.by_office ?? "") : undefined;
  return (
    <SummaryList
      rows={[
        { key: say("appointments.fact.errand"), value: names.errand },
        { key: say("appointments.fact.when"), value: <strong>{whenWords(ticket, locale)}</strong> },
        { key: say("appointments.fact.where"), value: `${names.place}, ${names.address}` },
        { key: say("appointments.fact.code"), value: <span class="mono strong">{ticket.code}</span> },
        ...(names.bring ? [{ key: say("appointments.fact.bring"), value: names.bring }] : []),
        ...(by
          ? [
              {
                key: say("appointments.fact.by"),
                value: `${textIn(by.name, locale)}, ${textIn(by.agency.name, locale)}`,
              },
            ]
          : []),
      ]}
    />
  );
}

/** Another hour for the same number. */
export const changePage = page({
  path: "/janji/:id/ubah",
  async show(context, refusal) {
    const { ask, say, locale, params, query, form } = context;
    const ticket = await ask(ticketById, { id: params.id ?? "" });
    if (ticket.state !== "booked") return goTo(`/janji/${ticket.id}`);
    const { days } = await ask(freeDays, { place: ticket.place, errand: ticket.errand });
    const path = `/janji/${ticket.id}/ubah`;
    const any = days.some(({ slots }) => slots.some(({ free }) => free > 0));
    return {
      title: say("appointments.change.title"),
      back: { href: `/janji/${ticket.id}`, label: say("appointments.ticket.title", { number: ticket.number }) },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("appointments.change.title")}</h1>
          <p>{say("appointments.change.now", { when: whenWords(ticket, locale) })}</p>
          {any ? (
            <form method="post" action={path} noValidate>
              <Once context={context} />
              <SlotChoice
                days={days}
                chosen={field(form, "day") || query.hari || ticket.day}
                hrefOf={(day) => `${path}?hari=${day}`}
                error={faultAt(refusal, "slot", say)}
                context={context}
              />
              <Button>{say("appointments.change.do")}</Button>
            </form>
          ) : (
            <p>{say("appointments.change.none")}</p>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const ticket = params.id ?? "";
    if (!field(form, "slot")) refuseFields([{ path: "slot", messageKey: "appointments.fault.slot" }]);
    await act(change, { ticket, day: field(form, "day"), slot: field(form, "slot") });
    return goTo(`/janji/${ticket}?ubah=ya`);
  },
});
