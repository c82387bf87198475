import { FactRows, InsetText } from "../../../design/index.ts";
import { page, route } from "../../../kernel/index.ts";
import { releaseCalendar } from "../calendar-file.ts";
import { type Release, releases } from "../queries/datasets.ts";
import { agencyName, either, PublicPages, releaseWords } from "./parts.tsx";

/** The release calendar: what comes when, what is late, and what came. */
export const releasesPage = page({
  path: "/satu-data/rilis",
  shared: 60,
  async show(context) {
    const { ask, say, locale } = context;
    const all = await ask(releases, {});
    const row = (one: Release) => ({
      ...(one.number !== null && { href: `/data/${one.code}/${one.number}` }),
      title: either(one.title, locale),
      facts: releaseWords(context, one),
      under: [agencyName(context, one.producer), one.priority && say("onedata.priority")].filter(Boolean).join(" · "),
    });
    const coming = all.filter(({ published }) => published === null).reverse();
    const came = all.filter(({ published }) => published !== null);
    return {
      title: say("onedata.releases.title"),
      description: say("onedata.releases.lead"),
      main: (
        <>
          <h1>{say("onedata.releases.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.releases.lead")}</p>
          <p>
            <a href="/satu-data/rilis.ics">{say("onedata.releases.feed")}</a>
          </p>
          <h2>{say("onedata.releases.coming")}</h2>
          {coming.length === 0 && <InsetText>{say("onedata.releases.none")}</InsetText>}
          <FactRows items={coming.map(row)} />
          <h2>{say("onedata.releases.came")}</h2>
          {came.length === 0 && <InsetText>{say("onedata.data.none")}</InsetText>}
          <FactRows items={came.map(row)} />
        </>
      ),
    };
  },
});

/** The same for the calendar of a phone or an office. */
export const releasesFeed = route({
  method: "GET",
  path: "/satu-data/rilis.ics",
  limit: { times: 120, seconds: 60 },
  handle: async ({ ask, world, locale }) => ({
    body: releaseCalendar(world, await ask(releases, {}), locale),
    type: "text/calendar; charset=utf-8",
    keepSeconds: 300,
  }),
});
