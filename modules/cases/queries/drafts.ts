import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { applicant, draftHeld, type HeldDraft, helping } from "../case.ts";
import type { CasesTables } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, purpose: "own-data" },
  { hat: "business", relation: applicant, purpose: "own-data" },
] as const;

/** A draft of mine. */
export const draftById = query({
  name: "cases.draft",
  input: z.object({ id: z.string() }).strict(),
  load: (context, { id }) => draftHeld(context, id),
  allow: [...own, { hat: "officer", roles: ["front-desk"], relation: helping, purpose: "counter" }],
  answer: async (_context, _input, draft): Promise<HeldDraft> => draft,
  personal: {
    about: (draft) => [draft.person],
    fields: ["name", "nik", "birthDate", "address", "business", "answers"],
  },
});

/** What I began and have not handed in. */
export const myDrafts = query({
  name: "cases.drafts",
  input: z.object({}).strict(),
  allow: [
    { hat: "citizen", purpose: "own-data" },
    { hat: "business", purpose: "own-data" },
  ],
  async answer({ tx, actor }) {
    const rows = on<CasesTables>(tx)
      .selectFrom("cases.draft")
      .select(["id", "service", "version", "saved_at", "facts", "state"])
      .where("state", "in", ["open", "signing"])
      .orderBy("id", "desc")
      .limit(20);
    return (
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("person", "=", actor.person!).where("hat", "=", "citizen")
    ).execute();
  },
});
