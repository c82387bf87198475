import { z } from "zod";
import { ExpressionFault, evaluate, type Scope } from "../rules/index.ts";

/** A count of days: a number, or an expression that gives it: the name of a dated parameter, an output of a table. */
export type Days = number | string;

/** What a file may say of how many days something lasts. */
export const daysUpTo = (most: number, least = 1) =>
  z.union([z.number().int().min(least).max(most), z.string().min(1).max(300).meta({ expression: true })]);

/** Longer than any clock of the law; a slip in a parameter must not set one beyond every calendar. */
const mostDays = 10_000;

/**
 * How many days it is for this case, by what is in force at the moment that its clock starts. Throws an ExpressionFault
 * when that is no whole number above nought: no clock is ever guessed.
 */
export function daysOn(said: Days, scope: Scope): number {
  const days = typeof said === "number" ? said : evaluate(said, scope);
  if (typeof days === "number" && Number.isInteger(days) && days >= 0 && days <= mostDays)
    if (days > 0 || typeof said === "number") return days;
  throw new ExpressionFault(`${said} gives ${JSON.stringify(days)}, not a whole number of days above nought`, 0);
}

/** A time in working days or in days of the calendar. */
export interface Span<Count = Days> {
  workingDays?: Count | undefined;
  days?: Count | undefined;
}

/** A time limit with its days as numbers, as it then runs. */
export const spanOn = <Limit extends Span>(limit: Limit, scope: Scope): Omit<Limit, keyof Span> & Span<number> => {
  const { workingDays, days, ...rest } = limit;
  return {
    ...rest,
    ...(workingDays !== undefined && { workingDays: daysOn(workingDays, scope) }),
    ...(days !== undefined && { days: daysOn(days, scope) }),
  };
};
