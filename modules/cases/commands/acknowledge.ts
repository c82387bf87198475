import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { caseHeld, definitionOf } from "../case.ts";
import { tellApplicant } from "../messages.ts";

/** Tells the applicant that the application has arrived. */
export const acknowledge = command({
  name: "cases.acknowledge",
  internal: true,
  input: z.object({ case: z.string() }),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, row) {
    const service = await definitionOf(context, row.service, row.version);
    await tellApplicant(context, service, row, "submitted", () => ({}), `/permohonan/${row.id}`);
    return { result: null, subject: row.id };
  },
});
