import { Button, ButtonLink, Details, InsetText, Notice, Steps, SummaryList, Timeline } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import {
  field,
  goTo,
  type Locale,
  officeOf,
  page,
  refuse,
  type Say,
  textIn,
  type World,
} from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { forms } from "../../forms/index.ts";
import { waitsFor } from "../case.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { given } from "../facts.ts";
import { afterlifeOf } from "../queries/afterlife.ts";
import { caseById } from "../queries/case-by-id.ts";
import { StillAwaited } from "./awaited.tsx";
import { answerRows, Once, Wrong } from "./parts.tsx";
import { actWords, feeOf, serviceOf, stationsOf, statusTag, stepWords } from "./status.tsx";

/** Who has it now, in a sentence. */
function holder(
  { row, tasks }: Awaited<ReturnType<typeof caseById.answer>>,
  service: OnlineService,
  world: World,
  say: Say,
  locale: Locale,
): string {
  if (row.closed_at) return say(`cases.holder.${row.status}`);
  if (row.paused_at && !row.paused_why) return say("cases.holder.you");
  if (waitsFor(service, row, "payment")) return say("cases.holder.payment");
  const open = tasks.filter((task) => !task.closed_at);
  const names = [
    ...new Set(open.map((task) => textIn(officeOf(world.government, task.agency, task.office)?.agency.name, locale))),
  ];
  if (names.length === 0) return say("cases.holder.system");
  const office = say("cases.holder.office", { offices: names.join(", ") });
  const { paused_why: why } = row;
  return why ? `${office} ${say("cases.holder.stands", { reason: textIn(why.reason, locale), law: why.law })}` : office;
}

/** One application: where it is, who has it, when it should end, and what to do next. */
export const applicationPage = page({
  path: "/permohonan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, world, query, once } = context;
    const found = await ask(caseById, { id: params.id ?? "" });
    const { row, acts, corrections } = found;
    const service = await serviceOf(context, row);
    const after = await ask(afterlifeOf, { case: row.id });
    const zone = world.calendar.timeZone;
    const open = row.closed_at ? undefined : corrections.find((one) => !one.answered_at);
    const refused = row.status === "refused" ? acts.findLast((act) => act.kind === "refused") : undefined;
    return {
      title: `${textIn(row.title, locale)} ${row.number}`,
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.baru && <Notice>{say("cases.handed-in", { number: row.number })}</Notice>}
          <div class="title-row">
            <h1>{row.label}</h1>
            {statusTag(row.status, say)}
          </div>
          <p class="quiet">
            {textIn(row.title, locale)} · <span class="nowrap">{row.number}</span>
          </p>
          <Steps items={stationsOf(service, row, acts, context)} words={stepWords(say)} />
          <p>
            {holder(found, service, world, say, locale)}{" "}
            {!row.closed_at &&
              !row.paused_at &&
              row.status === "in-progress" &&
              say("cases.ends", { day: longDate(row.due_at, locale, zone) })}
          </p>
          {open && <ButtonLink href={`/permohonan/${row.id}/perbaiki`}>{say("cases.correct.go")}</ButtonLink>}
          <StillAwaited found={found} service={service} context={context} />
          {row.bill && row.status === "approved" && waitsFor(service, row, "payment") && (
            <ButtonLink href={`/tagihan/${row.bill}`}>
              {say("cases.pay", { amount: feeOf(service, row, context) })}
            </ButtonLink>
          )}
          {row.document && <ButtonLink href={`/dokumen/${row.document}`}>{say("cases.document")}</ButtonLink>}
          {refused && (
            <InsetText>
              <p>{actWords(refused, service, say, locale).more}</p>
              {service.appeal && <p>{textIn(service.appeal.text, locale)}</p>}
              {service.remedies?.objection && row.status === "refused" && (
                <p>
                  <a href={`/permohonan/${row.id}/keberatan`}>{say("cases.objection.link")}</a>
                </p>
              )}
            </InsetText>
          )}
          {after.hearings
            .filter(({ state }) => state === "invited")
            .map((hearing) => (
              <InsetText key={hearing.id}>
                {say("cases.hearing.invited", {
                  when: dateTime(hearing.at, locale, zone),
                  place: hearing.place,
                  matter: hearing.matter,
                })}
              </InsetText>
            ))}
          <h2>{say("cases.history")}</h2>
          <Timeline
            items={acts.map((act) => {
              const { what, more } = actWords(act, service, say, locale);
              const office = act.agency ? officeOf(world.government, act.agency, act.office ?? "") : undefined;
              return {
                when: dateTime(act.at, locale, zone),
                iso: act.at.toISOString(),
                what,
                more: [office && textIn(office.agency.name, locale), more].filter(Boolean).join(" · ") || undefined,
              };
            })}
          />
          <Details summary={say("cases.answers")}>
            <SummaryList
              rows={answerRows(
                forms.pagesToShow(
                  service.form,
                  row.answers,
                  given(row.facts, world.calendar.today(row.submitted_at), service),
                ),
                row.answers,
                row.facts,
                { say, locale },
                () => ({}),
              )}
            />
            <p>
              <a href={`/permohonan/${row.id}/jawaban.pdf`}>{say("cases.summary.get")}</a>
            </p>
          </Details>
          {!row.closed_at && !row.document && !waitsFor(service, row, "issued") && (
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
