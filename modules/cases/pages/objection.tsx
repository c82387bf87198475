import { Button, ErrorSummary, InsetText, SummaryList, Tag, Textarea } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { field, goTo, page, type Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { permitById } from "../../permits/index.ts";
import type { ObjectionRow } from "../afterlife.ts";
import { type Days, daysOf, until as deadline } from "../clocks.ts";
import { fileAppeal, fileObjection, withdrawObjection } from "../commands/file-objection.ts";
import { afterlifeOf } from "../queries/afterlife.ts";
import { Once } from "./parts.tsx";
import { serviceOf } from "./status.tsx";

const tones = { open: "yellow", granted: "green", dismissed: "red", withdrawn: undefined } as const;
export const objectionTag = ({ state, deemed }: ObjectionRow, { say }: RequestContext) => (
  <Tag tone={tones[state]}>{say(`cases.objection.state.${state}${deemed ? "-by-law" : ""}`)}</Tag>
);

/** What is objected to, in words, and until when one may. Null when there is nothing to object to now. */
async function targetOf(
  context: RequestContext,
  { row, decisions, objections }: Awaited<ReturnType<typeof afterlifeOf.answer>>,
  service: OnlineService,
) {
  const { ask, query, form, locale, say } = context;
  const rules = service.remedies?.objection;
  if (!rules) return null;
  const [permit, measure] = [query.izin || field(form, "permit"), query.tindakan || field(form, "measure")];
  const until = (since: Date) => deadline(context, service, row, rules.fileWithin, since);
  const known = (id: string) =>
    objections.some((one) => one.state !== "withdrawn" && (one.decision ?? one.measure) === id);
  if (permit && measure) {
    const found = await ask(permitById, { id: permit });
    const act = found.acts.find(({ id }) => id === measure);
    if (!act || act.kind !== found.row.state || known(act.id)) return null;
    const what = say(`cases.objection.against-${act.kind}`, { number: found.row.number });
    return {
      what,
      why: [act.reason && textIn(act.reason, locale), act.message],
      until: until(act.at),
      permit,
      measure,
    };
  }
  const last = decisions.at(-1);
  if (last?.outcome !== "refused" || row.status !== "refused" || known(last.id)) return null;
  const reason = service.refusals.find(({ code }) => code === last.reason);
  return {
    what: say("cases.objection.against-refusal", { number: row.number }),
    why: [reason && textIn(reason.text, locale), last.message],
    until: until(last.at),
    permit: "",
    measure: "",
  };
}

/** I do not agree: what I object to, until when, and how what I filed before stands. */
export const objectionPage = page({
  path: "/permohonan/:id/keberatan",
  async show(context, refusal) {
    const { ask, say, locale, params, world } = context;
    const found = await ask(afterlifeOf, { case: params.id ?? "" });
    const service = await serviceOf(context, found.row);
    const target = await targetOf(context, found, service);
    const last = found.objections.at(-1);
    const appeal = service.remedies?.appeal;
    const until =
      last?.closed_at && appeal ? deadline(context, service, found.row, appeal.fileWithin, last.closed_at) : null;
    const mayAppeal =
      last?.instance === "objection" && last.state === "dismissed" && until && world.clock.now() <= until;
    // Filed now, it would be answered within this.
    const answers = ({ answerWithin }: { answerWithin: Days }) =>
      daysOf(context, service, found.row, answerWithin, world.clock.now());
    const day = (at: Date) => longDate(at, locale, world.calendar.timeZone);
    const title = say("cases.objection.title");
    return {
      title: `${title} ${found.row.number}`,
      back: { href: `/permohonan/${found.row.id}`, label: found.row.number },
      main: (
        <div class="short">
          <Errors refusal={refusal} context={context} />
          <h1>{title}</h1>
          {found.objections.map((one) => (
            <Filed key={one.id} objection={one} context={context} />
          ))}
          {target && (
            <>
              <h2>{target.what}</h2>
              <InsetText>{target.why.filter(Boolean).join(" ")}</InsetText>
              {world.clock.now() > target.until ? (
                <p>{say("cases.objection.late", { day: day(target.until) })}</p>
              ) : (
                <>
                  <p>
                    {say("cases.objection.until", {
                      day: day(target.until),
                      days: answers(service.remedies!.objection!),
                      law: service.remedies!.objection!.law,
                    })}
                  </p>
                  <Grounds
                    context={context}
                    refusal={refusal}
                    go={say("cases.objection.go")}
                    does="object"
                    {...target}
                  />
                </>
              )}
            </>
          )}
          {mayAppeal && last && (
            <>
              <h2>{say("cases.appeal.title")}</h2>
              <p>{say("cases.appeal.until", { day: day(until), days: answers(appeal!), law: appeal!.law })}</p>
              <Grounds
                context={context}
                refusal={refusal}
                go={say("cases.appeal.go")}
                does="appeal"
                objection={last.id}
              />
            </>
          )}
          {!target && !mayAppeal && found.objections.length === 0 && <p>{say("cases.refusal.nothing-to-object")}</p>}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    const grounds = field(form, "grounds");
    const [does, objection] = [field(form, "do"), field(form, "objection")];
    const [permit, measure] = [field(form, "permit"), field(form, "measure")];
    if (does === "object")
      await act(fileObjection, { case: id, grounds, ...(permit && { measure: { permit, act: measure } }) });
    else if (does === "appeal") await act(fileAppeal, { objection, grounds });
    else if (does === "withdraw") await act(withdrawObjection, { objection });
    else refuse("invalid", "kernel.refusal.invalid");
    return goTo(`/permohonan/${id}/keberatan`);
  },
});

/** Faults of a form on these pages, each leading to its field. */
export function Errors({ refusal, context: { say } }: { refusal: Refusal | undefined; context: RequestContext }) {
  const errors = (refusal?.faults ?? []).map(({ path, messageKey, values }) => ({
    text: say(messageKey, values),
    href: `#${path}`,
  }));
  if (refusal && errors.length === 0) errors.push({ text: say(refusal.messageKey, refusal.values), href: "#isi" });
  return <ErrorSummary title={say("cases.errors")} errors={errors} />;
}

export const errorAt = (refusal: Refusal | undefined, path: string, { say }: RequestContext): string | undefined => {
  const fault = refusal?.faults.find((one) => one.path === path);
  return fault && say(fault.messageKey, fault.values);
};

function Grounds(props: {
  context: RequestContext;
  refusal: Refusal | undefined;
  go: string;
  does: "object" | "appeal";
  objection?: string;
  permit?: string;
  measure?: string;
}) {
  const { say, once, form, path } = props.context;
  return (
    <form method="post" action={path} noValidate>
      <Once once={once} />
      {(["objection", "permit", "measure"] as const).map(
        (name) => props[name] && <input type="hidden" key={name} name={name} value={props[name]} />,
      )}
      <Textarea
        id="grounds"
        name="grounds"
        label={say("cases.objection.grounds")}
        hint={say("cases.objection.hint")}
        rows={8}
        maxLength={4000}
        value={field(form, "grounds")}
        error={errorAt(props.refusal, "grounds", props.context)}
      />
      <Button name="do" value={props.does}>
        {props.go}
      </Button>
    </form>
  );
}

function Filed({ objection, context }: { objection: ObjectionRow; context: RequestContext }) {
  const { say, once, locale, world, path } = context;
  const zone = world.calendar.timeZone;
  return (
    <section>
      <div class="title-row">
        <h2>{say(`cases.instance.${objection.instance}`)}</h2>
        {objectionTag(objection, context)}
      </div>
      <SummaryList
        rows={[
          { key: say("cases.objection.filed-at"), value: dateTime(objection.filed_at, locale, zone) },
          { key: say("cases.objection.grounds"), value: objection.grounds },
          objection.state === "open"
            ? {
                key: say("cases.objection.due"),
                value: `${longDate(objection.due_at, locale, zone)} (${objection.law})`,
              }
            : {
                key: say("cases.objection.answer"),
                value:
                  objection.answer ??
                  say(`cases.objection.state.${objection.state}${objection.deemed ? "-by-law" : ""}`),
              },
        ]}
      />
      {objection.state === "open" && (
        <form method="post" action={path}>
          <Once once={once} />
          <input type="hidden" name="objection" value={objection.id} />
          <Button look="secondary" name="do" value="withdraw">
            {say("cases.objection.withdraw")}
          </Button>
        </form>
      )}
    </section>
  );
}
