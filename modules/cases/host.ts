import type { CommandContext, Fact, Job } from "../../kernel/index.ts";
import { refuse } from "../../kernel/index.ts";
import { decide, type Effect, forms, type OnlineService, ProcessFault, step, type Value } from "../catalogue/index.ts";
import type { LockedCase } from "./case.ts";
import { given, officeNamed } from "./facts.ts";
import type { ActRow, CaseRow, Status, TaskRow } from "./tables.ts";

type ProcessEvent = Parameters<typeof step>[2];
type NewAct = Pick<ActRow, "kind" | "audience"> & { body?: Record<string, unknown> };

/** All that one move changes, gathered so that it is written in few statements. */
export interface Move {
  row: CaseRow;
  tasks: TaskRow[];
  left: number[];
  timers: { token: number; target: string; due_at: Date }[];
  dos: Extract<Effect, { effect: "do" }>[];
  facts: Fact[];
  jobs: Job[];
}

/** The decisions of a service for these answers, in the order of its file, each seeing those before it. */
export function decisionsFor(
  service: OnlineService,
  row: Pick<CaseRow, "answers" | "facts">,
  day: string,
): CaseRow["decisions"] {
  const decisions: CaseRow["decisions"] = {};
  const scope: Record<string, Value> = { ...forms.scopeOf(row.answers), ...given(row.facts, day) } as Record<
    string,
    Value
  >;
  for (const [name, table] of Object.entries(service.decisions)) {
    const decision = decide(table, scope, day);
    decisions[name] = decision;
    scope[name] = decision.outputs;
  }
  return decisions;
}

/** Lets the engine take one step and works out what that means for tasks, timers, clock and status. Writes nothing. */
export function move(context: CommandContext, service: OnlineService, before: CaseRow, event: ProcessEvent): Move {
  const { world, now, newId } = context;
  const day = world.calendar.today(now);
  const scope: Record<string, Value> = { ...forms.scopeOf(before.answers), ...given(before.facts, day) } as Record<
    string,
    Value
  >;
  for (const [name, decision] of Object.entries(before.decisions)) scope[name] = decision.outputs;
  let stepped: ReturnType<typeof step>;
  try {
    stepped = step(service.process, before.process, event, scope);
  } catch (error) {
    // Somebody else moved the case first; what was pressed no longer fits.
    if (error instanceof ProcessFault) refuse("conflict", "cases.refusal.moved-on");
    throw error;
  }
  const row: CaseRow = { ...before, process: stepped.state, rev: before.rev + 1 };
  const result: Move = { row, tasks: [], left: [], timers: [], dos: [], facts: [], jobs: [] };
  // The state says it, not what this step did: a reminder on the way must not set the clock going.
  const pauses = stepped.state.tokens.some(({ at }) => {
    const rests = service.process.steps[at];
    return rests !== undefined && "wait" in rests && rests.pause;
  });
  for (const effect of stepped.effects) {
    switch (effect.effect) {
      case "leave":
        result.left.push(effect.token);
        break;
      case "task": {
        const { agency, office } =
          effect.work.agency === "$item" ? officeNamed(context, effect.item ?? "") : effect.work;
        row.agencies = [...new Set([...row.agencies, agency])];
        result.tasks.push({
          id: newId(),
          case_id: row.id,
          token: effect.token,
          step: effect.step,
          title: effect.work.title as TaskRow["title"],
          role: effect.work.role,
          agency,
          office,
          assurance: effect.work.assurance,
          outcomes: Object.keys(effect.work.outcomes),
          service: row.service,
          label: row.label,
          number: row.number,
          assignee: null,
          assignee_name: null,
          opened_at: now,
          due_at: row.due_at,
          closed_at: null,
          closed_by: null,
          outcome: null,
          note: null,
        });
        break;
      }
      case "timer": {
        const { workingDays, days, to } = effect.timer;
        const due =
          workingDays !== undefined
            ? world.calendar.deadline(now, workingDays)
            : new Date(now.getTime() + days! * 86_400_000);
        result.timers.push({ token: effect.token, target: to, due_at: due });
        break;
      }
      case "do":
        result.dos.push(effect);
        break;
      case "end":
        row.status = effect.outcome as Status;
        row.closed_at = now;
        result.facts.push({ name: `cases.${effect.outcome}`, subject: row.id, body: { service: row.service } });
    }
  }
  if (row.closed_at === null) {
    // The legal clock stands still while the applicant has the case.
    if (pauses && row.paused_at === null) Object.assign(row, { paused_at: now, status: "waiting" });
    else if (!pauses && row.paused_at !== null)
      Object.assign(row, {
        due_at: world.calendar.resume(row.due_at, row.paused_at, now),
        paused_at: null,
        status: "in-progress",
      });
    for (const task of result.tasks) task.due_at = row.due_at;
  }
  return result;
}

