import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { draftLocked, fillsIn } from "../case.ts";
import { keepPage } from "../saved-page.ts";

const file = z
  .object({
    id: z.string(),
    store: z.string().max(200),
    name: z.string().max(200),
    type: z.string().max(60),
    bytes: z.number().int(),
    sha256: z.string().length(64),
  })
  .strict();

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
          z.union([file, z.array(file).max(10)]).transform((one) => [one].flat()),
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
