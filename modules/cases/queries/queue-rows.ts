import { type QueryContext, sql } from "../../../kernel/index.ts";
import type { Narrowing } from "../queues.ts";
import type { Both } from "../tables.ts";

/** A row of a queue, whatever it is of. `at` is what it is ordered by. */
export interface QueueRow {
  /** The task, the case that waits, the mention, or the question. */
  id: string;
  case_id: string;
  title: Both;
  label: string;
  number: string;
  service: string;
  step: string;
  due_at: Date;
  opened_at: Date;
  assignee: string | null;
  assignee_name: string | null;
  at: Date;
  /** Something of the case is still to be brought; overdue: its last day is over. */
  awaited: "open" | "overdue" | null;
}

type Piece = ReturnType<typeof sql>;
type Asking = Pick<QueryContext, "actor" | "now" | "world">;
export type Order = "due" | "opened";

const nobody = sql`null::uuid as assignee, null::text as assignee_name`;
const ofCase = sql`c.id as case_id, c.title, c.label, c.number, c.service`;

/** Whom this officer stands in for today, in a statement. */
const stoodInFor = ({ actor, now, world }: Asking): Piece => {
  const day = world.calendar.today(now);
  return sql`select a.officer from cases.absence a where a.deputy = ${actor.officer!.id} and a.revoked_at is null
    and a.from_day <= ${day}::date and a.until_day >= ${day}::date and t.role = any (a.roles)`;
};

interface Source {
  columns: Piece;
  from: Piece;
  where: Piece[];
  /** The column that it is ordered by, and the one of its id. */
  at: Piece;
  id: Piece;
}

/** What a narrowing means as a statement: over one index each, see the migration of the queues. */
function source(context: Asking, { of, whose, step, due, service, words }: Narrowing, order: Order): Source {
  const { actor, now, world } = context;
  const officer = actor.officer!;
  const named = (table: Piece): Piece[] => [
    ...(service ? [sql`${table}.service = ${service}`] : []),
    ...(words
      ? [
          sql`(${table}.number = ${words.toUpperCase()} or ${table}.label ilike ${`%${words.replace(/[%_\\]/g, "\\$&")}%`})`,
        ]
      : []),
  ];
  const byDay = (column: Piece): Piece[] =>
    due === "late"
      ? [sql`${column} < ${now}`]
      : due === "soon"
        ? [sql`${column} >= ${now} and ${column} <= ${world.calendar.deadline(now, 1)}`]
        : [];
  switch (of) {
    case "waiting":
      return {
        columns: sql`c.id, ${ofCase}, '' as step, c.due_at, c.paused_at as opened_at, ${nobody}`,
        from: sql`cases.case c`,
        where: [
          sql`c.agency = ${officer.agency} and c.paused_at is not null and c.paused_why is null and c.closed_at is null`,
          ...named(sql`c`),
        ],
        at: sql`c.paused_at`,
        id: sql`c.id`,
      };
    case "mentions":
      return {
        columns: sql`m.id, ${ofCase}, '' as step, c.due_at, m.at as opened_at, null::uuid as assignee, m.by_name as assignee_name`,
        from: sql`cases.mention m join cases.case c on c.id = m.case_id`,
        where: [sql`m.officer = ${officer.id} and m.seen_at is null`, ...named(sql`c`)],
        at: sql`m.at`,
        id: sql`m.id`,
      };
    case "requests":
      return {
        columns: sql`i.id, ${ofCase}, '' as step, i.due_at, i.asked_at as opened_at, ${nobody}`,
        from: sql`cases.inquiry i join cases.case c on c.id = i.case_id`,
        where: [
          sql`i.agency = ${officer.agency} and i.office = ${officer.office} and i.answered_at is null and i.withdrawn_at is null`,
          ...named(sql`c`),
          ...byDay(sql`i.due_at`),
        ],
        at: sql`i.due_at`,
        id: sql`i.id`,
      };
    default:
      return {
        columns: sql`t.id, t.case_id, t.title, t.label, t.number, t.service, t.step, t.due_at, t.opened_at, t.assignee, t.assignee_name`,
        from: sql`cases.task t`,
        where: [
          sql`t.agency = ${officer.agency} and t.office = ${officer.office} and t.role in (${sql.join(officer.roles)}) and t.closed_at is null`,
          ...(whose === "mine" ? [sql`(t.assignee = ${officer.id} or t.assignee in (${stoodInFor(context)}))`] : []),
          ...(whose === "free" ? [sql`t.assignee is null`] : []),
          ...(step ? [sql`t.step = ${step}`] : []),
          ...named(sql`t`),
          ...byDay(sql`t.due_at`),
        ],
        at: order === "opened" ? sql`t.opened_at` : sql`t.due_at`,
        id: sql`t.id`,
      };
  }
}

const all = (where: readonly Piece[]): Piece => sql.join([...where], sql` and `);

/** One page of a queue. `after`: what the last row before was ordered by, and its id. */
export function pageOfQueue(
  context: Asking,
  asked: Narrowing,
  order: Order,
  after: { at: Date; id: string } | undefined,
  limit: number,
): Piece {
  const { columns, from, where, at, id } = source(context, asked, order);
  const ofRow = asked.of === "tasks" ? sql`t.case_id` : sql`c.id`;
  const beyond = after ? [sql`(${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)`] : [];
  const awaited = sql`(select case when bool_or(w.overdue_at is not null) then 'overdue' when count(*) > 0 then 'open' end
    from cases.awaited w where w.case_id = ${ofRow} and w.over_at is null) as awaited`;
  return sql`select ${columns}, ${at} as at, ${awaited} from ${from} where ${all([...where, ...beyond])} order by ${at}, ${id} limit ${limit}`;
}

/** How many rows a queue has, counted to a limit and no further. */
export function countOfQueue(context: Asking, asked: Narrowing, most: number): Piece {
  const { from, where } = source(context, asked, "due");
  return sql`select count(*)::int as n from (select 1 from ${from} where ${all(where)} limit ${most}) counted`;
}

/** The first ids of a queue, in its order. */
export function idsOfQueue(context: Asking, asked: Narrowing, limit: number): Piece {
  const { from, where, at, id } = source(context, asked, "due");
  return sql`select ${id} as id from ${from} where ${all(where)} order by ${at}, ${id} limit ${limit}`;
}
