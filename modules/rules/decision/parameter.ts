import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import type { Value } from "../value/datum.ts";

export const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const plainName = z.string().regex(/^[a-z][a-zA-Z0-9]*$/);

/** A value that the law names and changes: a rate, a limit, a share. From each day another, with the law that says so. */
export const Parameter = z
  .object({
    title: textSchema,
    law: z.string(),
    unit: z.string().optional(),
    values: z
      .array(
        z
          .object({
            from: isoDay,
            value: z.union([z.number(), z.string().max(200), z.boolean()]),
            law: z.string().optional(),
          })
          .strict(),
      )
      .min(1)
      .max(200),
  })
  .strict();
export type Parameter = z.output<typeof Parameter>;

/** What is in force on a day of things that each hold from a day on; undefined before the first. */
export const inForce = <T extends { from: string }>(dated: readonly T[], day: string): T | undefined => {
  let best: T | undefined;
  for (const one of dated) if (one.from <= day && (best === undefined || one.from > best.from)) best = one;
  return best;
};

/** The value of each parameter on that day ("2026-11-24"); null before its first. */
export const valuesOn = (parameters: Readonly<Record<string, Parameter>>, day: string): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { values }]) => [name, inForce(values, day)?.value ?? null]),
  );

/** The parameters of a service's decisions as names for any of its expressions, on the day that counts. */
export const parametersOn = (
  tables: Readonly<Record<string, { parameters?: Readonly<Record<string, Parameter>> | undefined }>>,
  day: string,
): Record<string, Value> => valuesOn(Object.values(tables)[0]?.parameters ?? {}, day);
