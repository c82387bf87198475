import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import { hitPolicies } from "./hits.ts";
import { isoDay, Parameter, plainName } from "./parameter.ts";

const cell = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .meta({ description: "an expression; a text stands in quotes of its own" });

const Rule = z
  .object({
    when: z.array(cell),
    // biome-ignore lint/suspicious/noThenProperty: the word of a decision rule, never awaited
    then: z.array(cell),
  })
  .strict();

/** A decision table as in DMN: inputs, outputs, rules; each period of law has its own rules. */
export const DecisionTable = z
  .object({
    title: textSchema,
    hit: z.enum(hitPolicies).default("first"),
    law: z.string(),
    inputs: z
      .array(z.object({ expression: z.string(), label: textSchema, unit: z.string().optional() }).strict())
      .min(1)
      .max(20),
    outputs: z.array(plainName).min(1).max(10),
    /** The values that an output can have, the one that counts most first: for `priority` and `output-order`. */
    values: z.record(plainName, z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).optional(),
    /** What holds when no rule fits: an expression per output. */
    otherwise: z.array(cell).optional(),
    /** How values of its outputs are said to people: "low" as "rendah". */
    words: z.record(z.string(), textSchema).optional(),
    /** The parameters of the file that it stands in. */
    parameters: z.record(plainName, Parameter).optional(),
    periods: z
      .array(z.object({ from: isoDay, law: z.string().optional(), rules: z.array(Rule).min(1).max(500) }).strict())
      .min(1)
      .max(50),
  })
  .strict();
export type DecisionTable = z.output<typeof DecisionTable>;

/**
 * decisions.yaml: tables by their names, in the order in which they are decided, and perhaps `parameters`. Each table
 * comes out with the parameters of its file, so that whoever holds a table can decide by it.
 */
export const Decisions = z
  .object({ parameters: z.record(plainName, Parameter).optional() })
  .catchall(DecisionTable)
  .superRefine((file, told) => {
    for (const name of Object.keys(file))
      if (!plainName.safeParse(name).success)
        told.addIssue({ code: "custom", path: [name], message: "a name is one word in camelCase" });
      else if (name !== "parameters" && file.parameters && Object.hasOwn(file.parameters, name))
        told.addIssue({ code: "custom", path: [name], message: `${name} is a parameter, too` });
  })
  .transform(
    ({ parameters, ...tables }): Record<string, DecisionTable> =>
      parameters
        ? Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, { ...table, parameters }]))
        : tables,
  );
