import {
  Button,
  Details,
  FactRows,
  Figures,
  InsetText,
  Radios,
  SummaryList,
  Tag,
  Textarea,
} from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { askComparison, decideAsked } from "../asked/commands.ts";
import { type Asked, askedList, askedOne } from "../asked/queries.ts";
import { holds } from "../duty.ts";
import { agencyName, faultsOf, Once, PublicPages, typed } from "./parts.tsx";

const stateWord = ({ state }: Asked, { say }: RequestContext) => (
  <Tag tone={state === "to-remove" ? "red" : state === "accepted" ? "green" : "yellow"}>
    {say(`onedata.asked.state.${state}`)}
  </Tag>
);
const isSteward = ({ world, actor }: RequestContext): boolean =>
  actor.hat === "officer" && holds(world.government, actor, "steward", actor.officer?.agency ?? "");

/** From whom it could be read, or that nobody keeps it. */
const readFrom = (one: Asked, context: RequestContext): string =>
  one.keeper
    ? context.say("onedata.asked.from", { agency: agencyName(context, one.keeper), register: one.register ?? "" })
    : context.say("onedata.asked.nobody");

/** Questions by what they ask for: the fact, and beneath it who asks. */
function Facts({ rows, context }: { rows: readonly Asked[]; context: RequestContext }) {
  const { say, locale } = context;
  return [...Map.groupBy(rows, ({ fact }) => fact)].map(([fact, asked]) => (
    <Details
      key={fact}
      summary={say("onedata.asked.of-fact", {
        fact: textIn(asked[0]!.fact_name, locale),
        questions: asked.length,
        agencies: new Set(asked.map(({ agency }) => agency)).size,
      })}
    >
      <p>{readFrom(asked[0]!, context)}</p>
      <FactRows
        items={asked.map((one) => ({
          href: `/satu-data/ditanya-lagi/${one.id}`,
          title: `${textIn(one.title, locale)}: ${textIn(one.label, locale)}`,
          facts: stateWord(one, context),
          under: [
            say("onedata.asked.by", { agency: agencyName(context, one.agency) }),
            say("onedata.asked.people", { count: one.people }),
          ].join(" · "),
        }))}
      />
    </Details>
  ));
}

/** The counter of what people are asked again, in public. */
export const askedPage = page({
  path: "/satu-data/ditanya-lagi",
  shared: 30,
  async show(context) {
    const { ask, say, once, path } = context;
    const found = await ask(askedList, {});
    return {
      title: say("onedata.asked.title"),
      description: say("onedata.asked.lead"),
      main: (
        <>
          <h1>{say("onedata.asked.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.asked.lead")}</p>
          <Figures
            items={[
              { figure: String(found.readable), meaning: say("onedata.asked.readable") },
              { figure: String(found.answers), meaning: say("onedata.asked.answers") },
              { figure: String(found.toRemove), meaning: say("onedata.asked.to-remove") },
              { figure: String(found.gone), meaning: say("onedata.asked.gone") },
            ]}
          />
          {found.questions === 0 && <InsetText>{say("onedata.asked.none")}</InsetText>}
          {(["owned", "several"] as const).map((of) => {
            const rows = found.rows.filter(({ register }) => (register !== null) === (of === "owned"));
            return (
              rows.length > 0 && (
                <section key={of}>
                  <h2>{say(`onedata.asked.${of}`)}</h2>
                  <Facts rows={rows} context={context} />
                </section>
              )
            );
          })}
          {isSteward(context) && (
            <form method="post" action={path}>
              <Once once={once} />
              <Button look="secondary">{say("onedata.asked.compare")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act }) {
    await act(askComparison, {});
    return goTo("/satu-data/ditanya-lagi");
  },
});

/** One question: what it asks for, why it is known for that, and what was decided. */
export const askedOnePage = page({
  path: "/satu-data/ditanya-lagi/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, path } = context;
    const one = await ask(askedOne, { id: params.id ?? "" });
    if (!one) refuse("not-found", "kernel.refusal.not-found");
    const faults = faultsOf(context, refusal);
    return {
      title: textIn(one.label, locale),
      back: { href: "/satu-data/ditanya-lagi", label: say("onedata.asked.title") },
      main: (
        <>
          {faults.summary}
          <h1>{textIn(one.label, locale)}</h1>
          <p>
            {stateWord(one, context)} {one.reason}
          </p>
          <SummaryList
            rows={[
              { key: say("onedata.asked.fact"), value: textIn(one.fact_name, locale) },
              {
                key: say("onedata.asked.who"),
                value: (
                  <>
                    <a href={`/layanan/${one.place}`}>{textIn(one.title, locale)}</a>, {agencyName(context, one.agency)}
                  </>
                ),
              },
              { key: say("onedata.asked.could"), value: readFrom(one, context) },
              { key: say("onedata.asked.why"), value: say(`onedata.asked.sign.${one.sign}`) },
              { key: say("onedata.asked.year"), value: say("onedata.asked.people", { count: one.people }) },
              ...(one.gone_at ? [{ key: say("onedata.asked.state"), value: say("onedata.asked.gone-now") }] : []),
            ]}
          />
          {isSteward(context) && one.gone_at === null && (
            <form method="post" action={path} class="short" noValidate>
              <Once once={once} />
              <Radios
                id="state"
                name="state"
                label={say("onedata.asked.decide")}
                value={typed(form, "state", one.state)}
                error={faults.at("state")}
                options={(["open", "accepted", "to-remove"] as const).map((value) => ({
                  value,
                  text: say(`onedata.asked.state.${value}`),
                }))}
              />
              <Textarea
                id="reason"
                name="reason"
                label={say("onedata.reason")}
                hint={say("onedata.asked.reason-hint")}
                value={typed(form, "reason", one.reason ?? "")}
                error={faults.at("reason")}
                rows={3}
                maxLength={1000}
              />
              <Button>{say("onedata.save")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    await act(decideAsked, { id, state: field(form, "state") as "open", reason: field(form, "reason") });
    return goTo(`/satu-data/ditanya-lagi/${id}`);
  },
});
