import { pauseOf } from "./pause.ts";
import { daysOn, daysUpTo } from "./span.ts";

/** The time that a service's files give: what they may say of it, how long it then is, and when it stands still. */
export const clocks = { daysUpTo, daysOn, pauseOf } as const;
