import { ButtonLink, Desk, Difference, KeyLink, Queue, Steps, SummaryList, Timeline } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { type Actor, field, officeOf, page, refuse, textIn } from "../../../kernel/index.ts";
import { isOnline, serviceByCode } from "../../catalogue/index.ts";
import { type Answer, answerWords, type FormField, forms } from "../../forms/index.ts";
import { officersOf } from "../../identity/index.ts";
import { colleaguesOf } from "../commands/add-note.ts";
import type { AbsenceRow } from "../desk-tables.ts";
import { given } from "../facts.ts";
import { inspectionOf } from "../inspection.ts";
import { absences } from "../queries/absences.ts";
import { caseById } from "../queries/case-by-id.ts";
import { queue } from "../queries/queue.ts";
import { relatedCases } from "../queries/related.ts";
import { secondReturnsOf } from "../returning.ts";
import type { TaskRow } from "../tables.ts";
import { StillAwaited } from "./awaited.tsx";
import { decisionRows } from "./decision-rows.ts";
import { actAtDesk } from "./desk-acts.ts";
import { AskOffice, Inquiries, Since } from "./desk-parts.tsx";
import { Inspections } from "./inspections.tsx";
import { answerRows, Wrong } from "./parts.tsx";
import { works } from "./queue.tsx";
import { queueItems } from "./queue-parts.tsx";
import { Alike, Related } from "./related-parts.tsx";
import { actWords, stationsOf, statusTag, stepWords } from "./status.tsx";
import { CaseWay } from "./way.tsx";
import { keys, NoteForm, Work } from "./work.tsx";

