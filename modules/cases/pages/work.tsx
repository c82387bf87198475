import { Button, ButtonLink, Select, Textarea } from "../../../design/index.ts";
import { field, type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { type FormField, faultWords } from "../../forms/index.ts";
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
  fields: readonly FormField[];
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
        {!mine && <input type="hidden" name="officer" value={actor.officer!.id} />}
        <Button look="link" name="do" value="assign" shortcut={keys.take}>
          {say(mine ? "cases.assign.release" : "cases.assign.take")}
        </Button>
      </form>
      {codeFirst ? (
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

function Outcomes({ context, task, caseId, fields, refusals, refusal }: WorkProps) {
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
    <form method="post" action={`/petugas/kasus/${caseId}`}>
      <Once once={once} />
      <input type="hidden" name="task" value={task.id} />
      <Textarea
        id="note"
        name="note"
        label={say(can("return") ? "cases.work.message" : "cases.work.note")}
        value={field(form, "note")}
        rows={2}
        maxLength={2000}
        error={at("note")}
      />
      {can("return") && (
        <Select
          id="field"
          name="field"
          label={say("cases.work.field")}
          value={field(form, "field")}
          options={[choose, ...fields.map((one) => ({ value: one.id, text: textIn(one.label, locale) }))]}
          error={at("field")}
        />
      )}
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
      <div class="govuk-button-group">
        {plain.map((outcome, i) => act(outcome, i === 0 ? "main" : "secondary"))}
        {can("return") && act("return", "secondary")}
        {can("refuse") && act("refuse", "warning")}
      </div>
    </form>
  );
}

const shortcutOf = (outcome: string) => (outcomeKeys[outcome] ? { shortcut: outcomeKeys[outcome] } : {});
