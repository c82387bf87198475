import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** How many applications were decided in the last 30 days, how many of them in time, and in how many working days on average. */
export const promiseKept = query({
  name: "cases.promise-kept",
  input: z.object({}).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }) => askAsRoom(closedOfLate, {}),
});

const days = 30;
/** Enough to be a fair figure, few enough to be counted while a page is made. */
const most = 5000;

/** The rows behind that figure; the house counts them, nobody sees them. */
export const closedOfLate = query({
  name: "cases.closed-of-late",
  internal: true,
  input: z.object({}),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx, now, world }) {
    const rows = await tx.query<{ submitted_at: Date; decided_at: Date; due_at: Date }>(
      "select submitted_at, decided_at, due_at from cases.case where decided_at > $1 order by decided_at desc limit $2",
      [new Date(now.getTime() - days * 86_400_000), most],
    );
    const inTime = rows.filter((row) => row.decided_at <= row.due_at).length;
    const spent = rows.reduce(
      (sum, row) => sum + world.calendar.workingDaysBetween(row.submitted_at, row.decided_at),
      0,
    );
    return { closed: rows.length, inTime, workingDays: rows.length > 0 ? spent / rows.length : 0 };
  },
});
