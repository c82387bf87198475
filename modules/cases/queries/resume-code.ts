import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { applicant, draftHeld } from "../case.ts";
import type { CasesTables } from "../tables.ts";

/** The code of a draft of mine and until when it holds; null when there is none, or none any more. */
export const resumeCode = query({
  name: "cases.resume-code",
  input: z.object({ draft: z.string() }).strict(),
  load: (context, { draft }) => draftHeld(context, draft),
  allow: [
    { hat: "citizen", relation: applicant, purpose: "own-data" },
    { hat: "business", relation: applicant, purpose: "own-data" },
  ],
  async answer({ world, tx, now }, _input, draft) {
    const kept = await on<CasesTables>(tx)
      .selectFrom("cases.resume_code")
      .select(["sealed", "expires_at"])
      .where("draft", "=", draft.id)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    const code = kept && (await world.secrets.open(tx, draft.id, "cases.resume_code.sealed", kept.sealed));
    return kept && code ? { code, until: kept.expires_at } : null;
  },
});

/** The open draft of a code, by the code's hash in hex; for this room alone. */
export const draftCoded = query({
  name: "cases.draft-coded",
  internal: true,
  input: z.object({ hash: z.string().regex(/^[0-9a-f]{32}$/) }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx, now }, { hash }) {
    const found = await on<CasesTables>(tx)
      .selectFrom("cases.resume_code as code")
      .innerJoin("cases.draft as draft", "draft.id", "code.draft")
      .select(["draft.id as draft", "draft.person", "draft.business", "draft.hat", "draft.service", "draft.version"])
      .where("code.hash", "=", Buffer.from(hash, "hex"))
      .where("code.expires_at", ">", now)
      .where("draft.state", "=", "open")
      .executeTakeFirst();
    return found ?? null;
  },
});
