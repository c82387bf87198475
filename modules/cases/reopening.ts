import { type CommandContext, type Relation, relation } from "../../kernel/index.ts";
import { withoutPromises } from "./awaited.ts";
import type { OpenService } from "./called.ts";
import { promised } from "./clocks.ts";
import { type Move, move } from "./host.ts";
import type { CaseRow } from "./tables.ts";

/**
 * The case as it goes on from a step that no officer led it to: because the law decided, an objection was granted, or
 * the head takes it up again. All that was open is over; what was closed is open. Writes nothing.
 */
export function enter(context: CommandContext, service: OpenService, before: CaseRow, at: string): Move {
  const left = before.process.tokens.map(({ id }) => id);
  const open: CaseRow = {
    ...before,
    answers: withoutPromises(before.answers),
    status: "in-progress",
    paused_at: null,
    paused_why: null,
    decided_at: null,
    closed_at: null,
    consent: null,
    bill: before.closed_at ? null : before.bill,
    process: { ...before.process, tokens: [], ended: null },
  };
  const moved = move(context, { ...service, process: { ...service.process, start: at } }, open, { type: "start" });
  return { ...moved, left: [...left, ...moved.left] };
}

/** Taken up again, a case gets its whole time anew, from today. */
export function reopen(context: CommandContext, service: OpenService, before: CaseRow, at: string): Move {
  return enter(context, service, { ...before, ...promised(context, service, before, context.now) }, at);
}

/** The agency whose case it is, not one that only gives an opinion. */
export const ownAgency: Relation<never, unknown> = relation<Pick<CaseRow, "agency">>(
  "agency whose case it is",
  (actor, row) => row.agency === actor.officer?.agency,
);
