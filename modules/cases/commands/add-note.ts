import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { caseHeld, involved, keepFromOwn } from "../case.ts";
import { actRow, writeActs } from "../host.ts";

/** A note among officers; the applicant does not see it. */
export const addNote = command({
  name: "cases.add-note",
  input: z.object({ case: z.string(), text: z.string().trim().min(2).max(2000) }).strict(),
  load: ({ tx }, { case: given }) => caseHeld(tx, given),
  allow: [
    {
      hat: "officer",
      roles: ["reviewer", "opinion-giver", "head", "front-desk"],
      relation: involved,
      purpose: "service",
    },
  ],
  async carryOut(context, { text }, row) {
    await keepFromOwn(context, row);
    writeActs(context, actRow(context, row.id, { kind: "note", audience: "office", body: { message: text } }));
    return { result: null, subject: row.id };
  },
});
