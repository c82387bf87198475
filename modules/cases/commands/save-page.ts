import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { draftLocked, fillsIn } from "../case.ts";
import { keepPage } from "../saved-page.ts";
import { takenFile } from "../upload.ts";

/** Saves one page as it was posted; `files` are uploads that were taken in already, by field. */
export const savePage = command({
  name: "cases.save-page",
  internal: true,
  input: z
    .object({
      draft: z.string(),
      page: z.string().max(60),
      posted: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      files: z
        .record(
          z.string(),
          z.union([takenFile, z.array(takenFile).max(10)]).transform((one) => [one].flat()),
        )
        .default({}),
      seen: z.string().max(20).optional(),
      hand: z.string().max(64).optional(),
    })
    .strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, sent, draft) {
    const result = await keepPage(context, draft, sent);
    return { result, subject: draft.id, about: context.actor.hat === "officer" ? [draft.person] : [] };
  },
});
