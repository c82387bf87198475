import { Button, ButtonLink, FactRows, InsetText, Radios, SummaryList, Tag, Textarea } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { type Actor, field, goTo, page, textIn } from "../../../kernel/index.ts";
import type { ObjectionRow } from "../afterlife.ts";
import { answerObjection } from "../commands/answer-objection.ts";
import { lawDesk, objectionById } from "../queries/law-desk.ts";
import { Errors, errorAt, objectionTag } from "./objection.tsx";
import { Once } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

/** The law's clocks of an office: objections to answer, and cases that silence would decide. */
export const lawDeskPage = page({
  path: "/petugas/tenggat",
  desk: { label: "cases.law.desk", roles: ["head", "reviewer"] },
  async show(context) {
    const { ask, say, locale, world } = context;
    const { objections, cases } = await ask(lawDesk, {});
    const now = world.clock.now();
    const left = (due: Date) => {
      const days = world.calendar.workingDaysBetween(now, due);
      return (
        <Tag tone={days <= 1 ? "red" : days <= 3 ? "yellow" : "green"}>
          {say("cases.law.left", { days: Math.max(0, days) })}
        </Tag>
      );
    };
    const when = (due: Date) => dateTime(due, locale, world.calendar.timeZone);
    return {
      title: say("cases.law.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.law.title")}</h1>
          <h2>{say("cases.law.objections")}</h2>
          {objections.length === 0 && <p>{say("cases.law.no-objections")}</p>}
          <FactRows
            items={objections.map((one) => ({
              href: `/petugas/keberatan/${one.id}`,
              title: `${say(`cases.instance.${one.instance}`)}: ${one.label}`,
              facts: left(one.due_at),
              under: `${textIn(one.title, locale)} · ${one.number} · ${say("cases.law.answer-by", { day: when(one.due_at) })}`,
            }))}
          />
          <h2>{say("cases.law.deemed")}</h2>
          <p>{say("cases.law.deemed-explained")}</p>
          {cases.length === 0 && <p>{say("cases.law.no-cases")}</p>}
          <FactRows
            items={cases.map((one) => ({
              href: `/petugas/kasus/${one.id}`,
              title: one.label,
              facts: one.stands ? <Tag>{say("cases.law.stands")}</Tag> : left(one.due),
              under: [
                `${textIn(one.title, locale)} · ${one.number}`,
                say("cases.law.decided-by", { day: when(one.due), law: one.law }),
                one.warned > 0 && say("cases.law.warned", { times: one.warned }),
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
        </>
      ),
    };
  },
});

const answers = (actor: Actor, one: ObjectionRow): boolean =>
  actor.officer?.agency === one.agency &&
  actor.officer.office === one.office &&
  actor.officer.roles.some((role) => role === one.role);

/** One objection: what was decided, what is said against it, and the answer. */
export const answerPage = page({
  path: "/petugas/keberatan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, world, actor, once, form } = context;
    const found = await ask(objectionById, { id: params.id ?? "" });
    const { objection, row, decision, first, remedies } = found;
    const service = await serviceOf(context, row);
    const zone = world.calendar.timeZone;
    const why = service.refusals.find(({ code }) => code === decision?.reason);
    const title = say(`cases.instance.${objection.instance}`);
    return {
      title: `${title}: ${row.label}`,
      back: { href: "/petugas/tenggat", label: say("cases.law.title") },
      main: (
        <>
          <Errors refusal={refusal} context={context} />
          <div class="title-row">
            <h1>
              {title}: {row.label}
            </h1>
            {objectionTag(objection, context)}
          </div>
          <p class="quiet">
            {textIn(row.title, locale)} · <a href={`/petugas/kasus/${row.id}`}>{row.number}</a>
            {objection.permit && (
              <>
                {" · "}
                <a href={`/petugas/izin/${objection.permit}`}>{say("cases.objection.permit")}</a>
              </>
            )}
          </p>
          <SummaryList
            rows={[
              ...(decision
                ? [
                    {
                      key: say("cases.objection.decision"),
                      value: [why && textIn(why.text, locale), decision.message, decision.law && `(${decision.law})`]
                        .filter(Boolean)
                        .join(" "),
                    },
                    {
                      key: say("cases.objection.decider"),
                      value: [decision.officer_name, dateTime(decision.at, locale, zone)].filter(Boolean).join(", "),
                    },
                  ]
                : []),
              ...(first
                ? [
                    {
                      key: say("cases.objection.first-answer"),
                      value: `${first.answer ?? ""} (${first.closed_by_name ?? ""})`,
                    },
                  ]
                : []),
              { key: say("cases.objection.filed-at"), value: dateTime(objection.filed_at, locale, zone) },
              { key: say("cases.objection.grounds"), value: objection.grounds },
              {
                key: say("cases.objection.due"),
                value: `${dateTime(objection.due_at, locale, zone)} (${objection.law})`,
              },
              ...(objection.answer ? [{ key: say("cases.objection.answer"), value: objection.answer }] : []),
            ]}
          />
          {objection.state === "open" && !answers(actor, objection) && (
            <InsetText>{say("cases.objection.elsewhere")}</InsetText>
          )}
          {objection.state === "open" && answers(actor, objection) && actor.assurance < 3 && (
            <>
              <p>{say("cases.work.code-first")}</p>
              <ButtonLink href={`/masuk/lagi?lanjut=/petugas/keberatan/${objection.id}`}>
                {say("cases.work.code-go")}
              </ButtonLink>
            </>
          )}
          {objection.state === "open" && answers(actor, objection) && actor.assurance >= 3 && (
            <form method="post" action={`/petugas/keberatan/${objection.id}`} class="short" noValidate>
              <Once once={once} />
              <Radios
                id="verdict"
                name="verdict"
                label={say("cases.objection.verdict")}
                options={[...remedies, "dismissed" as const].map((value) => ({
                  value,
                  text: say(`cases.objection.verdict.${value}`),
                }))}
                value={field(form, "verdict")}
                error={errorAt(refusal, "verdict", context)}
              />
              <Textarea
                id="answer"
                name="answer"
                label={say("cases.objection.answer-label")}
                hint={say("cases.objection.answer-hint")}
                rows={6}
                maxLength={4000}
                value={field(form, "answer")}
                error={errorAt(refusal, "answer", context)}
              />
              <Button>{say("cases.objection.answer-go")}</Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const objection = params.id ?? "";
    await act(answerObjection, {
      objection,
      verdict: field(form, "verdict") as "dismissed",
      answer: field(form, "answer"),
    });
    return goTo(`/petugas/keberatan/${objection}`);
  },
});
