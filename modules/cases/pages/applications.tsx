import { FactRows, Pages } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { myCases } from "../queries/my-cases.ts";
import { statusTag } from "./status.tsx";

/** My applications. */
export const applicationsPage = page({
  path: "/permohonan",
  async show({ ask, say, locale, query, world }) {
    const { rows, older, newer } = await ask(myCases, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("cases.list.title"),
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <>
          <h1>{say("cases.list.title")}</h1>
          {rows.length === 0 && <p>{say("cases.list.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `/permohonan/${row.id}`,
              title: `${textIn(row.title, locale)}: ${row.label}`,
              facts: statusTag(row.status, say),
              under: `${row.number} · ${dateTime(row.submitted_at, locale, world.calendar.timeZone)}`,
            }))}
          />
          <Pages
            older={older && `/permohonan?after=${older}`}
            newer={newer && `/permohonan?before=${newer}`}
            words={{ older: say("cases.older"), newer: say("cases.newer"), label: say("cases.list.title") }}
          />
        </>
      ),
    };
  },
});
