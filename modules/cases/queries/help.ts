import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { applicant, definitionOf, draftHeld, helpAsker, helpHeld } from "../case.ts";
import type { CasesTables } from "../tables.ts";

/** Which offices were let into a draft of mine, or ask to be, the latest first; `now` when it stands open. */
export const helpWithDraft = query({
  name: "cases.help",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
  ],
  async answer({ tx, now }, _input, draft) {
    const rows = await on<CasesTables>(tx)
      .selectFrom("cases.assistance")
      .select(["id", "agency", "office", "state", "asked_at", "opened_at", "expires_at"])
      .where("draft", "=", draft.id)
      .orderBy("id", "desc")
      .limit(20)
      .execute();
    return rows.map((row) => ({ ...row, now: row.state !== "over" && row.expires_at > now }));
  },
});

/** A help that I asked for, at the counter: for which service it is, and whether the code is still waited for. */
export const helpAsked = query({
  name: "cases.help-asked",
  internal: true,
  input: z.object({ assistance: z.string() }).strict(),
  load: ({ tx }, { assistance }) => helpHeld(tx, assistance),
  allow: [{ hat: "officer", roles: ["front-desk"], relation: helpAsker, purpose: "counter" }],
  async answer(context, _input, row) {
    const draft = await context.askAsRoom(draftService, { draft: row.draft });
    const service = await definitionOf(context, draft.service, draft.version);
    return {
      title: service.title,
      draft: row.draft,
      state: row.expires_at > context.now ? row.state : "over",
      until: row.expires_at,
    };
  },
});

/** Which service a draft is of, for the counter's own page before the person has agreed. */
export const draftService = query({
  name: "cases.draft-service",
  internal: true,
  input: z.object({ draft: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  answer: ({ tx }, { draft }) =>
    on<CasesTables>(tx)
      .selectFrom("cases.draft")
      .select(["service", "version"])
      .where("id", "=", draft)
      .executeTakeFirstOrThrow(),
});
