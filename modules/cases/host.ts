import type { CommandContext, Fact, Job } from "../../kernel/index.ts";
import { refuse, Together } from "../../kernel/index.ts";
import { type OnlineService, promising } from "../catalogue/index.ts";
import { forms } from "../forms/index.ts";
import { clocks, type Effect, ProcessFault, step } from "../process/index.ts";
import { decide, type Value } from "../rules/index.ts";
import { awaitedOf } from "./awaited.ts";
import { byHandFirst, decidesAlone, wantsHand } from "./by-hand.ts";
import type { OpenService } from "./called.ts";
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
  const scope: Record<string, Value> = { ...forms.scopeOf(row.answers), ...given(row.facts, day, service) } as Record<
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

/** What the conditions of a process read of a case. */
export function scopeOf(
  { answers, facts, decisions }: Pick<CaseRow, "answers" | "facts" | "decisions">,
  day: string,
  service: Pick<OpenService, "decisions">,
): Record<string, Value> {
  const scope = { ...forms.scopeOf(answers), ...given(facts, day, service) } as Record<string, Value>;
  for (const [name, decision] of Object.entries(decisions)) scope[name] = decision.outputs;
  return scope;
}

/** Lets the engine take one step and works out what that means for tasks, timers, clock and status. Writes nothing. */
export function move(context: CommandContext, service: OpenService, before: CaseRow, event: ProcessEvent): Move {
  const { world, now } = context;
  const scope = scopeOf(before, world.calendar.today(now), service);
  let stepped: ReturnType<typeof step>;
  try {
    stepped = step(service.process, before.process, event, scope, service.called);
  } catch (error) {
    // Somebody else moved the case first; what was pressed no longer fits.
    if (error instanceof ProcessFault) refuse("conflict", "cases.refusal.moved-on");
    throw error;
  }
  return follow(context, service, before, stepped);
}

/**
 * The first move of a case. What the rules alone would decide is looked at by an officer when its applicant wants that;
 * what they would grant waits at the door until all that was promised is there.
 */
export async function begin(context: CommandContext, service: OpenService, before: CaseRow): Promise<Move> {
  const moved = move(context, service, before, { type: "start" });
  if (decidesAlone(service, moved) && (await wantsHand(context, before)))
    return move(context, byHandFirst(service), before, { type: "start" });
  const held =
    awaitedOf(context, service, before).length > 0 &&
    promising.isGranting(
      service,
      moved.row.process,
      moved.dos.map(({ name }) => name),
    );
  return held ? follow(context, service, before, promising.heldAtTheDoor) : moved;
}

/** What a state that was come to, and the effects on the way, mean for the case. Writes nothing. */
export function follow(
  context: CommandContext,
  service: OpenService,
  before: CaseRow,
  stepped: { state: CaseRow["process"]; effects: readonly Effect[] },
): Move {
  const { world, now, newId } = context;
  const row: CaseRow = { ...before, process: stepped.state, rev: before.rev + 1 };
  const result: Move = { row, tasks: [], left: [], timers: [], dos: [], facts: [], jobs: [] };
  // The state says it, not what this step did: a reminder on the way must not set the clock going.
  const running = stepped.state.ended === null;
  const atTheDoor = running && stepped.state.tokens.length === 0;
  const awaits = running && awaitedOf(context, service, before).some(({ later }) => later!.pause);
  const pause = atTheDoor || awaits ? "applicant" : clocks.pauseOf(service.process, service.called, stepped.state);
  for (const effect of stepped.effects) {
    switch (effect.effect) {
      case "leave":
        result.left.push(effect.token);
        // It may have begun in this very move, as when one branch takes another away: then it never was.
        result.tasks = result.tasks.filter(({ token }) => token !== effect.token);
        result.timers = result.timers.filter(({ token }) => token !== effect.token);
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
      // Heard within the case already; others are told.
      case "signal":
        result.facts.push({ name: "cases.signalled", subject: row.id, body: { signal: effect.name } });
        break;
      case "caught":
        result.facts.push({
          name: "cases.error-caught",
          subject: row.id,
          body: { error: effect.error, step: effect.step },
        });
        break;
      case "end":
        row.status = effect.outcome as Status;
        row.closed_at = now;
        result.facts.push({ name: `cases.${effect.outcome}`, subject: row.id, body: { service: row.service } });
    }
  }
  // The legal clock stands still while the applicant has the case, or while work is done to which a law gives time of its
  // own; it goes on also for a case that ends out of a pause.
  const theirs = pause === "applicant";
  if (pause !== null) {
    if (theirs && (row.paused_at === null || row.paused_why !== null)) row.status = "waiting";
    else if (!theirs && row.status === "waiting") row.status = "in-progress";
    Object.assign(row, { paused_at: row.paused_at ?? now, paused_why: theirs ? null : pause });
  } else if (row.paused_at !== null)
    Object.assign(row, {
      due_at: world.calendar.resume(row.due_at, row.paused_at, now),
      paused_at: null,
      paused_why: null,
      ...(row.closed_at === null && { status: "in-progress" }),
    });
  for (const task of result.tasks) task.due_at = row.due_at;
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
  new Together().insert("cases.act", acts).send(tx);
}

