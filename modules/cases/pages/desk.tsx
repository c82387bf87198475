import { Button, ButtonLink, Desk, Difference, FactRows, Queue, Radios, SearchBox, Select, Steps, SummaryList, Textarea, Timeline } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { type Actor, field, goTo, officeOf, page, refuse, type RequestContext, textIn } from "../../../kernel/index.ts";
import { type Answer, answerWords, explain, type FormField, isOnline, pagesToShow, serviceByCode } from "../../catalogue/index.ts";
import { officersOf } from "../../identity/index.ts";
import { addNote, assignTask, completeTask } from "../commands/tasks.ts";
import { given } from "../facts.ts";
import { caseById, queue } from "../queries/cases.ts";
import type { TaskRow } from "../tables.ts";
import { actWords, stationsOf, statusTag } from "./application.tsx";
import { answerRows, Once, Wrong } from "./parts.tsx";

type QueueRow = Awaited<ReturnType<typeof queue.answer>>["rows"][number];

/** How long a task has: in words first, in colour second. */
function due({ say, world }: RequestContext, at: Date): { due: string; tone?: "late" | "well" } {
  const now = world.clock.now();
  const days = world.calendar.workingDaysBetween(now, at);
  if (at < now) return { due: say("cases.due.late"), tone: "late" };
  return days === 0 ? { due: say("cases.due.today"), tone: "late" } : { due: say("cases.due.days", { days }), ...(days > 3 && { tone: "well" as const }) };
}

const queueItems = (context: RequestContext, rows: readonly QueueRow[], here?: string) =>
  rows.map((row) => ({
    href: `/petugas/kasus/${row.case_id}`, title: row.label, ...due(context, row.due_at), here: row.case_id === here,
    under: [row.number, textIn(row.title, context.locale), row.assignee_name ?? context.say("cases.queue.free")].join(" · "),
  }));

const works = (actor: Actor): boolean => actor.officer?.roles.some((role) => role === "reviewer" || role === "opinion-giver" || role === "head") ?? false;

