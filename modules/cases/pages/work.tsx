import { Button, ButtonLink, Radios, Select, Textarea } from "../../../design/index.ts";
import { field, type RequestContext, textIn } from "../../../kernel/index.ts";
import type { FormField } from "../../catalogue/index.ts";
import type { TaskRow } from "../tables.ts";
import { Once } from "./parts.tsx";

export function NoteForm({ context: { say, once }, caseId }: { context: RequestContext; caseId: string }) {
  return (
    <form method="post" action={`/petugas/kasus/${caseId}`}>
      <Once once={once} />
      <Textarea
        id="text"
        name="text"
        label={say("cases.note.label")}
        hint={say("cases.note.hint")}
        rows={2}
        maxLength={2000}
      />
      <Button look="secondary" name="do" value="note">
        {say("cases.note.add")}
      </Button>
    </form>
  );
}

/** What this officer can do next: one main act, the others beside it. */
export function Work({
  context,
  task,
  caseId,
  fields,
  refusals,
  colleagues,
  form,
}: {
  context: RequestContext;
  task: TaskRow;
  caseId: string;
  fields: readonly FormField[];
  refusals: readonly { code: string; text: FormField["label"]; law: string }[];
  colleagues: readonly { id: string; name: string }[];
  form: RequestContext["form"];
}) {
  const { say, locale, once, actor } = context;
  const can = (outcome: string) => task.outcomes.includes(outcome);
  // Asked before anything is written: a code asked for afterwards would cost what was typed.
  const codeFirst = task.assurance > actor.assurance;
  const plain = task.outcomes.filter((outcome) => outcome !== "return" && outcome !== "refuse");
  return (
    <>
      <form method="post" action={`/petugas/kasus/${caseId}`} class="govuk-button-group">
        <Once once={once} />
        <input type="hidden" name="task" value={task.id} />
        <span class="quiet">
          {task.assignee_name ? say("cases.assigned.to", { name: task.assignee_name }) : say("cases.queue.free")}
        </span>
        {task.assignee !== actor.officer!.id && <input type="hidden" name="officer" value={actor.officer!.id} />}
        <button class="button-link" type="submit" name="do" value="assign">
          {say(task.assignee === actor.officer!.id ? "cases.assign.release" : "cases.assign.take")}
        </button>
      </form>
      {codeFirst ? (
        <>
          <h2>{textIn(task.title, locale)}</h2>
          <p>{say("cases.work.code-first")}</p>
          <ButtonLink href={`/masuk/lagi?lanjut=/petugas/kasus/${caseId}`}>{say("cases.work.code-go")}</ButtonLink>
        </>
      ) : (
        <form method="post" action={`/petugas/kasus/${caseId}`}>
          <Once once={once} />
          <input type="hidden" name="task" value={task.id} />
          <h2>{textIn(task.title, locale)}</h2>
          <Textarea
            id="note"
            name="note"
            label={say(can("return") ? "cases.work.message" : "cases.work.note")}
            value={field(form, "note")}
            rows={3}
            maxLength={2000}
          />
          {can("return") && (
            <Select
              id="field"
              name="field"
              label={say("cases.work.field")}
              value={field(form, "field")}
              options={[
                { value: "", text: say("cases.work.choose") },
                ...fields.map((one) => ({ value: one.id, text: textIn(one.label, locale) })),
              ]}
            />
          )}
          {can("refuse") && (
            <Radios
              id="reason"
              name="reason"
              label={say("cases.work.reason")}
              value={field(form, "reason")}
              options={refusals.map((one) => ({ value: one.code, text: textIn(one.text, locale), hint: one.law }))}
            />
          )}
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
      )}
      {colleagues.length > 1 && (
        <form method="post" action={`/petugas/kasus/${caseId}`} class="filters">
          <Once once={once} />
          <input type="hidden" name="task" value={task.id} />
          <Select
            id="officer"
            name="officer"
            label={say("cases.assign.give")}
            options={colleagues.map((one) => ({ value: one.id, text: one.name }))}
          />
          <Button look="secondary" name="do" value="assign">
            {say("cases.assign.go")}
          </Button>
        </form>
      )}
    </>
  );
}
