import {
  Button,
  ButtonLink,
  Checkboxes,
  FactRows,
  FileUpload,
  InsetText,
  SummaryList,
  Textarea,
  TextInput,
  Timeline,
} from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { handIn } from "../commands/hand-in.ts";
import { moveDataset } from "../commands/move.ts";
import { publishDataset } from "../commands/publish.ts";
import { lacking } from "../description.ts";
import { datasetWhole } from "../queries/datasets.ts";
import { dutyFor, type MoveName, moveNames, needsReason, stageOf } from "../workflow.ts";
import { agencyName, either, type Faults, faultsOf, Once, stateTag, typed } from "./parts.tsx";
import { answersIn, fileIn, findingLines, findingsIn } from "./posted.ts";

type Whole = Awaited<ReturnType<typeof datasetWhole.answer>>;

/** The steps that this officer may take now. */
const stepsFor = ({ row, duties }: Whole): MoveName[] =>
  moveNames.filter((name) => {
    const duty = dutyFor(name, row.state);
    return duty !== undefined && duties.includes(duty);
  });

/** Handing in: a file or the register as it is now, and an answer to each finding. */
function HandIn({
  whole: { row, findings },
  context,
  faults,
}: {
  whole: Whole;
  context: RequestContext;
  faults: Faults;
}) {
  const { say, once, form, path, world } = context;
  const gaps = lacking(world.government, row).length;
  const open = findings.filter(({ closed_at }) => closed_at === null);
  if (gaps > 0) return <InsetText>{say("onedata.refusal.not-described", { count: gaps })}</InsetText>;
  return (
    <form method="post" action={path} encType="multipart/form-data" class="short" noValidate>
      <Once once={once} rev={row.rev} />
      <h2>{say("onedata.move.hand-in")}</h2>
      {open.map(({ id, place, says }) => (
        <Textarea
          key={id}
          id={`answer-${id}`}
          name={`answer-${id}`}
          label={`${place}: ${says}`}
          hint={say("onedata.finding.answer")}
          value={typed(form, `answer-${id}`)}
          error={faults.at(`answer-${id}`)}
          rows={2}
          maxLength={1000}
        />
      ))}
      {row.plan.source.kind === "file" ? (
        <FileUpload
          id="file"
          name="file"
          label={say("onedata.hand-in.file")}
          hint={say("onedata.hand-in.file-hint", { columns: row.variables.map(({ name }) => name).join(", ") })}
          accept=".csv,text/csv"
          error={faults.at("file")}
        />
      ) : (
        <p>{say("onedata.hand-in.register")}</p>
      )}
      <Button name="do" value="hand-in">
        {say("onedata.move.hand-in")}
      </Button>
    </form>
  );
}

function Returning({ whole: { row }, context, faults }: { whole: Whole; context: RequestContext; faults: Faults }) {
  const { say, once, form, path } = context;
  return (
    <form method="post" action={path} class="short" noValidate>
      <Once once={once} rev={row.rev} />
      <h2>{say("onedata.move.return")}</h2>
      {Array.from({ length: findingLines }, (_, i) => (
        <div key={i}>
          <TextInput
            id={i === 0 ? "place" : `place-${i}`}
            name={`place-${i}`}
            label={say("onedata.finding.place", { number: i + 1 })}
            value={typed(form, `place-${i}`)}
            error={i === 0 ? faults.at("place") : undefined}
            maxLength={120}
          />
          <Textarea
            id={i === 0 ? "says" : `says-${i}`}
            name={`says-${i}`}
            label={say("onedata.finding.says", { number: i + 1 })}
            value={typed(form, `says-${i}`)}
            error={i === 0 ? faults.at("says") : undefined}
            rows={2}
            maxLength={1000}
          />
        </div>
      ))}
      <Textarea
        id="reason"
        name="reason"
        label={say("onedata.reason")}
        value={typed(form, "reason")}
        error={faults.at("reason")}
        rows={2}
        maxLength={1000}
      />
      <Button name="do" value="return" look="secondary">
        {say("onedata.move.return")}
      </Button>
    </form>
  );
}

function Steps({ whole, context, faults }: { whole: Whole; context: RequestContext; faults: Faults }) {
  const { say, once, form, path } = context;
  const { row } = whole;
  const steps = stepsFor(whole);
  const plain = steps.filter((name) => !["propose", "hand-in", "return"].includes(name));
  const forward = plain.filter((name) => !needsReason(name));
  const back = plain.filter(needsReason);
  return (
    <>
      {steps.includes("propose") && (
        <ButtonLink href={`/petugas/satu-data/${row.code}/rencana`}>{say("onedata.propose.mend")}</ButtonLink>
      )}
      {steps.includes("hand-in") && <HandIn whole={whole} context={context} faults={faults} />}
      {forward.map((name) => (
        <form method="post" action={path} class="short" noValidate key={name}>
          <Once once={once} rev={row.rev} />
          {name === "agree" && (
            <Checkboxes
              id="priority"
              name="priority"
              label={say("onedata.priority.ask")}
              values={row.priority ? ["yes"] : []}
              options={[{ value: "yes", text: say("onedata.priority"), hint: say("onedata.priority.hint") }]}
            />
          )}
          <Button name="do" value={name}>
            {say(`onedata.move.${name}`)}
          </Button>
        </form>
      ))}
      {steps.includes("return") && <Returning whole={whole} context={context} faults={faults} />}
      {back.length > 0 && (
        <form method="post" action={path} class="short" noValidate>
          <Once once={once} rev={row.rev} />
          <Textarea
            id="reason"
            name="reason"
            label={say("onedata.reason")}
            value={typed(form, "reason")}
            error={faults.at("reason")}
            rows={2}
            maxLength={1000}
          />
          {back.map((name) => (
            <Button name="do" value={name} look="secondary" key={name}>
              {say(`onedata.move.${name}`)}
            </Button>
          ))}
        </form>
      )}
    </>
  );
}

