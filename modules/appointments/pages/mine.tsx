import { createHash, randomBytes } from "node:crypto";
import { Button, ButtonLink, FactRows, InsetText, Notice } from "../../../design/index.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, type View } from "../../../kernel/index.ts";
import { renewFeed } from "../commands/feed.ts";
import { leaveWaiting } from "../commands/waiting.ts";
import { myAppointments } from "../queries/mine.ts";
import { namesOf, Once, Refused, stateTag, whenWords, wholeDay } from "./parts.tsx";

/** My appointments, the lines I stand in, and the calendar's address. */
export const minePage = page({
  path: "/janji",
  show: (context, refusal) => mineView(context, { refusal }),
  async submit(context) {
    const { act, form } = context;
    const leave = field(form, "leave");
    if (leave) {
      await act(leaveWaiting, { waiting: leave });
      return goTo("/janji");
    }
    if (field(form, "feed") === "close") {
      await act(renewFeed, { hash: null });
      return goTo("/janji");
    }
    const token = randomBytes(32).toString("base64url");
    await act(renewFeed, { hash: createHash("sha256").update(token).digest("base64url") });
    // Shown once, here: the house keeps only the hash.
    return mineView(context, { token });
  },
});

async function mineView(
  context: RequestContext,
  { refusal, token }: { refusal?: Refusal | undefined; token?: string },
): Promise<View> {
  const { ask, say, locale, query, actor, world } = context;
  if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
  const { live, past, waiting, feed } = await ask(myAppointments, {});
  const row = (ticket: (typeof live)[number]) => {
    const names = namesOf(context, ticket);
    return {
      href: `/janji/${ticket.id}`,
      title: `${names.errand} · ${whenWords(ticket, locale)}`,
      facts: stateTag(ticket.state, say),
      under: names.place,
    };
  };
  return {
    title: say("appointments.mine.title"),
    back: { href: "/saya", label: say("appointments.mine.back") },
    main: (
      <>
        <Refused refusal={refusal} say={say} />
        {query.antre && <Notice>{say("appointments.waiting.joined")}</Notice>}
        <h1>{say("appointments.mine.title")}</h1>
        {live.length === 0 && <p>{say("appointments.mine.none")}</p>}
        <FactRows items={live.map(row)} />
        <ButtonLink href="/janji/baru">{say("appointments.mine.new")}</ButtonLink>
        {waiting.length > 0 && (
          <section aria-labelledby="line">
            <h2 id="line">{say("appointments.waiting.mine")}</h2>
            <FactRows
              items={waiting.map((one) => ({
                title: namesOf(context, one).errand,
                facts: say("appointments.waiting.mine-until", { day: wholeDay(one.until_day, locale) }),
                under: (
                  <form method="post" action="/janji">
                    <Once context={context} />
                    {namesOf(context, one).place}{" "}
                    <button class="button-link" type="submit" name="leave" value={one.id}>
                      {say("appointments.waiting.leave")}
                      <span class="govuk-visually-hidden"> {namesOf(context, one).errand}</span>
                    </button>
                  </form>
                ),
              }))}
            />
          </section>
        )}
        <section aria-labelledby="calendar">
          <h2 id="calendar">{say("appointments.feed.title")}</h2>
          <p>{say("appointments.feed.text")}</p>
          {token && (
            <InsetText>
              <p>{say("appointments.feed.once")}</p>
              <p>
                <code class="mono">{new URL(`/kalender/${token}.ics`, world.config.PUBLIC_URL).href}</code>
              </p>
            </InsetText>
          )}
          <form method="post" action="/janji" class="govuk-button-group">
            <Once context={context} />
            <Button look="secondary" name="feed" value="open">
              {say(feed || token ? "appointments.feed.renew" : "appointments.feed.open")}
            </Button>
            {(feed || token) && (
              <button class="button-link" type="submit" name="feed" value="close">
                {say("appointments.feed.close")}
              </button>
            )}
          </form>
        </section>
        {past.length > 0 && (
          <section aria-labelledby="past">
            <h2 id="past">{say("appointments.mine.past")}</h2>
            <FactRows items={past.map(row)} />
          </section>
        )}
      </>
    ),
  };
}
