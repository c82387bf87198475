import type { CommandContext } from "../../../kernel/index.ts";
import { promising } from "../../catalogue/index.ts";
import { officersOf } from "../../identity/index.ts";
import { workOf } from "../../process/index.ts";
import { ownInterest } from "../../registry/index.ts";
import { awayAt } from "../absence.ts";
import { definitionOf, standIn } from "../case.ts";
import type { BulkItemRow, BulkRow } from "../desk-tables.ts";
import type { TaskRow } from "../tables.ts";

type Item = Omit<BulkItemRow, "bulk" | "n" | "at">;
type Asked = BulkRow["asked"];
type Held = TaskRow & {
  person: string;
  business: string | null;
  version: number;
  held: boolean;
  awaits: boolean;
  /** Who asks stands in today for the colleague who has it. */
  stands_in: boolean;
};
type Waiting = Pick<Held, "case_id" | "label" | "number" | "person" | "business"> & { lately: boolean };

/** Outcomes that say something about one case: words or a reason are needed for each. */
const eachByItself: ReadonlySet<string> = new Set(["return", "refuse", "object"]);

const tasksHeld = ({ tx, actor, now, world }: CommandContext, ids: readonly string[] | null, most: number) => {
  const { id, agency, office, roles } = actor.officer!;
  return tx.query<Held>(
    `select t.*, ${standIn} as stands_in, c.person, c.business, c.version,
       exists (select from cases.inquiry i where i.case_id = c.id and i.holds and i.answered_at is null and i.withdrawn_at is null) as held,
       exists (select from cases.awaited a where a.case_id = c.id and a.over_at is null) as awaits
     from cases.task t join cases.case c on c.id = t.case_id
     where t.agency = $1 and t.office = $4 and t.role = any ($5) and ($6::uuid[] is null or t.id = any ($6))
       and ($6::uuid[] is not null or (t.closed_at is null and t.assignee is null))
     order by t.due_at, t.id limit $7`,
    [agency, id, world.calendar.today(now), office, roles, ids, most],
  );
};

const plain = (of: Pick<Held, "case_id" | "label" | "number">): Item => ({
  case_id: of.case_id,
  task: null,
  label: of.label,
  number: of.number,
  target: null,
  target_name: null,
  state: "ready",
  why: null,
});
const cannot = (item: Item, why: string | undefined): Item => (why ? { ...item, state: "cannot", why } : item);

/** Whether this officer may not work on one of these, because it is their own; asked once for all. */
async function ownCases(context: CommandContext, held: readonly Pick<Held, "person" | "business">[]) {
  const key = ({ person, business }: Pick<Held, "person" | "business">) => `${person} ${business}`;
  const different = [...new Map(held.map((one) => [key(one), one])).values()];
  const of = different.map(({ person, business }) => ({ person, business }));
  const own = of.length > 0 ? await context.ask(ownInterest.inMany, { of }) : [];
  const known = new Set(different.filter((_, i) => own[i]).map(key));
  return (one: Pick<Held, "person" | "business">) => known.has(key(one));
}

/**
 * What would become of each row that was chosen: ready, or why not. Rows of other offices are left out, as the queue
 * leaves them out. Judged once more when it is carried out, because an hour may lie between.
 */
export async function judged(
  context: CommandContext,
  kind: BulkRow["kind"],
  ids: readonly string[],
  asked: Asked,
  most: number,
): Promise<Item[]> {
  if (kind === "remind") return remindable(context, ids, most);
  const tasks = await tasksHeld(context, kind === "balance" ? null : ids, most);
  const own = await ownCases(context, tasks);
  const why = (task: Held): string | undefined =>
    task.closed_at ? "cases.refusal.task-done" : own(task) ? "cases.refusal.own-case" : undefined;
  if (kind === "balance") return spread(context, tasks, why);
  const items: Item[] = [];
  const mayHave = holdersOf(context, asked);
  for (const task of tasks) {
    const item = { ...plain(task), task: task.id };
    const more =
      kind === "assign"
        ? await assignable(task, asked, mayHave)
        : kind === "complete"
          ? await completable(context, task, asked)
          : undefined;
    items.push(
      cannot(
        { ...item, ...(kind === "assign" && { target: asked.officer ?? null, target_name: asked.name ?? null }) },
        why(task) ?? more,
      ),
    );
  }
  return items;
}