/** What a move adds to its case: its tasks, its history, its timers. */
export function addedBy({ row, tasks, timers }: Move, acts: readonly ActRow[], to = new Together()): Together {
  return to
    .insert("cases.task", tasks)
    .insert("cases.act", acts)
    .insert("cases.timer", row.closed_at ? [] : timers.map((timer) => ({ case_id: row.id, ...timer })));
}

/** Writes a move of a case that this act holds locked; the commit waits for it. */
export function writeMove(
  { tx, now, actor }: CommandContext,
  before: LockedCase,
  moved: Move,
  acts: readonly ActRow[],
  closing?: { task: TaskRow; outcome: string; note: string | null },
): void {
  const { row, left } = moved;
  const all = new Together().update<CaseRow>("cases.case", before, row);
  if (row.closed_at) all.add`delete from cases.timer where case_id = ${row.id}`;
  else if (left.length > 0) {
    // A step that leads back to itself sets again what it had: no part of the statement sees what another deletes.
    const again = moved.timers.filter(({ token }) => left.includes(token));
    const keys = again.map(({ token, target }) => `${token} ${target}`);
    all.add`delete from cases.timer where case_id = ${row.id} and token = any(${left}::int[])
      and token || ' ' || target <> all(${keys}::text[])`;
    for (const { token, target, due_at } of again)
      all.add`insert into cases.timer (case_id, token, target, due_at) values (${row.id}, ${token}, ${target}, ${due_at})
        on conflict (case_id, token, target) do update set due_at = excluded.due_at`;
    moved = { ...moved, timers: moved.timers.filter((timer) => !again.includes(timer)) };
  }
  if (closing)
    all.add`update cases.task set closed_at = ${now}, closed_by = ${actor.officer?.id}, outcome = ${closing.outcome},
      note = ${closing.note} where id = ${closing.task.id}`;
  // What was still to do at steps that were left falls away; what stays open gets the case's time limit. "Open" is
  // asked in a way that the queue's index cannot answer: while statistics are young it was read whole instead of the
  // case's few tasks.
  const others = closing?.task.id ?? null;
  if (left.length > 0 || row.due_at !== before.due_at)
    all.add`update cases.task t set
      closed_at = case when t.token = any(${left}::int[]) then ${now}::timestamptz end,
      outcome = case when t.token = any(${left}::int[]) then 'cancelled' end, due_at = ${row.due_at}
    where t.case_id = ${row.id} and coalesce(t.closed_at, 'infinity') = 'infinity' and t.id is distinct from ${others}::uuid
      and (t.token = any(${left}::int[]) or t.due_at <> ${row.due_at})`;
  addedBy(moved, acts, all).send(tx);
}
