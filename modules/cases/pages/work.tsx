import { Button, ButtonLink, Checkboxes, Details, Select, Textarea, TextInput } from "../../../design/index.ts";
import { field, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { type FormField, type FormPage, faultWords } from "../../forms/index.ts";
import type { TaskRow } from "../tables.ts";
import { Once } from "./parts.tsx";

/** Keys of the acts: the same letters in every language, so that a hand that knows them need not read. */
export const keys = { next: "n", take: "a", note: "c" } as const;
const outcomeKeys: Readonly<Record<string, string>> = {
  forward: "t",
  "ask-opinions": "p",
  return: "k",
  approve: "s",
  agree: "s",
  object: "b",
  refuse: "o",
};

/** A note for colleagues. `kept`: what was written for an act that could not be done any more. */
export function NoteForm({
  context: { say, once, form },
  caseId,
  colleagues,
  kept,
}: {
  context: RequestContext;
  caseId: string;
  colleagues: readonly { id: string; name: string }[];
  kept: string;
}) {
  return (
    <form method="post" action={`/petugas/kasus/${caseId}`}>
      <Once once={once} />
      <Textarea
        id="text"
        name="text"
        label={say("cases.note.label")}
        hint={say("cases.note.hint")}
        value={field(form, "text") || kept}
        rows={2}
        maxLength={2000}
      />
      {colleagues.length > 0 && (
        <Details summary={say("cases.note.name")}>
          <Checkboxes
            id="mention"
            name="mention"
            label={say("cases.note.name-who")}
            values={[form.mention ?? []].flat() as string[]}
            options={colleagues.map((one) => ({ value: one.id, text: one.name }))}
          />
        </Details>
      )}
      <Button look="secondary" name="do" value="note" shortcut={keys.note}>
        {say("cases.note.add")}
      </Button>
    </form>
  );
}

interface WorkProps {
  context: RequestContext;
  task: TaskRow;
  caseId: string;
  pages: readonly FormPage[];
  /** The case's revision that is on the screen. */
  seen: number;
  /** The last line of its history that is on the screen. */
  last: string;
  /** Why answers are returned again; empty when they never were. */
  again: readonly { code: string; text: FormField["label"] }[];
  /** The colleague for whom this officer stands in with this task. */
  standsInFor: string | null;
  /** Whether something is to be looked at on the spot. */
  inspects: boolean;
  refusals: readonly { code: string; text: FormField["label"]; law: string }[];
  colleagues: readonly { id: string; name: string }[];
  refusal: Refusal | undefined;
}

/** What this officer can do next: one main act, the others beside it. */
export function Work(props: WorkProps) {
  const { context, task, caseId, colleagues } = props;
  const { say, locale, once, actor } = context;
  // Asked before anything is written: a code asked for afterwards would cost what was typed.
  const codeFirst = task.assurance > actor.assurance;
  const mine = task.assignee === actor.officer!.id;
  return (
    <>
      <h2>{textIn(task.title, locale)}</h2>
      <form method="post" action={`/petugas/kasus/${caseId}`} class="govuk-button-group">
        <Once once={once} />
        <input type="hidden" name="task" value={task.id} />
        <span class="quiet">
          {task.assignee_name ? say("cases.assigned.to", { name: task.assignee_name }) : say("cases.queue.free")}
        </span>
        <input type="hidden" name="had" value={task.assignee ?? ""} />
        {!mine && <input type="hidden" name="officer" value={actor.officer!.id} />}
        <Button look="link" name="do" value="assign" shortcut={keys.take}>
          {say(mine ? "cases.assign.release" : "cases.assign.take")}
        </Button>
      </form>
      {props.standsInFor && <p class="strong">{say("cases.work.for", { name: props.standsInFor })}</p>}
      {props.inspects && (
        <p>
          <a href={`/petugas/lapangan/${task.id}`}>{say("cases.field.go")}</a>
        </p>
      )}
      {task.assignee && !mine && !props.standsInFor ? (
        <p>{say("cases.work.others", { name: task.assignee_name ?? "" })}</p>
      ) : codeFirst ? (
        <>
          <p>{say("cases.work.code-first")}</p>
          <ButtonLink href={`/masuk/lagi?lanjut=/petugas/kasus/${caseId}`}>{say("cases.work.code-go")}</ButtonLink>
        </>
      ) : (
        <Outcomes {...props} />
      )}
      <p class="small quiet">{say("cases.keys")}</p>
      {colleagues.length > 1 && (
        <form method="post" action={`/petugas/kasus/${caseId}`}>
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

function Outcomes({ context, task, caseId, pages, seen, last, again, refusals, refusal }: WorkProps) {
  const { say, locale, once, form } = context;
  const can = (outcome: string) => task.outcomes.includes(outcome);
  const plain = task.outcomes.filter((outcome) => outcome !== "return" && outcome !== "refuse");
  const at = (path: string) => {
    const fault = refusal?.faults.find((one) => one.path === path);
    return fault && faultWords(fault, say, locale);
  };
  const choose = { value: "", text: say("cases.work.choose") };
  const act = (outcome: string, look: "main" | "secondary" | "warning") => (
    <Button key={outcome} name="do" value={outcome} look={look} {...shortcutOf(outcome)}>
      {say(`cases.outcome.${outcome}`)}
    </Button>
  );
  return (
    <form method="post" action={`/petugas/kasus/${caseId}`} noValidate>
      <Once once={once} />
      <input type="hidden" name="task" value={task.id} />
      <input type="hidden" name="seen" value={String(seen)} />
      <input type="hidden" name="last" value={last} />
      <Textarea
        id="note"
        name="note"
        label={say("cases.work.note")}
        value={field(form, "note")}
        rows={2}
        maxLength={2000}
        error={at("note")}
      />
      {can("refuse") && (
        <Select
          id="reason"
          name="reason"
          label={say("cases.work.reason")}
          value={field(form, "reason")}
          options={[
            choose,
            ...refusals.map((one) => ({ value: one.code, text: `${textIn(one.text, locale)} (${one.law})` })),
          ]}
          error={at("reason")}
        />
      )}
      {can("return") && (
        <Details summary={say("cases.work.return")} open={field(form, "do") === "return"}>
          <p id="remarks">{say("cases.work.return-hint")}</p>
          {again.length > 0 && (
            <Select
              id="again"
              name="again"
              label={say("cases.work.again")}
              value={field(form, "again")}
              options={[choose, ...again.map((one) => ({ value: one.code, text: textIn(one.text, locale) }))]}
              error={at("again")}
            />
          )}
          {pages.map((one) => (
            <fieldset class="govuk-fieldset" key={one.id}>
              <legend class="govuk-fieldset__legend strong">{textIn(one.title, locale)}</legend>
              {one.fields
                .filter(({ type }) => type !== "fact")
                .map((asked) => (
                  <TextInput
                    key={asked.id}
                    id={`remark.${asked.id}`}
                    name={`remark.${asked.id}`}
                    label={textIn(asked.label, locale)}
                    value={field(form, `remark.${asked.id}`)}
                    error={at(`remark.${asked.id}`)}
                  />
                ))}
            </fieldset>
          ))}
        </Details>
      )}
      <div class="govuk-button-group">
        {plain.map((outcome, i) => act(outcome, i === 0 ? "main" : "secondary"))}
        {can("return") && act("return", "secondary")}
        {can("refuse") && act("refuse", "warning")}
      </div>
    </form>
  );
}

const shortcutOf = (outcome: string) => (outcomeKeys[outcome] ? { shortcut: outcomeKeys[outcome] } : {});