/** The desk: queue left, case in the middle with differences marked, clock, opinions and history right. */
export const deskPage = page({
  path: "/petugas/kasus/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, actor, world } = context;
    const found = await ask(caseById, { id: params.id ?? "" });
    const { row, acts, tasks, corrections } = found;
    const service = await ask(serviceByCode, { code: row.service, version: row.version });
    if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
    const zone = world.calendar.timeZone;
    const today = world.calendar.today(world.clock.now());
    const mine = works(actor) ? (await ask(queue, { whose: "office", limit: 15 })).rows : [];
    const related = await ask(relatedCases, { id: row.id });
    const handles = actor.officer!.roles.some((role) => role === "reviewer" || role === "head");
    const named = (await colleaguesOf(context)).filter(({ id }) => id !== actor.officer!.id);
    const next = mine.find((one) => one.case_id !== row.id);
    const open = tasks.filter((task) => !task.closed_at);
    const own = open.find((task) => isMine(actor, task));
    const colleagues = own ? await ask(officersOf, { agency: own.agency, office: own.office, role: own.role }) : [];
    const standsInFor =
      own?.assignee &&
      own.assignee !== actor.officer!.id &&
      (await ask(absences, {})).some((one) => standsIn(actor, own, one, today))
        ? own.assignee_name
        : null;
    const opinions = tasks.filter((task) => task.role === "opinion-giver");
    const scope = given(row.facts, world.calendar.today(row.submitted_at), service);
    const pages = forms.pagesToShow(service.form, row.answers, scope);
    const officerOf = ({ officer, body }: (typeof acts)[number]) =>
      body.for ? say("cases.acted-for", { officer: officer ?? "", name: String(body.for) }) : officer;
    const words = (asked: FormField, value: Answer) => answerWords(asked, value, say, locale);
    const byPage = pages.map((one) => ({
      title: textIn(one.title, locale),
      rows: answerRows([one], row.answers, row.facts, { say, locale }, (_page, asked, now) => {
        const difference = (before: Answer) => (
          <Difference
            before={words(asked, before)}
            after={now}
            words={{ was: say("cases.was"), is: say("cases.is") }}
          />
        );
        const mended = corrections.filter((mend) => mend.field === asked.id && mend.answered_at).at(-1);
        if (mended)
          return {
            value: difference((mended.before ?? null) as Answer),
            source: say("cases.source.corrected", { day: dateTime(mended.answered_at!, locale, zone) }),
          };
        const brought = found.awaited.find((one) => one.field === asked.id && one.over_at && one.after);
        return brought
          ? {
              value: difference({ later: brought.last_day }),
              source: say("cases.source.brought", { day: dateTime(brought.over_at!, locale, zone) }),
            }
          : {};
      }),
    }));
    const shownNow = new Set(pages.flatMap((one) => forms.fieldsToShow(one, row.answers, scope)).map(({ id }) => id));
    const gone = corrections.filter((one) => one.follows && !shownNow.has(one.field));
    const rows = decisionRows(service, row, context);
    return {
      title: `${row.label} ${row.number}`,
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("cases.queue.title"), side: say("cases.side"), work: say("cases.desk.to-work") }}
          queue={
            <>
              <h2>{say("cases.queue.title")}</h2>
              <Queue items={queueItems(context, mine, row.id)} />
              {next && (
                <p>
                  <KeyLink href={`/petugas/kasus/${next.case_id}`} shortcut={keys.next}>
                    {say("cases.queue.next")}
                  </KeyLink>
                </p>
              )}
              <a href="/petugas">{say("cases.queue.all")}</a>
            </>
          }
          work={
            own ? (
              <Work
                context={context}
                task={own}
                caseId={row.id}
                pages={pages}
                seen={row.rev}
                last={acts.at(-1)?.id ?? ""}
                again={corrections.length > 0 ? secondReturnsOf(context) : []}
                standsInFor={standsInFor}
                inspects={inspectionOf(service, own.step) !== undefined}
                refusals={service.refusals}
                colleagues={colleagues}
                refusal={refusal}
              />
            ) : (
              <p>
                {open.length > 0
                  ? say("cases.desk.elsewhere", {
                      offices: [
                        ...new Set(
                          open.map((task) =>
                            textIn(officeOf(world.government, task.agency, task.office)?.name, locale),
                          ),
                        ),
                      ].join(", "),
                    })
                  : say("cases.desk.nothing")}
              </p>
            )
          }
          side={
            <>
              <h2>{say("cases.clock")}</h2>
              <p>
                {row.paused_at
                  ? say(row.paused_why ? "cases.clock.stands" : "cases.clock.paused", {
                      day: longDate(row.paused_at, locale, zone),
                      reason: textIn(row.paused_why?.reason, locale),
                      law: row.paused_why?.law ?? "",
                    })
                  : say("cases.clock.due", {
                      when: dateTime(row.due_at, locale, zone),
                      law: service.standard.time.law,
                    })}
              </p>
              {opinions.length > 0 && (
                <>
                  <h2>{say("cases.opinions")}</h2>
                  <ul>
                    {opinions.map((task) => (
                      <li key={task.id}>
                        {textIn(officeOf(world.government, task.agency, task.office)?.agency.name, locale)}:{" "}
                        <b>{say(task.closed_at ? `cases.opinion.${task.outcome}` : "cases.opinion.waiting")}</b>
                        {task.note && <span class="origin">{task.note}</span>}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <Related context={context} row={row} links={related.links} may={handles} refusal={refusal} />
              <Inquiries context={context} found={found} />
              {works(actor) && !row.closed_at && <AskOffice context={context} caseId={row.id} refusal={refusal} />}
              <h2>{say("cases.history")}</h2>
              <Timeline
                items={acts.map((act) => ({
                  when: dateTime(act.at, locale, zone),
                  iso: act.at.toISOString(),
                  what: actWords(act, service, say, locale).what,
                  more:
                    [officerOf(act), actWords(act, service, say, locale).more].filter(Boolean).join(": ") || undefined,
                }))}
              />
              <p>
                <a href={`/petugas/kasus/${row.id}/lanjutan`}>{say("cases.after.link")}</a>
              </p>
              <NoteForm
                context={context}
                caseId={row.id}
                colleagues={named}
                kept={own ? "" : field(context.form, "note")}
              />
            </>
          }
        >
          <Wrong refusal={refusal} say={say} locale={locale} />
          {refusal?.code === "conflict" && <Since context={context} found={found} service={service} />}
          <div class="title-row">
            <h1>{row.label}</h1>
            {statusTag(row.status, say, false)}
          </div>
          <p class="quiet">
            {textIn(row.title, locale)}, {say("cases.version", { version: row.version })} ·{" "}
            <span class="nowrap">{row.number}</span> · {dateTime(row.submitted_at, locale, zone)}
          </p>
          <Steps items={stationsOf(service, row, acts, context)} words={stepWords(say)} />
          <StillAwaited found={found} service={service} context={context} />
          {row.document && <ButtonLink href={`/dokumen/${row.document}`}>{say("cases.document")}</ButtonLink>}
          <CaseWay context={context} service={service} row={row} />
          <Alike context={context} caseId={row.id} alike={handles ? related.alike : []} />
          {byPage.map((one) => (
            <section key={one.title}>
              <h2>{one.title}</h2>
              <SummaryList rows={one.rows} />
            </section>
          ))}
          <Inspections context={context} found={found} service={service} />
          {gone.length > 0 && (
            <section>
              <h2>{say("cases.gone")}</h2>
              <SummaryList
                rows={gone.flatMap((one) => {
                  const asked = forms.fieldById(service.form, one.field)?.field;
                  return asked
                    ? [{ key: textIn(asked.label, locale), value: <del>{words(asked, one.before as Answer)}</del> }]
                    : [];
                })}
              />
            </section>
          )}
          {rows.length > 0 && (
            <section>
              <h2>{say("cases.decided")}</h2>
              <SummaryList rows={rows} />
            </section>
          )}
        </Desk>
      ),
    };
  },
  submit: actAtDesk,
});

const isMine = (actor: Actor, task: TaskRow): boolean => {
  const { officer } = actor;
  return (
    officer !== null &&
    officer.agency === task.agency &&
    officer.office === task.office &&
    officer.roles.some((role) => role === task.role)
  );
};

/** Whether an absence makes this officer the deputy for a task today. */
const standsIn = ({ officer }: Actor, task: TaskRow, absence: AbsenceRow, today: string): boolean =>
  absence.officer === task.assignee &&
  absence.deputy === officer!.id &&
  absence.from_day <= today &&
  absence.until_day >= today &&
  absence.roles.includes(task.role);
