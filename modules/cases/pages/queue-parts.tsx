import { Button, Details, Radios, Select, Textarea, TextInput } from "../../../design/index.ts";
import { shortDate } from "../../../design/words.ts";
import {
  type Actor,
  field,
  type Locale,
  type RequestContext,
  type Role,
  type Text,
  textIn,
} from "../../../kernel/index.ts";
import type { allServices } from "../../catalogue/index.ts";
import { workOf } from "../../process/index.ts";
import type { QueueRow } from "../queries/queue-rows.ts";
import type { Queue } from "../queues.ts";

/** How long a task has: in words first, in colour second. */
export function dueWords({ say, world }: RequestContext, at: Date): { due: string; tone?: "late" | "well" } {
  const now = world.clock.now();
  const days = world.calendar.workingDaysBetween(now, at);
  if (at < now) return { due: say("cases.due.late"), tone: "late" };
  return days === 0
    ? { due: say("cases.due.today"), tone: "late" }
    : { due: say("cases.due.days", { days }), ...(days > 3 && { tone: "well" as const }) };
}

const awaitedWords = ({ say }: RequestContext, { awaited }: QueueRow): string[] =>
  awaited ? [say(`cases.queue.awaited.${awaited}`)] : [];

/** Tasks as the narrow queue beside a case shows them. `here`: the case that is open beside it. */
export const queueItems = (context: RequestContext, rows: readonly QueueRow[], here?: string) =>
  rows.map((row) => ({
    href: `/petugas/kasus/${row.case_id}`,
    title: row.label,
    ...dueWords(context, row.due_at),
    here: row.case_id === here,
    under: [
      row.number,
      textIn(row.title, context.locale),
      row.assignee_name ?? context.say("cases.queue.free"),
      ...awaitedWords(context, row),
    ].join(" · "),
  }));

/** The same at full width, with the columns and the one act that the queue's file names. */
export const workItems = (
  context: RequestContext,
  rows: readonly QueueRow[],
  { columns, act, filter }: Pick<Queue, "columns" | "act" | "filter">,
  services: ReadonlyMap<string, Text>,
) => {
  const { say, locale, world } = context;
  const cell = (row: QueueRow): Record<Queue["columns"][number], string> => ({
    number: row.number,
    step: row.step ? textIn(row.title, locale) : "",
    service: textIn(services.get(row.service) ?? row.title, locale),
    assignee:
      filter.of === "mentions"
        ? say("cases.queue.named-by", { name: row.assignee_name ?? "" })
        : filter.of === "tasks"
          ? (row.assignee_name ?? say("cases.queue.free"))
          : "",
    opened: say(`cases.queue.since.${filter.of}`, { day: shortDate(row.opened_at, locale, world.calendar.timeZone) }),
  });
  const button = (row: QueueRow) =>
    act === "open" || (act === "take" && row.assignee)
      ? undefined
      : {
          name: act,
          value: act === "take" ? `${row.id}.${row.case_id}` : row.id,
          label: say(`cases.queue.act.${act}`),
        };
  return rows.map((row) => ({
    id: row.id,
    href: `/petugas/kasus/${row.case_id}`,
    title: row.label,
    ...(filter.of !== "mentions" && filter.of !== "waiting" && dueWords(context, row.due_at)),
    under: [...columns.map((column) => cell(row)[column]), ...awaitedWords(context, row)].filter(Boolean).join(" · "),
    act: button(row),
  }));
};

/**
 * The steps at which this officer's office has work, of all services, and what may be done there to many. Services may call
 * the same step differently: then it is called all of these.
 */
export function stepsOf(services: Awaited<ReturnType<typeof allServices.answer>>, { officer }: Actor) {
  const found = new Map<string, { titles: Text[]; bulk: Set<string> }>();
  for (const { process } of services)
    for (const [step, one] of Object.entries(process?.steps ?? {})) {
      const work = workOf(one);
      const here = work?.agency === "$item" || (work?.agency === officer!.agency && work.office === officer!.office);
      if (!work || !here || !officer!.roles.some((role: Role) => role === work.role)) continue;
      const { titles, bulk } = found.get(step) ?? { titles: [], bulk: new Set<string>() };
      if (!titles.some((title) => textIn(title, "id") === textIn(work.title, "id"))) titles.push(work.title);
      for (const outcome of work.bulk ?? []) bulk.add(outcome);
      found.set(step, { titles, bulk });
    }
  const all = (titles: readonly Text[], locale: Locale) => titles.map((title) => textIn(title, locale)).join(" / ");
  return [...found].map(([step, { titles, bulk }]) => ({
    step,
    title: { id: all(titles, "id"), en: all(titles, "en") },
    bulk: [...bulk],
  }));
}

/** What can be done to all rows that are chosen: looked at first, done then. */
export function ForMany({
  context: { say, form },
  of,
  colleagues,
  outcomes,
  all,
}: {
  context: RequestContext;
  of: Queue["filter"]["of"];
  colleagues: readonly { id: string; name: string }[];
  outcomes: readonly string[];
  /** How much is in the whole queue as it is narrowed now; null when there is nothing more to choose. */
  all: string | null;
}) {
  const which = all && (
    <Radios
      id="which"
      name="which"
      label={say("cases.bulk.which")}
      value={field(form, "which") || "chosen"}
      options={[
        { value: "chosen", text: say("cases.bulk.which.chosen") },
        { value: "all", text: say("cases.bulk.which.all", { all }), hint: say("cases.bulk.which.all-hint") },
      ]}
    />
  );
  if (of === "waiting")
    return (
      <>
        {which}
        <Button look="secondary" name="do" value="remind">
          {say("cases.bulk.do.remind")}
        </Button>
      </>
    );
  return (
    <Details summary={say("cases.bulk.title")} open={field(form, "do") !== ""}>
      <p class="quiet">{say("cases.bulk.hint")}</p>
      {which}
      <Select
        id="officer"
        name="officer"
        label={say("cases.assign.give")}
        value={field(form, "officer")}
        options={[
          { value: "", text: say("cases.bulk.put-back") },
          ...colleagues.map((one) => ({ value: one.id, text: one.name })),
        ]}
      />
      <Button look="secondary" name="do" value="assign">
        {say("cases.bulk.do.assign")}
      </Button>
      <Textarea
        id="text"
        name="text"
        label={say("cases.note.label")}
        value={field(form, "text")}
        rows={2}
        maxLength={2000}
      />
      <div class="govuk-button-group">
        <Button look="secondary" name="do" value="note">
          {say("cases.bulk.do.note")}
        </Button>
        {outcomes.map((outcome) => (
          <Button look="secondary" name="do" value={`complete.${outcome}`} key={outcome}>
            {say(`cases.outcome.${outcome}`)}
          </Button>
        ))}
      </div>
    </Details>
  );
}

/** Keeping this view under a name, and forgetting a kept one. */
export function KeepView({ context: { say, form }, kept }: { context: RequestContext; kept: boolean }) {
  return (
    <Details summary={say("cases.queue.keep")}>
      <TextInput
        id="title"
        name="title"
        label={say("cases.queue.keep-as")}
        hint={say("cases.queue.keep-hint")}
        value={field(form, "title")}
        width={20}
      />
      <div class="govuk-button-group">
        <Button look="secondary" name="do" value="keep">
          {say("cases.queue.keep-go")}
        </Button>
        {kept && (
          <Button look="warning" name="do" value="forget">
            {say("cases.queue.forget")}
          </Button>
        )}
      </div>
    </Details>
  );
}
