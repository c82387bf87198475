import {
  type CommandContext,
  type Context,
  type Government,
  on,
  refuse,
  refuseFields,
  type Tx,
} from "../../kernel/index.ts";
import { holdsOn, type State, settingsOf } from "./definition/settings.ts";
import type { Held } from "./duty.ts";
import type { DatasetRow, OnedataTables, StepRow } from "./tables.ts";
import { tellOfStep } from "./tell.ts";
import { dutyFor, earlierSteps, isTimed, type MoveName, needsReason, stateAfter } from "./workflow.ts";

export interface HeldDataset extends Held {
  row: DatasetRow;
}

export async function datasetHeld(
  tx: Tx,
  government: Government,
  code: string,
  lock = false,
): Promise<HeldDataset | null> {
  const [row] = await tx.query<DatasetRow>(
    `select * from onedata.dataset where code = $1 ${lock ? "for update" : ""}`,
    [code],
  );
  return row ? { row, government, producer: row.producer } : null;
}

/** Loads the dataset of a command, locked; `rev` says which state the officer looked at. */
export const lockedDataset = ({ tx, world }: Pick<Context, "tx" | "world">, { dataset }: { dataset: string }) =>
  datasetHeld(tx, world.government, dataset, true);

/** When a state's clock runs out; null for those that wait for nobody. */
export function dueFor({ world, now }: Pick<Context, "world" | "now">, state: State): Date | null {
  if (!isTimed(state)) return null;
  const clocks = holdsOn(settingsOf(world.government).clocks, world.calendar.today(now));
  return world.calendar.deadline(now, clocks[state]);
}

/** Whoever took one of the earlier steps in this round, in whatever office, leaves the later one to somebody else. */
async function secondPerson({ tx, actor }: CommandContext, row: DatasetRow, move: MoveName): Promise<void> {
  const earlier = earlierSteps(move);
  if (earlier.length === 0 || !actor.account) return;
  const [same] = await tx.query(
    `select 1 from onedata.step where dataset = $1 and round = $2 and move = any($3) and by_account = $4 limit 1`,
    [row.id, row.round, earlier, actor.account],
  );
  if (same) refuse("not-allowed", "onedata.refusal.second-person");
}

/** What a step changes beside the state. */
export interface Change {
  priority?: boolean;
  release_on?: string;
  round?: number;
}

/**
 * Takes one step: the state machine says whether it may be, the clock begins anew, the timeline grows, and whoever's turn
 * it is now is told.
 */
export async function takeStep(
  context: CommandContext,
  { row, producer, government }: HeldDataset,
  move: MoveName,
  { rev, reason, ...change }: Change & { rev?: number | undefined; reason?: string | undefined },
): Promise<DatasetRow> {
  const { tx, now, actor, newId } = context;
  const duty = dutyFor(move, row.state);
  if (!duty || (rev !== undefined && rev !== row.rev)) refuse("conflict", "onedata.refusal.moved-on");
  if (needsReason(move) && !reason && actor.hat !== "system")
    refuseFields([{ path: "reason", messageKey: "onedata.fault.reason" }]);
  await secondPerson(context, row, move);
  const priority = change.priority ?? row.priority;
  const state = stateAfter(move, priority);
  const next: DatasetRow = {
    ...row,
    ...change,
    priority,
    state,
    rev: row.rev + 1,
    due_at: dueFor(context, state),
  };
  const { rev: newRev, due_at, round, release_on } = next;
  await on<OnedataTables>(tx)
    .updateTable("onedata.dataset")
    .set({ state, rev: newRev, due_at, round, release_on, priority, told_late: false })
    .where("id", "=", row.id)
    .execute();
  const step: StepRow = {
    id: newId(),
    dataset: row.id,
    round: row.round,
    move,
    came_from: row.state,
    came_to: state,
    officer: actor.officer?.id ?? null,
    by_account: actor.account,
    duty: actor.hat === "system" ? null : duty,
    reason: reason ?? null,
    late: row.due_at !== null && now > row.due_at,
    at: now,
  };
  await on<OnedataTables>(tx).insertInto("onedata.step").values(step).execute();
  await tellOfStep(context, { row: next, producer, government }, step);
  return next;
}

export const factOf = (name: string, row: DatasetRow, body: Record<string, unknown> = {}) => ({
  name: `onedata.${name}`,
  subject: row.code,
  body: { state: row.state, round: row.round, ...body },
});
