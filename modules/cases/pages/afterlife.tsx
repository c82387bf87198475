import {
  Button,
  ButtonLink,
  Details,
  FactRows,
  InsetText,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import type { HearingRow } from "../afterlife.ts";
import { cancelHearing, holdHearing, inviteToHearing } from "../commands/hearings.ts";
import { reopenCase } from "../commands/reopen-case.ts";
import { afterlifeOf } from "../queries/afterlife.ts";
import { attendanceOf, localMoment } from "./hearing.ts";
import { Errors, errorAt, objectionTag } from "./objection.tsx";
import { Once } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

/** What comes after a decision, at the desk: its letters, objections, hearings, and taking the case up again. */
export const afterlifePage = page({
  path: "/petugas/kasus/:id/lanjutan",
  async show(context, refusal) {
    const { ask, say, locale, params, world, actor } = context;
    const { row, decisions, objections, hearings } = await ask(afterlifeOf, { case: params.id ?? "" });
    const service = await serviceOf(context, row);
    const zone = world.calendar.timeZone;
    const { remedies } = service;
    const works = actor.officer?.roles.some((role) => role === "reviewer" || role === "head") ?? false;
    const head = actor.officer?.roles.includes("head") && actor.officer.agency === row.agency;
    const reopenable = row.status === "refused" || row.status === "lapsed";
    return {
      title: say("cases.after.title", { number: row.number }),
      back: { href: `/petugas/kasus/${row.id}`, label: row.number },
      main: (
        <>
          <Errors refusal={refusal} context={context} />
          <h1>{say("cases.after.title", { number: row.number })}</h1>
          <p class="quiet">
            {row.label} · {textIn(row.title, locale)}
          </p>
          <h2>{say("cases.after.decisions")}</h2>
          {decisions.length === 0 && <p>{say("cases.after.no-decisions")}</p>}
          <FactRows
            items={decisions.map((one) => ({
              ...(one.letter && { href: `/dokumen/${one.letter}` }),
              title: say(`cases.after.decision.${one.deemed ? "by-law" : one.outcome}`),
              facts: dateTime(one.at, locale, zone),
              under: [one.officer_name ?? say("cases.after.by-house"), one.law, one.message]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          {objections.length > 0 && (
            <>
              <h2>{say("cases.after.objections")}</h2>
              <FactRows
                items={objections.map((one) => ({
                  href: `/petugas/keberatan/${one.id}`,
                  title: say(`cases.instance.${one.instance}`),
                  facts: objectionTag(one, context),
                  under: dateTime(one.filed_at, locale, zone),
                }))}
              />
            </>
          )}
          {remedies?.hearing && (
            <>
              <h2>{say("cases.hearing.title")}</h2>
              {hearings.map((one) => (
                <Hearing key={one.id} hearing={one} works={works} refusal={refusal} context={context} />
              ))}
              {works && (
                <Invitation id={row.id} days={remedies.hearing.noticeWorkingDays} refusal={refusal} context={context} />
              )}
            </>
          )}
          {head && reopenable && remedies?.reopening && <Reopening id={row.id} refusal={refusal} context={context} />}
        </>
      ),
    };
  },
  async submit({ act, form, params, world }) {
    const id = params.id ?? "";
    const text = (name: string) => field(form, name);
    if (text("do") === "reopen") await act(reopenCase, { case: id, reason: text("reason") });
    else if (text("do") === "invite")
      await act(inviteToHearing, {
        case: id,
        at: localMoment(text("date"), text("time"), world.calendar.timeZone) as never,
        place: text("place"),
        matter: text("matter"),
      });
    else if (text("do") === "cancel") await act(cancelHearing, { hearing: text("hearing") });
    else if (text("do") === "hold")
      await act(holdHearing, {
        hearing: text("hearing"),
        attendance: attendanceOf(text("attendance")),
        minutes: text("minutes"),
      });
    else refuse("invalid", "kernel.refusal.invalid");
    return goTo(`/petugas/kasus/${id}/lanjutan`);
  },
});

type Part = { refusal: Refusal | undefined; context: RequestContext };

const CodeFirst = ({ id, context: { say } }: { id: string; context: RequestContext }) => (
  <>
    <p>{say("cases.work.code-first")}</p>
    <ButtonLink look="secondary" href={`/masuk/lagi?lanjut=/petugas/kasus/${id}/lanjutan`}>
      {say("cases.work.code-go")}
    </ButtonLink>
  </>
);

function Reopening({ id, refusal, context }: Part & { id: string }) {
  const { say, once, form, actor, path } = context;
  const tried = field(form, "do") === "reopen";
  return (
    <Details summary={say("cases.reopen.title")} open={tried}>
      {actor.assurance < 3 ? (
        <CodeFirst id={id} context={context} />
      ) : (
        <form method="post" action={path} noValidate>
          <Once once={once} />
          <Textarea
            id="reason"
            name="reason"
            label={say("cases.reopen.reason")}
            rows={3}
            maxLength={1000}
            value={tried ? field(form, "reason") : ""}
            error={tried ? errorAt(refusal, "reason", context) : undefined}
          />
          <Button look="secondary" name="do" value="reopen">
            {say("cases.reopen.go")}
          </Button>
        </form>
      )}
    </Details>
  );
}

function Invitation({ id, days, refusal, context }: Part & { id: string; days: number }) {
  const { say, once, form } = context;
  const tried = field(form, "do") === "invite";
  const told = (name: string) => ({
    id: name,
    name,
    value: tried ? field(form, name) : "",
    error: tried ? errorAt(refusal, name, context) : undefined,
  });
  return (
    <Details summary={say("cases.hearing.invite")} open={tried}>
      <form method="post" action={`/petugas/kasus/${id}/lanjutan`} noValidate>
        <Once once={once} />
        <TextInput
          {...told("date")}
          id="at"
          label={say("cases.hearing.date")}
          hint={say("cases.hearing.date-hint", { days })}
          width={10}
          error={tried ? errorAt(refusal, "at", context) : undefined}
        />
        <TextInput {...told("time")} label={say("cases.hearing.time")} width={5} />
        <TextInput {...told("place")} label={say("cases.hearing.place")} maxLength={200} />
        <Textarea {...told("matter")} label={say("cases.hearing.matter")} rows={3} maxLength={1000} />
        <Button look="secondary" name="do" value="invite">
          {say("cases.hearing.invite-go")}
        </Button>
      </form>
    </Details>
  );
}

function Hearing({ hearing, works, refusal, context }: Part & { hearing: HearingRow; works: boolean }) {
  const { say, locale, world, once, form, actor, path } = context;
  const tried = field(form, "do") === "hold" && field(form, "hearing") === hearing.id;
  const due = hearing.state === "invited" && world.clock.now() >= hearing.at;
  const told = (name: string) => ({
    id: tried ? name : `${name}-${hearing.id}`,
    name,
    value: tried ? field(form, name) : "",
    error: tried ? errorAt(refusal, name, context) : undefined,
  });
  return (
    <section>
      <SummaryList
        rows={[
          {
            key: dateTime(hearing.at, locale, world.calendar.timeZone),
            value: (
              <>
                {hearing.place}: {hearing.matter} <Tag>{say(`cases.hearing.state.${hearing.state}`)}</Tag>
              </>
            ),
          },
        ]}
      />
      {hearing.document && (
        <p>
          <a href={`/dokumen/${hearing.document}`}>{say("cases.hearing.document")}</a>
        </p>
      )}
      {works && hearing.state === "invited" && (
        <form method="post" action={path}>
          <Once once={once} />
          <input type="hidden" name="hearing" value={hearing.id} />
          <Button look="link" name="do" value="cancel">
            {say("cases.hearing.cancel")}
          </Button>
        </form>
      )}
      {works && due && actor.assurance < 3 && <CodeFirst id={hearing.case_id} context={context} />}
      {works && due && actor.assurance >= 3 && (
        <form method="post" action={path} noValidate>
          <Once once={once} />
          <input type="hidden" name="hearing" value={hearing.id} />
          <Textarea
            {...told("attendance")}
            label={say("cases.hearing.attendance")}
            hint={say("cases.hearing.attendance-hint")}
            rows={4}
            maxLength={4000}
          />
          <Textarea {...told("minutes")} label={say("cases.hearing.minutes")} rows={8} maxLength={8000} />
          <Button name="do" value="hold">
            {say("cases.hearing.hold")}
          </Button>
        </form>
      )}
      {hearing.state === "held" && <InsetText>{hearing.minutes}</InsetText>}
    </section>
  );
}
