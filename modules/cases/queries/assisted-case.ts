import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { CaseRow } from "../tables.ts";

/** What became of a draft that was filled in at a counter, for its receipt; null while it is a draft. */
export const assistedCase = query({
  name: "cases.assisted-case",
  internal: true,
  input: z.object({ draft: z.string().max(60) }).strict(),
  allow: [{ hat: "system", purpose: "counter" }],
  async answer({ tx }, { draft }) {
    const [row] = await tx.query<Pick<CaseRow, "number" | "status" | "submitted_at" | "due_at">>(
      "select number, status, submitted_at, due_at from cases.case where id = $1",
      [draft],
    );
    return row ?? null;
  },
});
