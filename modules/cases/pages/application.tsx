import { Button, ButtonLink, Details, FactRows, InsetText, Notice, Pages, Steps, SummaryList, Tag, Timeline } from "../../../design/index.ts";
import { dateTime, longDate, shortDate } from "../../../design/words.ts";
import { type Bytes, field, goTo, type Locale, officeOf, page, Refusal, refuse, type RequestContext, route, type Say, textIn, type World } from "../../../kernel/index.ts";
import { isOnline, type OnlineService, pagesToShow, readPage, serviceByCode } from "../../catalogue/index.ts";
import { correctField, withdrawApplication } from "../commands/applicant.ts";
import { given } from "../facts.ts";
import { caseById, fileById, myCases } from "../queries/cases.ts";
import type { ActRow, CaseRow, Status } from "../tables.ts";
import { takePhoto, type TakenFile } from "../upload.ts";
import { answerRows, Once, PageFields, Wrong } from "./parts.tsx";

const tones: Partial<Record<Status, "green" | "yellow" | "red">> = { waiting: "yellow", approved: "yellow", issued: "green", refused: "red", lapsed: "red" };
export const statusTag = (status: Status, say: Say) => <Tag tone={tones[status]}>{say(`cases.status.${status}`)}</Tag>;

/** My applications. */
export const applicationsPage = page({
  path: "/permohonan",
  async show({ ask, say, locale, query, world }) {
    const { rows, older, newer } = await ask(myCases, { ...(query.after && { after: query.after }), ...(query.before && { before: query.before }) });
    return {
      title: say("cases.list.title"),
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <>
          <h1>{say("cases.list.title")}</h1>
          {rows.length === 0 && <p>{say("cases.list.none")}</p>}
          <FactRows items={rows.map((row) => ({ href: `/permohonan/${row.id}`, title: `${textIn(row.title, locale)}: ${row.label}`, facts: statusTag(row.status, say), under: `${row.number} · ${dateTime(row.submitted_at, locale, world.calendar.timeZone)}` }))} />
          <Pages older={older && `/permohonan?after=${older}`} newer={newer && `/permohonan?before=${newer}`} words={{ older: say("cases.older"), newer: say("cases.newer"), label: say("cases.list.title") }} />
        </>
      ),
    };
  },
});

/** Where the case is among its stations, as steps. */
export function stationsOf(service: OnlineService, row: CaseRow, { say, locale, world }: { say: Say; locale: Locale; world: World }) {
  const at = row.process.tokens.map((token) => token.at);
  const current = service.process.stations.findIndex((station) => station.steps.some((name) => at.includes(name)));
  const zone = world.calendar.timeZone;
  const over = row.status === "issued";
  const items = service.process.stations.map((station, i) => ({
    title: textIn(station.title, locale),
    state: over || (current >= 0 && i < current) ? ("done" as const) : i === current ? ("now" as const) : ("next" as const),
    ...(i === current && { detail: row.paused_at ? say("cases.station.yours") : i === 0 ? say("cases.station.due", { day: shortDate(row.due_at, locale, zone) }) : "" }),
  }));
  return [{ title: say("cases.station.submitted"), detail: shortDate(row.submitted_at, locale, zone), state: "done" as const }, ...items];
}

/** Who has it now, in a sentence. */
function holder({ row, tasks }: Awaited<ReturnType<typeof caseById.answer>>, world: World, say: Say, locale: Locale): string {
  if (row.closed_at) return say(`cases.holder.${row.status}`);
  if (row.paused_at) return say("cases.holder.you");
  if (row.process.tokens.some((token) => token.at === "payment")) return say("cases.holder.payment");
  const open = tasks.filter((task) => !task.closed_at);
  const names = [...new Set(open.map((task) => textIn(officeOf(world.government, task.agency, task.office)?.agency.name, locale)))];
  return names.length > 0 ? say("cases.holder.office", { offices: names.join(", ") }) : say("cases.holder.system");
}

/** What an act of the history was, in words. */
export function actWords(act: ActRow, service: OnlineService, say: Say, locale: Locale): { what: string; more?: string } {
  const { field: id, message, reason } = act.body as Record<string, string>;
  const asked = service.form.pages.flatMap((one) => one.fields).find((one) => one.id === id);
  const why = service.refusals.find((one) => one.code === reason);
  const more = [asked && textIn(asked.label, locale), why && textIn(why.text, locale), message].filter(Boolean).join(": ");
  return { what: say(`cases.act.${act.kind}`), ...(more && { more }) };
}

async function serviceOf({ ask }: Pick<RequestContext, "ask">, row: CaseRow): Promise<OnlineService> {
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  return service;
}

