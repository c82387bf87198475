import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { Narrowing } from "../queues.ts";
import type { CasesTables } from "../tables.ts";
import { countOfQueue, pageOfQueue, type QueueRow } from "./queue-rows.ts";

/** Duties that a queue is for. */
const desks = [
  {
    hat: "officer",
    roles: ["reviewer", "opinion-giver", "head", "front-desk"],
    purpose: "service",
  },
] as const;

/** My office's work: open tasks by due date, what waits, who asks for me; pages by key. */
export const queue = query({
  name: "cases.queue",
  input: Narrowing.extend({
    order: z.enum(["due", "opened"]).default("due"),
    after: z
      .string()
      .regex(/^\d+_[0-9a-f-]{36}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }).strict(),
  allow: desks,
  async answer(context, { order, after, limit, ...asked }) {
    const [ms, id] = after?.split("_") ?? [];
    const found = await pageOfQueue(
      context,
      asked,
      order,
      ms && id ? { at: new Date(Number(ms)), id } : undefined,
      limit + 1,
    ).execute(on<CasesTables>(context.tx));
    const rows = (found.rows as QueueRow[]).slice(0, limit);
    const last = rows.at(-1);
    return { rows, next: found.rows.length > limit && last ? `${last.at.getTime()}_${last.id}` : null };
  },
});

/** Enough to say "999+": nobody plans a morning by a larger figure, and counting further costs. */
export const mostCounted = 1000;

/** How long several queues are, each counted to 1000 at most. */
export const queueCounts = query({
  name: "cases.queue-counts",
  input: z.object({ queues: z.array(Narrowing).max(60) }).strict(),
  allow: desks,
  async answer(context, { queues }) {
    const rows = on<CasesTables>(context.tx);
    const counts = await Promise.all(queues.map((asked) => countOfQueue(context, asked, mostCounted).execute(rows)));
    return counts.map(({ rows: [found] }) => (found as { n: number }).n);
  },
});
