import { Button, FactRows, InsetText, Pages, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { desk, Wrong } from "../pages/parts.tsx";
import { replayDeferred } from "./line.ts";
import { deferredOf, type ShownDeferred } from "./queries.ts";

const here = `${desk}/tertunda`;
const tones = { waiting: "yellow", answered: "green", dead: "red", dropped: undefined } as const;

/** Questions whose answer is fetched later: how they go, and what was put aside. */
export const deferredPage = page({
  path: here,
  async show(context, refusal) {
    const { ask, say, query, actor } = context;
    const dead = query.gagal === "ya";
    const found = await ask(deferredOf, {
      dead,
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const to = (more: Record<string, string>) =>
      `${here}?${new URLSearchParams({ ...(dead && { gagal: "ya" }), ...more })}`;
    const may = actor.officer?.roles.some((role) => role === "steward" || role === "administrator") ?? false;
    return {
      title: say("exchange.deferred"),
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.deferred")}</h1>
          <p>{say("exchange.deferred.lead")}</p>
          <p>
            {dead ? (
              <a href={here}>{say("exchange.messages.all")}</a>
            ) : (
              <a href={to({ gagal: "ya" })}>{say("exchange.deferred.dead-only")}</a>
            )}
          </p>
          {found.rows.length === 0 && <InsetText>{say("exchange.deferred.none")}</InsetText>}
          <FactRows items={found.rows.map((one) => item(one, context))} />
          {may &&
            found.rows
              .filter(({ state, mine }) => state === "dead" && mine)
              .map((one) => <Act one={one} context={context} key={one.id} />)}
          <Pages
            newer={found.newer ? to({ before: found.newer }) : null}
            older={found.older ? to({ after: found.older }) : null}
            words={{ newer: say("exchange.newer"), older: say("exchange.older"), label: say("exchange.deferred") }}
          />
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const [what, id = ""] = field(form, "do").split(" ");
    await act(replayDeferred, { id, what: what === "drop" ? "drop" : "again" });
    return goTo(here);
  },
});

const item = (one: ShownDeferred, { say, locale, world }: RequestContext) => ({
  title: `${one.consumer_id} → ${textIn(one.title, locale)}`,
  facts: <Tag tone={tones[one.state]}>{say(`exchange.deferred.${one.state}`)}</Tag>,
  under: [
    one.message_id,
    dateTime(one.asked_at, locale, world.calendar.timeZone),
    say("exchange.deferred.tries", { tries: one.tries }),
    ...(one.fault ? [one.fault] : []),
  ].join(" · "),
});

const Act = ({ one, context: { say, once } }: { one: ShownDeferred; context: RequestContext }) => (
  <form method="post">
    <input type="hidden" name="_once" value={`${once}${one.id}`} />
    <p>{say("exchange.deferred.aside", { message: one.message_id })}</p>
    <Button name="do" value={`again ${one.id}`} look="secondary">
      {say("exchange.events.do.again")}
    </Button>{" "}
    <Button name="do" value={`drop ${one.id}`} look="secondary">
      {say("exchange.events.do.drop")}
    </Button>
  </form>
);
