import { type Government, textIn } from "../../kernel/index.ts";
import { giveBackVisits, takeVisit } from "./commands/visit.ts";
import { countersOf } from "./counters.ts";
import { freeDays } from "./queries/free.ts";

/** The places where something is served in person: their codes, and their names as they stand on the door. */
const servedAt = (government: Government, errand: string): { place: string; name: string }[] =>
  countersOf(government)
    .places.filter(({ errands }) => errands.some(({ code }) => code === errand))
    .map(({ code, name }) => ({ place: code, name: textIn(name, "id") }));

/**
 * How another room lets people choose an hour: a form's field asks `free` of each place that `servedAt` gives for what
 * to show, tells `take` in the transaction in which the answer is handed in (so that no place is kept for a form that
 * is never finished), and `giveBack` when that came to nothing. `take` refuses with "conflict" when the hour is gone.
 */
export const slots = { servedAt, free: freeDays, take: takeVisit, giveBack: giveBackVisits } as const;
