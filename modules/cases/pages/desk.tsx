import { ButtonLink, Desk, Difference, KeyLink, Queue, Steps, SummaryList, Timeline } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import {
  type Actor,
  field,
  goTo,
  officeOf,
  page,
  type RequestContext,
  refuse,
  type Text,
  textIn,
} from "../../../kernel/index.ts";
import { isOnline, serviceByCode } from "../../catalogue/index.ts";
import { type Answer, answerWords, type FormField, forms } from "../../forms/index.ts";
import { officersOf } from "../../identity/index.ts";
import { explain } from "../../rules/index.ts";
import { addNote } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { completeTask } from "../commands/complete-task.ts";
import { given } from "../facts.ts";
import { caseById } from "../queries/case-by-id.ts";
import { queue } from "../queries/queue.ts";
import type { TaskRow } from "../tables.ts";
import { answerRows, Wrong } from "./parts.tsx";
import { queueItems, works } from "./queue.tsx";
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
    const mine = works(actor) ? (await ask(queue, { whose: "office", limit: 15 })).rows : [];
    const next = mine.find((one) => one.case_id !== row.id);
    const open = tasks.filter((task) => !task.closed_at);
    const own = open.find((task) => isMine(actor, task));
    const colleagues = own ? await ask(officersOf, { agency: own.agency, office: own.office, role: own.role }) : [];
    const opinions = tasks.filter((task) => task.role === "opinion-giver");
    const pages = forms.pagesToShow(
      service.form,
      row.answers,
      given(row.facts, world.calendar.today(row.submitted_at)),
    );
    const words = (asked: FormField, value: Answer) => answerWords(asked, value, say, locale);
    const rows = answerRows(pages, row.answers, row.facts, { say, locale }, (_page, asked, now) => {
      const mended = corrections.filter((one) => one.field === asked.id && one.answered_at).at(-1);
      return mended
        ? {
            value: (
              <Difference
                before={words(asked, (mended.before ?? null) as Answer)}
                after={now}
                words={{ was: say("cases.was"), is: say("cases.is") }}
              />
            ),
            source: say("cases.source.corrected", { day: dateTime(mended.answered_at!, locale, zone) }),
          }
        : {};
    });
    for (const [name, table] of Object.entries(service.decisions)) {
      const decision = row.decisions[name];
      if (!decision?.outputs) continue;
      const [first] = Object.values(decision.outputs);
      rows.push({
        key: textIn(table.title, locale),
        value: [
          decisionWords(first ?? null, table.words, context),
          explain(service.decisions, name, decision, say, locale),
        ]
          .filter(Boolean)
          .join(": "),
        source: `${table.periods.find(({ from }) => from === decision.period)?.law ?? table.law}, ${say("cases.rule", { rule: decision.rule ?? 0 })}`,
      });
    }
    return {
      title: `${row.label} ${row.number}`,
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("cases.queue.title"), side: say("cases.side") } as never}
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
                fields={pages.flatMap((one) => one.fields).filter((one) => one.type !== "fact")}
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
                  ? say("cases.clock.paused", { day: longDate(row.paused_at, locale, zone) })
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
              <h2>{say("cases.history")}</h2>
              <Timeline
                items={acts.map((act) => ({
                  when: dateTime(act.at, locale, zone),
                  iso: act.at.toISOString(),
                  what: actWords(act, service, say, locale).what,
                  more: [act.officer, actWords(act, service, say, locale).more].filter(Boolean).join(": ") || undefined,
                }))}
              />
              <NoteForm context={context} caseId={row.id} />
            </>
          }
        >
          <Wrong refusal={refusal} say={say} locale={locale} />
          <div class="title-row">
            <h1>{row.label}</h1>
            {statusTag(row.status, say, false)}
          </div>
          <p class="quiet">
            {textIn(row.title, locale)}, {say("cases.version", { version: row.version })} ·{" "}
            <span class="nowrap">{row.number}</span> · {dateTime(row.submitted_at, locale, zone)}
          </p>
          <Steps items={stationsOf(service, row, acts, context)} words={stepWords(say)} />
          {row.document && <ButtonLink href={`/dokumen/${row.document}`}>{say("cases.document")}</ButtonLink>}
          <CaseWay context={context} service={service} row={row} />
          <SummaryList rows={rows} />
        </Desk>
      ),
    };
  },
  async submit({ act, form, params }) {
    const text = (name: string) => field(form, name);
    const task = text("task");
    if (text("do") === "note") await act(addNote, { case: params.id ?? "", text: text("text") });
    else if (text("do") === "assign") await act(assignTask, { task, officer: text("officer") || null });
    else
      await act(completeTask, {
        task,
        outcome: text("do"),
        ...(text("note") && { note: text("note") }),
        ...(text("field") && { field: text("field") }),
        ...(text("reason") && { reason: text("reason") }),
      });
    return goTo(`/petugas/kasus/${params.id}`);
  },
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

function decisionWords(
  value: unknown,
  words: Readonly<Record<string, Text>> | undefined,
  { locale }: RequestContext,
): string {
  if (typeof value === "number") return `Rp ${new Intl.NumberFormat(locale).format(value)}`;
  return typeof value === "string" ? textIn(words?.[value] ?? value, locale) : "";
}
