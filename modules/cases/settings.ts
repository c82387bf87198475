import { z } from "zod";
import { governmentFile, type World } from "../../kernel/index.ts";

const many = z.number().int().min(1);
const Drafts = z
  .object({
    /** Days without a save until a draft goes, and how many days before its person is told, the earliest first. */
    keep: z
      .object({ days: many.max(3650), notices: z.array(many).min(1).max(5) })
      .strict()
      .refine(({ days, notices }) => notices.every((one, i) => one < (notices[i - 1] ?? days)), {
        message:
          "notices go from the earliest (most days before) to the last, and none is as long as the draft is kept",
        path: ["notices"],
      }),
    code: z.object({ days: many.max(365), tries: many.max(100) }).strict(),
    counter: z.object({ minutes: many.max(1440), tries: many.max(20), work: many.max(1440) }).strict(),
    rescue: z.object({ minutes: many.max(1440) }).strict(),
    /** The code that proves a number or an address: how long it holds, its tries, and how many may be sent. */
    proof: z.object({ minutes: many.max(1440), tries: many.max(20), sends: many.max(50) }).strict(),
    reuse: z.object({ days: many.max(3650) }).strict(),
  })
  .strict();

export const draftsFile = governmentFile("drafts.yaml", Drafts);

/** The government's own figures for what is not handed in yet (drafts.yaml). */
export const draftRules = (world: World): z.output<typeof Drafts> => draftsFile.of(world.government);