/** A dataset at the desk: where it stands, what I may do, what was found, and all that was done with it. */
export const datasetDeskPage = page({
  path: "/petugas/satu-data/:code",
  async show(context, refusal) {
    const { ask, say, locale, params, world, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const whole = await ask(datasetWhole, { code: params.code ?? "" });
    const { row, steps, findings, delivery } = whole;
    const faults = faultsOf(context, refusal);
    const late = row.due_at !== null && row.due_at < world.clock.now();
    const { timeZone } = world.calendar;
    const at = `/petugas/satu-data/${row.code}`;
    return {
      title: either(row.plan.title, locale),
      back: { href: "/petugas/satu-data", label: say("onedata.desk") },
      main: (
        <>
          {faults.summary}
          <p class="caption">{say(`onedata.stage.${stageOf(row.state)}`)}</p>
          <h1>{either(row.plan.title, locale)}</h1>
          <p>
            {stateTag(context, row.state)} {late && say("onedata.desk.late")}
          </p>
          <SummaryList
            rows={[
              { key: say("onedata.producer"), value: agencyName(context, row.producer) },
              { key: say("onedata.source"), value: sourceWords(whole, context) },
              { key: say("onedata.plan.releaseOn"), value: dayWords(row.release_on, locale) },
              ...(row.due_at ? [{ key: say("onedata.due"), value: dateTime(row.due_at, locale, timeZone) }] : []),
              ...(row.priority ? [{ key: say("onedata.priority"), value: say("onedata.yes") }] : []),
            ]}
          />
          <FactRows
            items={[
              { href: `${at}/standar`, title: say("onedata.describe.variables") },
              ...(["activity", "variable", "indicator"] as const).map((form) => ({
                href: `${at}/metadata/${form}`,
                title: say(`onedata.form.${form}`),
              })),
            ]}
          />
          {delivery && (
            <p>
              {say("onedata.delivery", { rows: delivery.rows, hidden: delivery.hidden })}{" "}
              <a href={`${at}/serahan.csv`}>CSV</a>
            </p>
          )}
          <Steps whole={whole} context={context} faults={faults} />
          {findings.length > 0 && (
            <>
              <h2>{say("onedata.findings")}</h2>
              <FactRows
                items={findings.map((one) => ({
                  title: `${one.place}: ${one.says}`,
                  facts: say(one.closed_at ? "onedata.finding.closed" : "onedata.finding.open"),
                  under: one.answer ?? undefined,
                }))}
              />
            </>
          )}
          {steps.length > 0 && <h2>{say("onedata.timeline")}</h2>}
          <Timeline
            items={steps.map((step) => ({
              when: dateTime(step.at, locale, timeZone),
              iso: step.at.toISOString(),
              what: say(`onedata.done.${step.move}`),
              more: [
                say("onedata.round", { round: step.round }),
                step.name ?? say("onedata.by-itself"),
                step.duty && say(`onedata.duty.${step.duty}`),
                step.reason,
                step.late && say("onedata.step.late"),
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          {row.plan.aboutPeople && <p class="quiet">{say("onedata.about-people")}</p>}
        </>
      ),
    };
  },
  async submit({ act, form, params, uploads }) {
    const dataset = params.code ?? "";
    const common = { dataset, rev: Number(field(form, "rev")) };
    const move = field(form, "do");
    if (move === "hand-in") await act(handIn, { ...common, ...fileIn(uploads), answers: answersIn(form) });
    else if (move === "publish") await act(publishDataset, common);
    else
      await act(moveDataset, {
        ...common,
        move: move as "agree",
        reason: field(form, "reason"),
        findings: findingsIn(form),
        ...(move === "agree" && { priority: field(form, "priority") === "yes" }),
      });
    return goTo(`/petugas/satu-data/${dataset}`);
  },
});

function sourceWords({ row: { plan } }: Whole, { say }: RequestContext): string {
  const { source } = plan;
  if (source.kind === "file") return say("onedata.source.file");
  return say(`onedata.source.${source.kind}`, {
    register: source.register,
    by: (source.kind === "records" ? source.fields : source.by).join(", "),
  });
}
