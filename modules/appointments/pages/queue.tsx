import { Button, Calls, FactRows, Panel, Table, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, page, type Refusal, type RequestContext, refuse, textIn, type View } from "../../../kernel/index.ts";
import { arrive } from "../commands/desk.ts";
import { countersOf, placeOf } from "../counters.ts";
import { screen } from "../queries/free.ts";
import { faultAt, Once, Refused } from "./parts.tsx";

/** How long a screen on a wall shows the same before it asks again. */
const seconds = 15;

/** The places that have a queue. */
export const queuesPage = page({
  path: "/antrean",
  shared: 5,
  show: ({ world, say, locale }) => ({
    title: say("appointments.queues.title"),
    main: (
      <>
        <h1>{say("appointments.queues.title")}</h1>
        <p>{say("appointments.queues.text")}</p>
        <p>
          <a href="/janji/baru">{say("appointments.mine.new")}</a>
        </p>
        <FactRows
          items={countersOf(world.government).places.map((place) => ({
            href: `/antrean/${place.code}`,
            title: textIn(place.name, locale),
            under: textIn(place.address, locale),
          }))}
        />
      </>
    ),
  }),
});

/** The screen of a place: which number is at which desk, in big letters. It comes again by itself, without script. */
export const queuePage = page({
  path: "/antrean/:place",
  async show({ world, ask, say, locale, params, query }) {
    const place = placeOf(world.government, params.place ?? "");
    if (!place) refuse("not-found", "kernel.refusal.not-found");
    const { called, errands } = await ask(screen, { place: place.code });
    const deskName = (code: string) => textIn(place.desks.find((desk) => desk.code === code)?.name ?? code, locale);
    const errandName = (code: string) => textIn(place.errands.find((one) => one.code === code)?.name ?? code, locale);
    const name = textIn(place.name, locale);
    const still = query.diam === "ya";
    return {
      title: say("appointments.queue.title", { place: name }),
      layout: "wide",
      ...(!still && { refreshSeconds: seconds }),
      main: (
        <>
          <h1>{name}</h1>
          <section aria-labelledby="called">
            <h2 id="called">{say("appointments.queue.called")}</h2>
            {called.length === 0 && <p>{say("appointments.queue.nobody")}</p>}
            <Calls items={called.map(({ number, desk }) => ({ number, desk: deskName(desk) }))} />
          </section>
          <Table
            caption={say("appointments.queue.waiting")}
            head={[say("appointments.fact.errand"), say("appointments.queue.count"), say("appointments.queue.at-door")]}
            numeric={[1, 2]}
            rows={errands.map((one) => [
              errandName(one.errand),
              String(one.waiting),
              one.freeAtDoor > 0 ? String(one.freeAtDoor) : say("appointments.queue.none-left"),
            ])}
          />
          <p>
            <a href={`/antrean/${place.code}/datang`}>{say("appointments.arrive.title")}</a>
          </p>
          <p class="quiet">
            {say("appointments.queue.as-of", { at: dateTime(world.clock.now(), locale, world.calendar.timeZone) })}{" "}
            {still ? (
              <a href={`/antrean/${place.code}`}>{say("appointments.queue.refresh", { seconds })}</a>
            ) : (
              <a href={`/antrean/${place.code}?diam=ya`}>{say("appointments.queue.still")}</a>
            )}
          </p>
        </>
      ),
    };
  },
});

/** At the door: the code of the appointment puts its holder in the queue. Nobody signs in here. */
export const arrivePage = page({
  path: "/antrean/:place/datang",
  limit: { times: 60, seconds: 60 },
  show: (context, refusal) => arriveView(context, { refusal }),
  async submit(context) {
    const { act, form, params } = context;
    const { number } = await act(arrive, {
      place: params.place ?? "",
      code: field(form, "code").replace(/[\s-]/g, ""),
    });
    return arriveView(context, { number });
  },
});

function arriveView(
  context: RequestContext,
  { refusal, number }: { refusal?: Refusal | undefined; number?: string },
): View {
  const { world, say, locale, params, form } = context;
  const place = placeOf(world.government, params.place ?? "");
  if (!place) refuse("not-found", "kernel.refusal.not-found");
  return {
    title: say("appointments.arrive.title"),
    back: { href: `/antrean/${place.code}`, label: textIn(place.name, locale) },
    main: (
      <div class="short">
        <Refused refusal={refusal} say={say} />
        {number ? (
          <>
            <Panel title={number}>{say("appointments.arrive.done")}</Panel>
            <p>
              <a href={`/antrean/${place.code}`}>{say("appointments.queue-here")}</a>
            </p>
          </>
        ) : (
          <>
            <h1>{say("appointments.arrive.title")}</h1>
            <form method="post" action={`/antrean/${place.code}/datang`} noValidate autocomplete="off">
              <Once context={context} />
              <TextInput
                id="code"
                name="code"
                label={say("appointments.arrive.code")}
                hint={say("appointments.arrive.hint")}
                value={field(form, "code")}
                error={faultAt(refusal, "code", say)}
                width={10}
                maxLength={20}
                autocomplete="off"
              />
              <Button>{say("appointments.arrive.do")}</Button>
            </form>
          </>
        )}
      </div>
    ),
  };
}
