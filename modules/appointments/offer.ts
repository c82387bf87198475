import { cancel } from "./commands/cancel.ts";
import { reserve } from "./commands/reserve.ts";
import { freeDays } from "./queries/free.ts";

/**
 * How another room lets people choose an hour: a form's field asks `free` for what to show, tells `take` in the
 * transaction in which the answer is handed in (so that no place is kept for a form that is never finished), and
 * `giveBack` when what was applied for is withdrawn. `take` refuses with "conflict" when the hour is gone.
 */
export const slots = { free: freeDays, take: reserve, giveBack: cancel } as const;
export type Slots = typeof slots;