/** Whether the colleague who is to get tasks holds the duty that one asks for; asked once for each duty. */
function holdersOf(context: CommandContext, { officer }: Asked) {
  const known = new Map<string, Promise<boolean>>();
  return ({ agency, office, role }: Held): Promise<boolean> => {
    const found =
      known.get(role) ??
      context.ask(officersOf, { agency, office, role }).then((holders) => holders.some(({ id }) => id === officer));
    known.set(role, found);
    return found;
  };
}

async function assignable(
  task: Held,
  { officer }: Asked,
  mayHave: (task: Held) => Promise<boolean>,
): Promise<string | undefined> {
  if (task.assignee === (officer ?? null)) return officer ? "cases.bulk.has-it" : "cases.bulk.free-already";
  return !officer || (await mayHave(task)) ? undefined : "cases.fault.no-colleague";
}

async function completable(context: CommandContext, task: Held, { outcome = "" }: Asked): Promise<string | undefined> {
  const service = await definitionOf(context, task.service, task.version);
  const step = service.process.steps[task.step];
  const work = step && workOf(step);
  if (!work?.bulk?.includes(outcome) || eachByItself.has(outcome)) return "cases.bulk.each-by-itself";
  if (task.assignee && task.assignee !== context.actor.officer!.id && !task.stands_in) return "cases.bulk.others";
  if (task.held) return "cases.refusal.on-hold";
  return task.awaits && promising.grantsUnseen(service, work.outcomes[outcome]!) ? "cases.bulk.awaited" : undefined;
}

async function remindable(context: CommandContext, ids: readonly string[], most: number): Promise<Item[]> {
  const cases = await context.tx.query<Waiting & { waits: boolean }>(
    `select c.id as case_id, c.label, c.number, c.person, c.business, c.paused_at is not null and c.paused_why is null and c.closed_at is null as waits,
       exists (select from cases.act a where a.case_id = c.id and a.kind = 'reminded-applicant' and a.at > $2) as lately
     from cases.case c where c.id = any ($1) and $3 = any (c.agencies) order by c.paused_at, c.id limit $4`,
    [ids, new Date(context.now.getTime() - 86_400_000), context.actor.officer!.agency, most],
  );
  const own = await ownCases(context, cases);
  return cases.map((one) =>
    cannot(
      plain(one),
      !one.waits
        ? "cases.refusal.not-waiting"
        : own(one)
          ? "cases.refusal.own-case"
          : one.lately
            ? "cases.refusal.reminded"
            : undefined,
    ),
  );
}

/** Gives what nobody has taken to the colleagues who are present, each next one to whoever has least. */
async function spread(
  context: CommandContext,
  tasks: readonly Held[],
  why: (task: Held) => string | undefined,
): Promise<Item[]> {
  const { tx, actor } = context;
  const { agency, office, roles } = actor.officer!;
  const away = await awayAt(context, agency, office);
  const loads = await tx.query<{ assignee: string; n: number }>(
    `select assignee, count(*)::int as n from cases.task
     where agency = $1 and office = $2 and closed_at is null and assignee is not null group by assignee`,
    [agency, office],
  );
  const load = new Map(loads.map(({ assignee, n }) => [assignee, n]));
  const present = new Map<string, { id: string; name: string }[]>();
  for (const role of roles)
    present.set(
      role,
      (await context.ask(officersOf, { agency, office, role })).filter(({ id }) => !away.has(id)),
    );
  return tasks.map((task) => {
    const reason = why(task);
    const item = { ...plain(task), task: task.id };
    if (reason) return cannot(item, reason);
    const [least] = [...(present.get(task.role) ?? [])].sort((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0));
    if (!least) return cannot(item, "cases.bulk.nobody");
    load.set(least.id, (load.get(least.id) ?? 0) + 1);
    return { ...item, target: least.id, target_name: least.name };
  });
}
