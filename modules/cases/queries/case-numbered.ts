import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { involved } from "../case.ts";

/** Which case carries a number, for who may open it: the counter that is asked, the auditor who was told of one. */
export const caseNumbered = query({
  name: "cases.numbered",
  input: z.object({ number: z.string().trim().toUpperCase().max(40) }).strict(),
  load: async ({ tx }, { number }) =>
    (
      await tx.query<{ id: string; agencies: string[] }>("select id, agencies from cases.case where number = $1", [
        number,
      ])
    )[0] ?? null,
  allow: [
    { hat: "officer", roles: ["front-desk", "reviewer", "head"], relation: involved, purpose: "counter" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
  ],
  answer: async (_context, _input, { id }) => ({ id }),
});
