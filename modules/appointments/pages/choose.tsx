import { Button, FactRows, InsetText, Select } from "../../../design/index.ts";
import { field, goTo, page, refuse, refuseFields, textIn } from "../../../kernel/index.ts";
import { book } from "../commands/book.ts";
import { joinWaiting } from "../commands/waiting.ts";
import { countersOf, errandOf } from "../counters.ts";
import { freeDays } from "../queries/free.ts";
import { faultAt, Once, Refused, SlotChoice, wholeDay } from "./parts.tsx";

/** What one may come for, and where. */
export const choosePage = page({
  path: "/janji/baru",
  shared: 5,
  show({ world, say, locale }) {
    return {
      title: say("appointments.choose.title"),
      description: say("appointments.choose.text"),
      main: (
        <>
          <h1>{say("appointments.choose.title")}</h1>
          <p>{say("appointments.choose.text")}</p>
          {countersOf(world.government).places.map((place) => (
            <section key={place.code} aria-labelledby={`place-${place.code}`}>
              <h2 id={`place-${place.code}`}>{textIn(place.name, locale)}</h2>
              <p class="quiet">
                {textIn(place.address, locale)} ·{" "}
                <a href={`/antrean/${place.code}`}>{say("appointments.queue-here")}</a>
              </p>
              <FactRows
                items={place.errands.map((errand) => ({
                  href: `/janji/baru/${place.code}/${errand.code}`,
                  title: textIn(errand.name, locale),
                  ...(errand.bring && {
                    under: say("appointments.bring", { what: textIn(errand.bring, locale) }),
                  }),
                }))}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

/** The free hours of one errand; when there are none, the waiting list. */
export const slotsPage = page({
  path: "/janji/baru/:place/:errand",
  limit: { times: 60, seconds: 60 },
  async show(context, refusal) {
    const { world, ask, say, locale, params, query, form, actor } = context;
    const at = errandOf(world.government, params.place ?? "", params.errand ?? "");
    if (!at) refuse("not-found", "kernel.refusal.not-found");
    const { days, stockLeft } = await ask(freeDays, { place: at.place.code, errand: at.errand.code });
    const path = `/janji/baru/${at.place.code}/${at.errand.code}`;
    const any = days.some(({ slots }) => slots.some(({ free }) => free > 0));
    const name = textIn(at.errand.name, locale);
    return {
      title: say("appointments.slots.title", { errand: name }),
      back: { href: "/janji/baru", label: say("appointments.choose.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <p class="caption">{textIn(at.place.name, locale)}</p>
          <h1>{name}</h1>
          {at.errand.bring && <p>{say("appointments.bring", { what: textIn(at.errand.bring, locale) })}</p>}
          {actor.hat === "anyone" && <InsetText>{say("appointments.sign-in-to-book")}</InsetText>}
          {any ? (
            <form method="post" action={path} noValidate>
              <Once context={context} />
              <SlotChoice
                days={days}
                chosen={field(form, "day") || query.hari}
                hrefOf={(day) => `${path}?hari=${day}`}
                error={faultAt(refusal, "slot", say)}
                context={context}
              />
              <Button name="do" value="book">
                {say("appointments.book")}
              </Button>
            </form>
          ) : (
            <form method="post" action={path} noValidate>
              <Once context={context} />
              <h2>{say("appointments.waiting.title")}</h2>
              <p>{say(stockLeft === 0 ? "appointments.waiting.no-stock" : "appointments.waiting.text")}</p>
              <Select
                id="until"
                name="until"
                label={say("appointments.waiting.until")}
                value={field(form, "until") || days.at(-1)?.day}
                error={faultAt(refusal, "until", say)}
                options={days.map(({ day }) => ({ value: day, text: wholeDay(day, locale) }))}
              />
              <Button name="do" value="wait">
                {say("appointments.waiting.join")}
              </Button>
            </form>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params, actor }) {
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const wish = { place: params.place ?? "", errand: params.errand ?? "" };
    if (field(form, "do") === "wait") {
      await act(joinWaiting, { ...wish, until: field(form, "until") });
      return goTo("/janji?antre=ya");
    }
    if (!field(form, "slot")) refuseFields([{ path: "slot", messageKey: "appointments.fault.slot" }]);
    const { ticket } = await act(book, { ...wish, day: field(form, "day"), slot: field(form, "slot") });
    return goTo(`/janji/${ticket}?baru=ya`);
  },
});
