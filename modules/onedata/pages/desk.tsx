import { ButtonLink, FactRows, InsetText } from "../../../design/index.ts";
import { shortDate } from "../../../design/words.ts";
import { page, refuse } from "../../../kernel/index.ts";
import { type Listed, workOf } from "../queries/datasets.ts";
import { agencyName, either, stateTag } from "./parts.tsx";

/** What waits for me as producer, steward, supervisor or forum, and everything that my agency takes part in. */
export const deskPage = page({
  path: "/petugas/satu-data",
  desk: { label: "onedata.desk", roles: ["steward", "head", "reviewer", "administrator"] },
  async show(context) {
    const { ask, say, locale, world, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const { duties, rows } = await ask(workOf, {});
    const now = world.clock.now();
    const row = (one: Listed) => ({
      href: `/petugas/satu-data/${one.code}`,
      title: either(one.plan.title, locale),
      facts: stateTag(context, one.state),
      under: [
        agencyName(context, one.producer),
        one.priority && say("onedata.priority"),
        one.due_at &&
          say(one.due_at < now ? "onedata.desk.over" : "onedata.desk.until", {
            day: shortDate(one.due_at, locale, world.calendar.timeZone),
          }),
      ]
        .filter(Boolean)
        .join(" · "),
    });
    const mine = rows.filter((one) => one.mine);
    const others = rows.filter((one) => !one.mine);
    return {
      title: say("onedata.desk.title"),
      main: (
        <>
          <h1>{say("onedata.desk")}</h1>
          <p>
            {duties.length > 0
              ? say("onedata.desk.you-are", { duties: duties.map((duty) => say(`onedata.duty.${duty}`)).join(", ") })
              : say("onedata.desk.no-duty")}
          </p>
          {duties.includes("producer") && (
            <ButtonLink href="/petugas/satu-data/usul">{say("onedata.propose.title")}</ButtonLink>
          )}
          <h2>{say("onedata.desk.mine")}</h2>
          {mine.length === 0 && <InsetText>{say("onedata.desk.nothing")}</InsetText>}
          <FactRows items={mine.map(row)} />
          <h2>{say("onedata.desk.others")}</h2>
          {others.length === 0 && <p class="quiet">{say("onedata.desk.none")}</p>}
          <FactRows items={others.map(row)} />
          <h2>{say("onedata.desk.more")}</h2>
          <FactRows
            items={[
              { href: "/petugas/satu-data/uji", title: say("onedata.check.title") },
              { href: "/satu-data/mutu", title: say("onedata.quality.title") },
              { href: "/satu-data/ditanya-lagi", title: say("onedata.asked.title") },
              { href: "/satu-data/standar", title: say("onedata.standard.title") },
            ]}
          />
        </>
      ),
    };
  },
});
