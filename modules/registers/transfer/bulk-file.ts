import { z } from "zod";
import { governmentFile } from "../../../kernel/index.ts";

const Bulk = z
  .object({
    secondPerson: z
      .object({
        /** From so many records on, what one person asked for is approved by another. */
        from: z.number().int().min(1).max(1_000_000),
        /** The agency whose data stewards may approve what any agency asks for. */
        steward: z.string().max(60),
      })
      .strict(),
    most: z
      .object({
        records: z.number().int().min(1).max(10_000_000),
        faults: z.number().int().min(1).max(100_000),
        shown: z.number().int().min(1).max(500),
      })
      .strict(),
  })
  .strict();

/** What a government says about changes to many records at once. */
export const bulkFile = governmentFile("bulk.yaml", Bulk);
