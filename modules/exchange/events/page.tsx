import { Button, InsetText, Select, SummaryList, Table, Tag, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import {
  faultAt,
  field,
  goTo,
  page,
  type Refusal,
  type RequestContext,
  textIn,
  type View,
} from "../../../kernel/index.ts";
import { desk, idOf, Wrong } from "../pages/parts.tsx";
import { mySystems } from "../queries/agreements.ts";
import {
  deadLetters,
  replayDeliveries,
  type ShownSubscription,
  setCallback,
  steerSubscription,
  subscriptions,
} from "./subscriptions.ts";

const home = `${desk}/langganan`;
const steward = ({ actor }: RequestContext): boolean =>
  actor.officer?.roles.some((role) => role === "steward" || role === "administrator") ?? false;

/** How a subscription goes, in a word. */
function Going({ one, say }: { one: ShownSubscription; say: RequestContext["say"] }) {
  if (one.dead > 0) return <Tag tone="red">{say("exchange.events.aside", { count: one.dead })}</Tag>;
  if (one.state === "paused") return <Tag tone="yellow">{say("exchange.events.paused")}</Tag>;
  if (one.failures > 0) return <Tag tone="yellow">{say("exchange.events.away")}</Tag>;
  return <Tag tone="green">{say("exchange.events.well")}</Tag>;
}

/** Who is told of what, how much waits, and where a receiver does not take it. */
export const subscriptionsPage = page({
  path: home,
  async show(context, refusal): Promise<View> {
    const { ask, say, world, locale, form, once } = context;
    const all = await ask(subscriptions, {});
    const mine = steward(context) ? (await ask(mySystems, {})).filter(({ state }) => state === "active") : [];
    const when = (at: Date | null) => (at ? dateTime(at, locale, world.calendar.timeZone) : "–");
    return {
      title: say("exchange.events"),
      layout: "wide",
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.events")}</h1>
          <p>{say("exchange.events.lead")}</p>
          {all.length === 0 ? (
            <InsetText>{say("exchange.events.none")}</InsetText>
          ) : (
            <Table
              caption={say("exchange.events.list")}
              head={["type", "from", "to", "state", "waiting", "oldest"].map((one) => say(`exchange.events.${one}`))}
              numeric={[4]}
              rows={all.map((one) => [
                <a href={`${home}/${one.id}`}>{textIn(one.title, locale)}</a>,
                one.provider_id,
                one.consumer_id,
                <Going one={one} say={say} />,
                String(one.waiting),
                when(one.oldest),
              ])}
            />
          )}
          {mine.length > 0 && (
            <>
              <h2>{say("exchange.events.callback")}</h2>
              <form method="post" noValidate class="short">
                <input type="hidden" name="_once" value={once} />
                <Select
                  id="system"
                  name="system"
                  label={say("exchange.events.system")}
                  value={field(form, "system")}
                  options={mine.map((one) => ({ value: one.id, text: idOf(one) }))}
                />
                <TextInput
                  id="address"
                  name="address"
                  label={say("exchange.events.address")}
                  hint={say("exchange.events.address-hint")}
                  value={field(form, "address")}
                  error={faultAt(context, refusal, "address")}
                  maxLength={300}
                />
                <Button>{say("exchange.events.save")}</Button>
              </form>
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    await act(setCallback, { system: field(form, "system"), address: field(form, "address") });
    return goTo(home);
  },
});

const moves = { pause: "paused", resume: "active", end: "ended" } as const;

/** One subscription: how it goes, what was put aside and why; hold it, let it go on, send again. */
export const subscriptionPage = page({
  path: `${home}/:id`,
  show: (context, refusal) => whole(context, refusal),
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    const does = field(form, "do");
    const event = field(form, "event") || null;
    if (does === "again" || does === "drop") await act(replayDeliveries, { id, event, what: does });
    else await act(steerSubscription, { id, to: moves[does as keyof typeof moves] });
    return goTo(does === "end" ? home : `${home}/${id}`);
  },
});

async function whole(context: RequestContext, refusal?: Refusal): Promise<View> {
  const { ask, say, world, locale, params, once } = context;
  const { subscription: one, letters } = await ask(deadLetters, { id: params.id ?? "" });
  const when = (at: Date | null) => (at ? dateTime(at, locale, world.calendar.timeZone) : "–");
  const may = steward(context) && one.state !== "ended";
  const Act = ({ does, event }: { does: string; event?: string }) => (
    <form method="post">
      <input type="hidden" name="_once" value={`${once}${does}${event ?? ""}`} />
      <input type="hidden" name="do" value={does} />
      {event && <input type="hidden" name="event" value={event} />}
      <Button look="secondary">{say(`exchange.events.do.${does}`)}</Button>
    </form>
  );
  return {
    title: `${say("exchange.events")}: ${textIn(one.title, locale)}`,
    layout: "wide",
    back: { href: home, label: say("exchange.events") },
    main: (
      <>
        <Wrong refusal={refusal} context={context} />
        <div class="title-row">
          <h1>{textIn(one.title, locale)}</h1>
          <Going one={one} say={say} />
        </div>
        <SummaryList
          rows={[
            { key: say("exchange.events.from"), value: one.provider_id },
            { key: say("exchange.events.to"), value: one.consumer_id },
            { key: say("exchange.events.how"), value: say(`exchange.events.how.${one.delivery}`) },
            { key: say("exchange.events.waiting"), value: String(one.waiting) },
            { key: say("exchange.events.oldest"), value: when(one.oldest) },
            { key: say("exchange.events.fault"), value: one.fault ?? "–" },
            { key: say("exchange.events.rests"), value: when(one.rests_until) },
          ]}
        />
        {letters.length > 0 && (
          <Table
            caption={say("exchange.events.letters")}
            head={["at", "fault", "tries", "act"].map((word) => say(`exchange.events.${word}`))}
            numeric={[2]}
            rows={letters.map((letter) => [
              when(letter.at),
              letter.fault ?? "",
              String(letter.tries),
              may && one.mine ? (
                <>
                  <Act does="again" event={letter.event} />
                  <Act does="drop" event={letter.event} />
                </>
              ) : (
                ""
              ),
            ])}
          />
        )}
        {may && letters.length > 1 && one.mine && <Act does="again" />}
        {may && <Act does={one.state === "paused" ? "resume" : "pause"} />}
        {may && <Act does="end" />}
      </>
    ),
  };
}
