import { Button, FactRows, Notice } from "../../../design/index.ts";
import { field, goTo, page, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { bookFor, change } from "../commands/book.ts";
import { cancel } from "../commands/cancel.ts";
import { countersOf, errandOf } from "../counters.ts";
import { freeDays } from "../queries/free.ts";
import { ticketsOf } from "../queries/mine.ts";
import { servesAt } from "../ticket.ts";
import { faultAt, namesOf, Once, Refused, SlotChoice, stateTag, whenWords } from "./parts.tsx";

/** An officer of a place books, moves or cancels for somebody who came, called or wrote; the person is told of it. */
export const forPersonPage = page({
  path: "/petugas/janji/:person",
  async show(context, refusal) {
    const { world, ask, say, locale, params, query, form, actor } = context;
    const person = params.person ?? "";
    const tickets = await ask(ticketsOf, { person });
    const path = `/petugas/janji/${person}`;
    const moved = tickets.find(({ id }) => id === query.pindah);
    const [place = "", errand = ""] = moved ? [moved.place, moved.errand] : (query.untuk ?? "").split("/");
    const at = errandOf(world.government, place, errand);
    const asked = moved ? `pindah=${moved.id}` : `untuk=${place}/${errand}`;
    const { days } = at ? await ask(freeDays, { place, errand }) : { days: [] };
    return {
      title: say("appointments.for.title"),
      back: { href: "/petugas/loket", label: say("appointments.desk.choose") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          {query.selesai && <Notice>{say("appointments.for.done")}</Notice>}
          <h1>{say("appointments.for.title")}</h1>
          <p class="quiet">{say("appointments.for.told")}</p>
          {tickets.length === 0 && <p>{say("appointments.for.none")}</p>}
          <FactRows
            items={tickets.map((ticket) => ({
              title: `${ticket.number} · ${namesOf(context, ticket).errand} · ${whenWords(ticket, locale)}`,
              facts: stateTag(ticket.state, say),
              under: (
                <form method="post" action={path}>
                  <Once context={context} />
                  {namesOf(context, ticket).place}{" "}
                  {ticket.state === "booked" && (
                    <>
                      <a href={`${path}?pindah=${ticket.id}`}>
                        {say("appointments.ticket.change")}
                        <span class="govuk-visually-hidden"> {ticket.number}</span>
                      </a>{" "}
                    </>
                  )}
                  {ticket.state !== "called" && (
                    <button class="button-link" type="submit" name="cancel" value={ticket.id}>
                      {say("appointments.ticket.cancel")}
                      <span class="govuk-visually-hidden"> {ticket.number}</span>
                    </button>
                  )}
                </form>
              ),
            }))}
          />
          {at && days.length > 0 ? (
            <form method="post" action={`${path}?${asked}`} noValidate class="short">
              <Once context={context} />
              <h2>{textIn(at.errand.name, locale)}</h2>
              <SlotChoice
                days={days}
                chosen={field(form, "day") || query.hari}
                hrefOf={(day) => `${path}?${asked}&hari=${day}`}
                error={faultAt(refusal, "slot", say)}
                context={context}
              />
              <Button>{say(moved ? "appointments.change.do" : "appointments.book")}</Button>
            </form>
          ) : (
            <>
              <h2>{say("appointments.for.new")}</h2>
              <FactRows
                items={countersOf(world.government)
                  .places.filter((one) => servesAt(actor, one))
                  .flatMap((one) =>
                    one.errands.map((what) => ({
                      href: `${path}?untuk=${one.code}/${what.code}`,
                      title: textIn(what.name, locale),
                      facts: textIn(one.name, locale),
                    })),
                  )}
              />
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params, query }) {
    const person = params.person ?? "";
    const [slot, day] = [field(form, "slot"), field(form, "day")];
    const cancelled = field(form, "cancel");
    if (cancelled) await act(cancel, { ticket: cancelled });
    else if (!slot) refuseFields([{ path: "slot", messageKey: "appointments.fault.slot" }]);
    else if (query.pindah) await act(change, { ticket: query.pindah, day, slot });
    else {
      const [place, errand] = (query.untuk ?? "").split("/");
      if (!place || !errand) refuse("invalid", "kernel.refusal.invalid");
      await act(bookFor, { person, place, errand, day, slot });
    }
    return goTo(`/petugas/janji/${person}?selesai=ya`);
  },
});
