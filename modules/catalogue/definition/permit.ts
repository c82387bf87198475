import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
const law = z.string().min(2);
const days = z.number().int().min(1).max(3650);
const cited = z.object({ code: word, text: textSchema, law }).strict();
const row = z.object({ label: textSchema, value: z.string() }).strict();

/** permit.yaml: the lasting right that a service's document proves, and how it lives on after the case has ended. */
export const PermitFile = z
  .object({
    $schema: z.string().optional(),
    /** What the right is about: a place, a vehicle, a stall. `value` is an expression over answers and registers. */
    object: row,
    /** What the holder must keep to; each with its law. What the head adds on approval comes on top. */
    conditions: z.array(cited).max(30).default([]),
    /** What the public register shows; without this the permit is nobody's to look up. */
    register: z
      .object({ holder: z.enum(["shown", "masked"]), rows: z.array(row).max(10).default([]) })
      .strict()
      .optional(),
    /** Offered so many days ahead; may be asked for until `graceDays` after the end. */
    renewal: z
      .object({ offerDaysBefore: days, graceDays: z.number().int().min(0).max(3650), law })
      .strict()
      .optional(),
    amendment: z.object({ law }).strict().optional(),
    /** The offer to another holder stands open so many days. */
    transfer: z.object({ openDays: days, law }).strict().optional(),
    suspension: z
      .object({ longestDays: days, reasons: z.array(cited).min(1).max(30) })
      .strict()
      .optional(),
    revocation: z
      .object({ reasons: z.array(cited).min(1).max(30) })
      .strict()
      .optional(),
    /** To whom and within how many working days a holder may object to a suspension or revocation. */
    objection: textSchema,
  })
  .strict();
export type PermitFile = z.output<typeof PermitFile>;
