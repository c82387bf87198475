import { ButtonLink, FactRows, Pages } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { kinds } from "../edition.ts";
import { lawToday, myRequests } from "../queries/requests.ts";
import { dueWords, moment, StateTag } from "./parts.tsx";

/** My rights over my data: what I may ask for and until when it is answered, what I asked for, and a copy of all of it. */
export const minePage = page({
  path: "/saya/hak-data",
  async show(context) {
    const { ask, say, locale, query, world } = context;
    const { rows, older, newer } = await ask(myRequests, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    const law = lawToday(world);
    return {
      title: say("rights.mine.title"),
      back: { href: "/saya", label: say("rights.mine.back") },
      main: (
        <>
          <h1>{say("rights.mine.title")}</h1>
          <p class="govuk-body-l">{say("rights.mine.lead", { law: textIn(law.law, locale) })}</p>
          <ButtonLink href="/saya/hak-data/baru">{say("rights.mine.begin")}</ButtonLink>
          <h2>{say("rights.mine.requests")}</h2>
          {rows.length === 0 && <p>{say("rights.mine.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `/saya/hak-data/${row.id}`,
              title: say(`rights.kind.${row.kind}`),
              facts: <StateTag state={row.state} say={say} />,
              under: `${row.number} · ${row.state === "open" ? dueWords(context, row.due_at) : moment(context, row.opened_at)}`,
            }))}
          />
          <Pages
            older={older && `/saya/hak-data?after=${older}`}
            newer={newer && `/saya/hak-data?before=${newer}`}
            words={{ older: say("rights.older"), newer: say("rights.newer"), label: say("rights.pages") }}
          />
          <h2>{say("rights.copy.title")}</h2>
          <p>{say("rights.copy.explained")}</p>
          <ButtonLink href="/saya/hak-data/salinan.zip" look="secondary">
            {say("rights.copy.download")}
          </ButtonLink>
          <h2>{say("rights.mine.more")}</h2>
          <FactRows
            items={[
              { href: "/saya/siapa-membaca", title: say("rights.mine.who-read") },
              { href: "/saya/persetujuan", title: say("rights.mine.consents") },
              { href: "/privasi/pemrosesan", title: say("rights.mine.processing") },
            ]}
          />
          <h2>{say("rights.mine.clocks")}</h2>
          <FactRows
            items={kinds.map((kind) => ({
              title: say(`rights.kind.${kind}`),
              facts: say("rights.mine.hours", { hours: law.requests[kind].hours }),
              under: `${say(`rights.kind-hint.${kind}`)} (${textIn(law.requests[kind].article, locale)})`,
            }))}
          />
        </>
      ),
    };
  },
});
