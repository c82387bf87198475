import { ButtonLink, FactRows, InsetText } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { operates } from "../party.ts";
import { agencyAgreements, askedSystems, mySystems } from "../queries/agreements.ts";
import { agreementItem, desk, idOf, memberName, State } from "./parts.tsx";

/** What an agency shares and reads: what waits for its yes first, then its agreements, then its systems. */
export const deskPage = page({
  path: desk,
  desk: { label: "exchange.desk", roles: ["steward", "administrator", "head"] },
  async show(context) {
    const { ask, say, locale, world, actor } = context;
    const agreements = await ask(agencyAgreements, {});
    const systems = await ask(mySystems, {});
    const steward = actor.officer?.roles.includes("steward") ?? false;
    const waiting = steward && operates(world, actor) ? await ask(askedSystems, {}) : [];
    const mine = agreements.filter(
      ({ state, provider_agency }) => state === "proposed" && provider_agency === actor.officer?.agency,
    );
    const rest = agreements.filter((one) => !mine.includes(one));
    const item = (one: (typeof agreements)[number]) => agreementItem(one, context, `${desk}/sepakat/${one.id}`);
    return {
      title: say("exchange.desk"),
      layout: "wide",
      main: (
        <>
          <h1>{say("exchange.desk")}</h1>
          {mine.length + waiting.length > 0 && <h2>{say("exchange.waits")}</h2>}
          <FactRows
            items={[
              ...mine.map(item),
              ...waiting.map((one) => ({
                href: `${desk}/sistem/${one.id}`,
                title: textIn(one.name, locale),
                facts: <State state={one.state} say={say} />,
                under: `${memberName(world, one.agency, locale) || one.member} · ${idOf(one)}`,
              })),
            ]}
          />
          <h2>{say("exchange.agreements")}</h2>
          {rest.length === 0 ? (
            <InsetText>{say("exchange.desk.no-agreements")}</InsetText>
          ) : (
            <FactRows items={rest.map(item)} />
          )}
          <ButtonLink href={`${desk}/minta`}>{say("exchange.propose")}</ButtonLink>
          <h2>{say("exchange.systems")}</h2>
          {systems.length === 0 && <InsetText>{say("exchange.desk.no-systems")}</InsetText>}
          <FactRows
            items={systems.map((one) => ({
              href: `${desk}/sistem/${one.id}`,
              title: textIn(one.name, locale),
              facts: <State state={one.state} say={say} />,
              under: idOf(one),
            }))}
          />
          <ButtonLink href={`${desk}/sistem-baru`} look="secondary">
            {say("exchange.ask-system")}
          </ButtonLink>
          <p>
            <a href={`${desk}/pesan`}>{say("exchange.messages")}</a>
          </p>
          <p>
            <a href={`${desk}/langganan`}>{say("exchange.events")}</a>
          </p>
          <p>
            <a href={`${desk}/tertunda`}>{say("exchange.deferred")}</a>
          </p>
          {operates(world, actor) && (
            <p>
              <a href={`${desk}/pemerintah`}>{say("exchange.peers")}</a>
            </p>
          )}
        </>
      ),
    };
  },
});