/** One application: where it is, who has it, when it should end, and what to do next. */
export const applicationPage = page({
  path: "/permohonan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, world, query, once } = context;
    const found = await ask(caseById, { id: params.id ?? "" });
    const { row, acts, corrections } = found;
    const service = await serviceOf(context, row);
    const zone = world.calendar.timeZone;
    const open = corrections.find((one) => !one.answered_at);
    const refused = acts.find((act) => act.kind === "refused");
    return {
      title: `${textIn(row.title, locale)} ${row.number}`,
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.baru && <Notice>{say("cases.handed-in", { number: row.number })}</Notice>}
          <h1>{row.label}</h1>
          <p class="quiet">
            {textIn(row.title, locale)} · {row.number} {statusTag(row.status, say)}
          </p>
          <Steps items={stationsOf(service, row, context)} words={{ done: say("cases.step.done"), now: say("cases.step.now") }} />
          <p>
            {holder(found, world, say, locale)} {!row.closed_at && !row.paused_at && row.status === "in-progress" && say("cases.ends", { day: longDate(row.due_at, locale, zone) })}
          </p>
          {open && <ButtonLink href={`/permohonan/${row.id}/perbaiki`}>{say("cases.correct.go")}</ButtonLink>}
          {row.bill && row.status === "approved" && row.process.tokens.some((token) => token.at === "payment") && <ButtonLink href={`/tagihan/${row.bill}`}>{say("cases.pay")}</ButtonLink>}
          {row.document && <ButtonLink href={`/dokumen/${row.document}`}>{say("cases.document")}</ButtonLink>}
          {refused && (
            <InsetText>
              <p>{actWords(refused, service, say, locale).more}</p>
              <p>{textIn(service.appeal.text, locale)}</p>
            </InsetText>
          )}
          <h2>{say("cases.history")}</h2>
          <Timeline
            items={acts.map((act) => {
              const { what, more } = actWords(act, service, say, locale);
              const office = act.agency ? officeOf(world.government, act.agency, act.office ?? "") : undefined;
              return { when: dateTime(act.at, locale, zone), iso: act.at.toISOString(), what, more: [office && textIn(office.agency.name, locale), more].filter(Boolean).join(" · ") || undefined };
            })}
          />
          <Details summary={say("cases.answers")}>
            <SummaryList rows={answerRows(pagesToShow(service.form, row.answers, given(row.facts, world.calendar.today(row.submitted_at))), row.answers, row.facts, { say, locale }, () => ({}))} />
          </Details>
          {!row.closed_at && !row.process.tokens.some((token) => token.at === "issuing") && (
            <Details summary={say("cases.withdraw.title")}>
              <form method="post" action={`/permohonan/${row.id}`}>
                <Once once={once} />
                <p>{say("cases.withdraw.sure")}</p>
                <Button look="warning" name="withdraw" value="yes">
                  {say("cases.withdraw.go")}
                </Button>
              </form>
            </Details>
          )}
          <p>
            <a href="/saya/siapa-membaca">{say("cases.who-read")}</a>
          </p>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    if (field(form, "withdraw") !== "yes") refuse("invalid", "kernel.refusal.invalid");
    await act(withdrawApplication, { case: params.id ?? "" });
    return goTo(`/permohonan/${params.id}`);
  },
});

/** Mending the one field that was asked for: the officer's message above, only that field below. */
export const correctionPage = page({
  path: "/permohonan/:id/perbaiki",
  async show(context, refusal) {
    const { ask, say, locale, params, world, once, form } = context;
    const { row, corrections } = await ask(caseById, { id: params.id ?? "" });
    const open = corrections.find((one) => !one.answered_at);
    if (!open) return goTo(`/permohonan/${row.id}`);
    const service = await serviceOf(context, row);
    const at = service.form.pages.find((one) => one.fields.some((asked) => asked.id === open.field))!;
    const asked = at.fields.find((one) => one.id === open.field)!;
    const only = { ...at, fields: [asked] };
    // After a refusal, or when a product was added, the person's own latest words are shown.
    const posted = Object.keys(form).length > 0 ? readPage(only, form, row.answers).answers : {};
    return {
      title: say("cases.correct.title"),
      back: { href: `/permohonan/${row.id}`, label: row.number },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.correct.title")}</h1>
          <InsetText>
            <p class="strong">{say("cases.correct.message")}</p>
            <p>{open.message}</p>
          </InsetText>
          <form method="post" action={`/permohonan/${row.id}/perbaiki`} encType={asked.type === "photo" ? "multipart/form-data" : undefined} noValidate>
            <Once once={once} />
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            <PageFields page={only} answers={{ ...row.answers, ...posted }} facts={row.facts} scope={given(row.facts, world.calendar.today(row.submitted_at))} faults={refusal?.faults ?? []} say={say} locale={locale} />
            <Button>{say("cases.correct.send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, uploads } = context;
    let file: TakenFile | undefined;
    const upload = uploads.find((one) => one.body.length > 0);
    if (upload) file = await takePhoto(context, upload.field, upload);
    const { done } = await act(correctField, { case: params.id ?? "", posted: form as never, ...(file && { file }) }, { key: undefined });
    if (!done) throw new Refusal("invalid", "cases.refusal.go-on");
    return goTo(`/permohonan/${params.id}`);
  },
});

/** A photo that was handed in, to whoever may see it. */
export const fileRoute = route({
  method: "GET",
  path: "/berkas/:id",
  async handle({ ask, world, params }): Promise<Bytes> {
    const file = await ask(fileById, { id: params.id ?? "" });
    const body = await world.files.get(file.store);
    if (!body) refuse("not-found", "kernel.refusal.not-found");
    return { body, type: file.type, headers: { "content-security-policy": "sandbox; default-src 'none'" } };
  },
});
