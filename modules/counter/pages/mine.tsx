import { Button, FactRows, InsetText, Notice, SummaryList, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { endVisit, object } from "../commands/help.ts";
import { myVisit, myVisits } from "../queries/visits.ts";
import { faultAt, Once, officeWords, Refused } from "./parts.tsx";

/** Who did something for me at a counter. */
export const helpedPage = page({
  path: "/saya/dibantu",
  async show(context) {
    const { ask, say, locale, world, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const rows = await ask(myVisits, {});
    return {
      title: say("counter.mine.title"),
      back: { href: "/saya", label: say("counter.mine.back") },
      main: (
        <>
          <h1>{say("counter.mine.title")}</h1>
          {rows.length === 0 && <p>{say("counter.mine.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `/saya/dibantu/${row.id}`,
              title: textIn(row.title, locale),
              facts: say(`counter.state.${row.state}`),
              under: `${officeWords(context, row)} · ${dateTime(row.opened_at, locale, world.calendar.timeZone)}`,
            }))}
          />
        </>
      ),
    };
  },
});

/** One of them: what was done, and to end it or say that it was not wanted. */
export const helpedVisitPage = page({
  path: "/saya/dibantu/:visit",
  async show(context, refusal) {
    const { ask, say, locale, params, world, query, form } = context;
    const row = await ask(myVisit, { id: params.visit ?? "" });
    const path = `/saya/dibantu/${row.id}`;
    const when = (at: Date) => dateTime(at, locale, world.calendar.timeZone);
    return {
      title: say("counter.mine.one", { service: textIn(row.title, locale) }),
      back: { href: "/saya/dibantu", label: say("counter.mine.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          {query.selesai && <Notice>{say("counter.mine.saved")}</Notice>}
          <h1>{textIn(row.title, locale)}</h1>
          <SummaryList
            rows={[
              { key: say("counter.fact.by"), value: officeWords(context, row) },
              { key: say("counter.fact.state"), value: say(`counter.state.${row.state}`) },
              { key: say("counter.fact.opened"), value: when(row.opened_at) },
              ...(row.means && row.confirmed_at
                ? [
                    {
                      key: say("counter.fact.means"),
                      value: `${say(`counter.means.${row.means}`)}, ${when(row.confirmed_at)}`,
                    },
                  ]
                : []),
              ...(row.case
                ? [
                    {
                      key: say("counter.fact.number"),
                      value: <a href={`/permohonan/${row.draft}`}>{row.case.number}</a>,
                    },
                  ]
                : []),
            ]}
          />
          {row.paper && (
            <p>
              <a href={`/dibantu/${row.id}/surat`}>{say("counter.mine.paper")}</a>
            </p>
          )}
          {(row.state === "opened" || row.state === "confirmed") && (
            <form method="post" action={path}>
              <Once context={context} />
              <Button look="secondary" name="do" value="end">
                {say("counter.mine.end")}
              </Button>
            </form>
          )}
          {row.objection ? (
            <InsetText>{say("counter.objected", { reason: row.objection })}</InsetText>
          ) : (
            <form method="post" action={path} noValidate>
              <Once context={context} />
              <h2>{say("counter.mine.object")}</h2>
              <p>{say("counter.mine.object-text")}</p>
              <Textarea
                id="reason"
                name="reason"
                label={say("counter.mine.reason")}
                value={field(form, "reason")}
                error={faultAt(refusal, "reason", say)}
                rows={3}
                maxLength={1000}
              />
              <Button look="warning" name="do" value="object">
                {say("counter.mine.object-do")}
              </Button>
            </form>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const visit = params.visit ?? "";
    if (field(form, "do") === "end") await act(endVisit, { visit });
    else await act(object, { visit, reason: field(form, "reason") });
    return goTo(`/saya/dibantu/${visit}?selesai=ya`);
  },
});