/** The line that the history gets, told as the hat that acts. */
export function actRow(context: CommandContext, caseId: string, act: NewAct): ActRow {
  const { actor, now, newId } = context;
  return {
    id: newId(),
    case_id: caseId,
    at: now,
    kind: act.kind,
    hat: actor.hat,
    agency: actor.officer?.agency ?? null,
    office: actor.officer?.office ?? null,
    officer: actor.hat === "officer" ? actor.name : null,
    audience: act.audience,
    body: act.body ?? {},
  };
}

/** Adds to a case's history; the commit waits for it. */
export function writeActs({ tx }: CommandContext, ...acts: readonly ActRow[]): void {
  tx.send("insert into cases.act select * from jsonb_populate_recordset(null::cases.act, $1)", [JSON.stringify(acts)]);
}

// All that a move changes, in one statement. A task that is done is closed with its outcome; what was still to do at
// steps that were left falls away; what stays open gets the case's time limit. "Open" is asked in a way that the
// queue's index cannot answer: while statistics are young it was read whole instead of the case's few tasks.
const moving = `with
  c as (update cases.case k set answers = x.answers, decisions = x.decisions, process = x.process, status = x.status, rev = x.rev,
      agencies = x.agencies, bill = x.bill, document = x.document, consent = x.consent, due_at = x.due_at, paused_at = x.paused_at,
      decided_at = x.decided_at, closed_at = x.closed_at
    from jsonb_populate_record(null::cases.case, $2) x where k.id = $1),
  l as (delete from cases.timer where case_id = $1 and ($3 or token = any($4::int[]))),
  k as (update cases.task t set
      closed_at = case when t.id = $5::uuid or t.token = any($4) then $6::timestamptz end,
      closed_by = case when t.id = $5 then $7::uuid end,
      outcome = case when t.id = $5 then $8 when t.token = any($4) then 'cancelled' end,
      note = case when t.id = $5 then $9 end,
      due_at = $10::timestamptz
    where t.case_id = $1 and coalesce(t.closed_at, 'infinity') = 'infinity' and (t.id = $5 or t.token = any($4) or t.due_at <> $10)),
  t as (insert into cases.task select * from jsonb_populate_recordset(null::cases.task, $11)),
  a as (insert into cases.act select * from jsonb_populate_recordset(null::cases.act, $12)),
  m as (insert into cases.timer (case_id, token, target, due_at) select $1, x.token, x.target, x.due_at from jsonb_to_recordset($13) as x(token int, target text, due_at timestamptz))
  select 1`;

/** Writes a move of a case that this act holds locked; the commit waits for it. */
export function writeMove(
  { tx, now, actor }: CommandContext,
  before: LockedCase,
  { row, left, tasks, timers }: Move,
  acts: readonly ActRow[],
  closing?: { task: TaskRow; outcome: string; note: string | null },
): void {
  const over = row.closed_at !== null;
  tx.send(moving, [
    before.id,
    JSON.stringify(row),
    over,
    left,
    closing?.task.id ?? null,
    now,
    actor.officer?.id ?? null,
    closing?.outcome ?? null,
    closing?.note ?? null,
    row.due_at,
    JSON.stringify(tasks),
    JSON.stringify(acts),
    JSON.stringify(over ? [] : timers),
  ]);
}