/** My office's queue with its filters. */
export const queuePage = page({
  path: "/petugas",
  async show(context) {
    const { ask, say, locale, query, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "officer") return goTo("/akun/bertindak");
    if (!works(actor)) {
      return {
        title: say("cases.queue.title"),
        main: (
          <>
            <h1>{say("cases.queue.title")}</h1>
            <p>{say("cases.queue.other-duty")}</p>
            <FactRows items={[...(actor.officer!.roles.includes("auditor") ? [{ href: "/log", title: say("cases.queue.log") }] : []), { href: "/akun/bertindak", title: say("cases.queue.switch") }]} />
          </>
        ),
      };
    }
    const whose = query.siapa === "saya" ? "mine" : query.siapa === "bebas" ? "free" : "office";
    const words = query.q?.slice(0, 60);
    const found = await ask(queue, { whose, ...(words && { words }), ...(query.after && { after: query.after }) });
    const office = officeOf(world.government, actor.officer!.agency, actor.officer!.office);
    const tab = (key: string, label: string) => ({ href: key ? `/petugas?siapa=${key}` : "/petugas", label, here: (query.siapa ?? "") === key });
    return {
      title: say("cases.queue.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.queue.title")}</h1>
          <p class="quiet">{textIn(office?.name, locale)}</p>
          <nav aria-label={say("cases.queue.filter")}>
            <ul class="govuk-button-group">
              {[tab("", say("cases.queue.office")), tab("saya", say("cases.queue.mine")), tab("bebas", say("cases.queue.free"))].map((one) => (
                <li key={one.href} class="govuk-list">
                  <a href={one.href} aria-current={one.here ? "page" : undefined}>
                    {one.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <SearchBox action="/petugas" label={say("cases.queue.search")} button={say("cases.queue.find")} value={words ?? ""} />
          {found.rows.length === 0 ? <p>{say("cases.queue.none")}</p> : <Queue items={queueItems(context, found.rows)} />}
          {found.next && (
            <p>
              <a href={`/petugas?after=${found.next}${query.siapa ? `&siapa=${query.siapa}` : ""}`}>{say("cases.queue.more")}</a>
            </p>
          )}
        </>
      ),
    };
  },
});

/** The desk: queue left, case in the middle with differences marked, clock, opinions and history right. */
export const deskPage = page({
  path: "/petugas/kasus/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, actor, world, form } = context;
    const found = await ask(caseById, { id: params.id ?? "" });
    const { row, acts, tasks, corrections } = found;
    const service = await ask(serviceByCode, { code: row.service, version: row.version });
    if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
    const zone = world.calendar.timeZone;
    const mine = works(actor) ? (await ask(queue, { whose: "office", limit: 15 })).rows : [];
    const open = tasks.filter((task) => !task.closed_at);
    const own = open.find((task) => isMine(actor, task));
    const colleagues = own ? await ask(officersOf, { agency: own.agency, office: own.office, role: own.role }) : [];
    const opinions = tasks.filter((task) => task.role === "opinion-giver");
    const pages = pagesToShow(service.form, row.answers, given(row.facts, world.calendar.today(row.submitted_at)));
    const words = (asked: FormField, value: Answer) => answerWords(asked, value, say, locale);
    const rows = answerRows(pages, row.answers, row.facts, { say, locale }, (_page, asked, now) => {
      const mended = corrections.filter((one) => one.field === asked.id && one.answered_at).at(-1);
      return mended
        ? { value: <Difference before={words(asked, (mended.before ?? null) as Answer)} after={now} words={{ was: say("cases.was"), is: say("cases.is") }} />, source: say("cases.source.corrected", { day: dateTime(mended.answered_at!, locale, zone) }) }
        : {};
    });
    for (const [name, table] of Object.entries(service.decisions)) {
      const decision = row.decisions[name];
      if (!decision?.outputs) continue;
      const [first] = Object.values(decision.outputs);
      rows.push({ key: textIn(table.title, locale), value: [decisionWords(first ?? null, context), explain(table, decision, say, locale)].filter(Boolean).join(": "), source: `${table.law}, ${say("cases.rule", { rule: decision.rule ?? 0 })}` });
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
              <a href="/petugas">{say("cases.queue.all")}</a>
            </>
          }
          side={
            <>
              <h2>{say("cases.clock")}</h2>
              <p>{row.paused_at ? say("cases.clock.paused", { day: longDate(row.paused_at, locale, zone) }) : say("cases.clock.due", { when: dateTime(row.due_at, locale, zone), law: service.standard.time.law })}</p>
              {opinions.length > 0 && (
                <>
                  <h2>{say("cases.opinions")}</h2>
                  <ul>
                    {opinions.map((task) => (
                      <li key={task.id}>
                        {textIn(officeOf(world.government, task.agency, task.office)?.agency.name, locale)}: <b>{say(task.closed_at ? `cases.opinion.${task.outcome}` : "cases.opinion.waiting")}</b>
                        {task.note && <span class="origin">{task.note}</span>}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <h2>{say("cases.history")}</h2>
              <Timeline items={acts.map((act) => ({ when: dateTime(act.at, locale, zone), iso: act.at.toISOString(), what: actWords(act, service, say, locale).what, more: [act.officer, actWords(act, service, say, locale).more].filter(Boolean).join(": ") || undefined }))} />
              <NoteForm context={context} caseId={row.id} />
            </>
          }
        >
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{row.label}</h1>
          <p class="quiet">
            {textIn(row.title, locale)}, {say("cases.version", { version: row.version })} · {row.number} · {dateTime(row.submitted_at, locale, zone)} {statusTag(row.status, say)}
          </p>
          <Steps items={stationsOf(service, row, context)} words={{ done: say("cases.step.done"), now: say("cases.step.now") }} />
          <SummaryList rows={rows} />
          {row.document && <ButtonLink href={`/dokumen/${row.document}`}>{say("cases.document")}</ButtonLink>}
          {own ? (
            <Work context={context} task={own} caseId={row.id} fields={pages.flatMap((one) => one.fields).filter((one) => one.type !== "fact")} refusals={service.refusals} colleagues={colleagues} form={form} />
          ) : (
            <p>{open.length > 0 ? say("cases.desk.elsewhere", { offices: [...new Set(open.map((task) => textIn(officeOf(world.government, task.agency, task.office)?.name, locale)))].join(", ") }) : say("cases.desk.nothing")}</p>
          )}
        </Desk>
      ),
    };
  },
  async submit({ act, form, params }) {
    const text = (name: string) => field(form, name);
    const task = text("task");
    if (text("do") === "note") await act(addNote, { case: params.id ?? "", text: text("text") });
    else if (text("do") === "assign") await act(assignTask, { task, officer: text("officer") || null });
    else await act(completeTask, { task, outcome: text("do"), ...(text("note") && { note: text("note") }), ...(text("field") && { field: text("field") }), ...(text("reason") && { reason: text("reason") }) });
    return goTo(`/petugas/kasus/${params.id}`);
  },
});

const isMine = (actor: Actor, task: TaskRow): boolean => {
  const { officer } = actor;
  return officer !== null && officer.agency === task.agency && officer.office === task.office && officer.roles.some((role) => role === task.role);
};

function decisionWords(value: unknown, { say, locale }: RequestContext): string {
  if (typeof value === "number") return `Rp ${new Intl.NumberFormat(locale).format(value)}`;
  return typeof value === "string" ? say(`cases.tier.${value}`) : "";
}

function NoteForm({ context: { say, once }, caseId }: { context: RequestContext; caseId: string }) {
  return (
    <form method="post" action={`/petugas/kasus/${caseId}`}>
      <Once once={once} />
      <Textarea id="text" name="text" label={say("cases.note.label")} hint={say("cases.note.hint")} rows={2} maxLength={2000} />
      <Button look="secondary" name="do" value="note">
        {say("cases.note.add")}
      </Button>
    </form>
  );
}

/** What this officer can do next: one main act, the others beside it. */
function Work({ context, task, caseId, fields, refusals, colleagues, form }: { context: RequestContext; task: TaskRow; caseId: string; fields: readonly FormField[]; refusals: readonly { code: string; text: FormField["label"]; law: string }[]; colleagues: readonly { id: string; name: string }[]; form: RequestContext["form"] }) {
  const { say, locale, once, actor } = context;
  const can = (outcome: string) => task.outcomes.includes(outcome);
  const plain = task.outcomes.filter((outcome) => outcome !== "return" && outcome !== "refuse");
  return (
    <>
      <form method="post" action={`/petugas/kasus/${caseId}`} class="govuk-button-group">
        <Once once={once} />
        <input type="hidden" name="task" value={task.id} />
        <span class="quiet">{task.assignee_name ? say("cases.assigned.to", { name: task.assignee_name }) : say("cases.queue.free")}</span>
        {task.assignee !== actor.officer!.id && <input type="hidden" name="officer" value={actor.officer!.id} />}
        <button class="button-link" type="submit" name="do" value="assign">
          {say(task.assignee === actor.officer!.id ? "cases.assign.release" : "cases.assign.take")}
        </button>
      </form>
      <form method="post" action={`/petugas/kasus/${caseId}`}>
        <Once once={once} />
        <input type="hidden" name="task" value={task.id} />
        <h2>{textIn(task.title, locale)}</h2>
        <Textarea id="note" name="note" label={say(can("return") ? "cases.work.message" : "cases.work.note")} value={field(form, "note")} rows={3} maxLength={2000} />
        {can("return") && <Select id="field" name="field" label={say("cases.work.field")} value={field(form, "field")} options={[{ value: "", text: say("cases.work.choose") }, ...fields.map((one) => ({ value: one.id, text: textIn(one.label, locale) }))]} />}
        {can("refuse") && <Radios id="reason" name="reason" label={say("cases.work.reason")} value={field(form, "reason")} options={refusals.map((one) => ({ value: one.code, text: textIn(one.text, locale), hint: one.law }))} />}
        {task.assurance === 3 && actor.assurance < 3 && <p class="quiet">{say("cases.work.code-first")}</p>}
        <div class="govuk-button-group">
          {plain.map((outcome, i) => (
            <Button key={outcome} name="do" value={outcome} look={i === 0 ? "main" : "secondary"}>
              {say(`cases.outcome.${outcome}`)}
            </Button>
          ))}
          {can("return") && (
            <Button name="do" value="return" look="secondary">
              {say("cases.outcome.return")}
            </Button>
          )}
          {can("refuse") && (
            <Button name="do" value="refuse" look="warning">
              {say("cases.outcome.refuse")}
            </Button>
          )}
        </div>
      </form>
      {colleagues.length > 1 && (
        <form method="post" action={`/petugas/kasus/${caseId}`} class="filters">
          <Once once={once} />
          <input type="hidden" name="task" value={task.id} />
          <Select id="officer" name="officer" label={say("cases.assign.give")} options={colleagues.map((one) => ({ value: one.id, text: one.name }))} />
          <Button look="secondary" name="do" value="assign">
            {say("cases.assign.go")}
          </Button>
        </form>
      )}
    </>
  );
}
