import {
  type Actor,
  act,
  type JobHandler,
  Refusal,
  type Role,
  type WorkContext,
  type World,
} from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { addNote } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { settleBulk } from "../commands/bulk.ts";
import { completeTask } from "../commands/complete-task.ts";
import { remindApplicant } from "../commands/remind-applicant.ts";
import type { BulkItemRow, BulkRow } from "../desk-tables.ts";
import { bulkToDo } from "../queries/bulk.ts";

/** So many are done between two looks at whether to stop. */
const batch = 10;

/** How long a code that was given again counts for what was started with it. */
const freshMs = 10 * 60_000;

/** The officer with the duties that they still hold; null when they lost them all. */
async function still(ask: WorkContext["ask"], { actor, started_at }: BulkRow, now: Date): Promise<Actor | null> {
  const { id, agency, office, roles } = actor.officer!;
  const fresh = started_at !== null && now.getTime() - started_at.getTime() < freshMs;
  const held: Role[] = [];
  for (const role of roles)
    if ((await ask(officersOf, { agency, office, role })).some((one) => one.id === id)) held.push(role);
  if (held.length === 0) return null;
  return { ...actor, assurance: fresh ? actor.assurance : 2, officer: { ...actor.officer!, roles: held } };
}

/** One item as an act of its own. Its key makes it happen once, also when the worker dies before it could say so. */
async function carryOut(world: World, actor: Actor, { id, kind, asked }: BulkRow, item: BulkItemRow): Promise<void> {
  const options = { via: "job", key: `bulk:${id}:${item.n}` };
  const task = item.task ?? "";
  switch (kind) {
    case "assign":
    case "balance":
      return void (await act(
        world,
        actor,
        assignTask,
        { task, officer: item.target, ...(kind === "balance" && { seen: null }) },
        options,
      ));
    case "complete":
      return void (await act(
        world,
        actor,
        completeTask,
        { task, outcome: asked.outcome!, ...(asked.text && { note: asked.text }) },
        options,
      ));
    case "remind":
      return void (await act(world, actor, remindApplicant, { case: item.case_id }, options));
    case "note":
      return void (await act(world, actor, addNote, { case: item.case_id, text: asked.text! }, options));
  }
}

/** Does to many what an officer asked for, one after the other, until all are done or it is stopped. */
export const bulkJob: JobHandler = {
  name: "cases.run-bulk",
  async handle({ world, act: actAsRoom, ask }, payload) {
    const id = String(payload.bulk);
    for (;;) {
      const { bulk, items } = await ask(bulkToDo, { bulk: id, limit: batch });
      if (bulk.state !== "running") return;
      const settled: { n: number; why: string | null }[] = [];
      let stops: "code" | undefined;
      for (const item of items) {
        try {
          // Asked before each: a duty that is withdrawn now ends with the row under way.
          const actor = await still(ask, bulk, world.clock.now());
          if (actor) await carryOut(world, actor, bulk, item);
          settled.push({ n: item.n, why: actor ? null : "cases.bulk.no-duty" });
        } catch (error) {
          if (error instanceof Refusal && error.code === "step-up-needed") {
            stops = "code";
            break;
          }
          // What the act turns down is told at its row; a store that is away comes back, and the job with it.
          if (!(error instanceof Refusal) || error.code === "unavailable") throw error;
          settled.push({ n: item.n, why: error.messageKey });
        }
      }
      const { over } = await actAsRoom(settleBulk, {
        bulk: id,
        items: settled,
        ...(stops && { stops }),
      });
      if (over || stops) return;
    }
  },
};
