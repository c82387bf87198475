import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { designers, draftShown } from "../designers.ts";
import type { Walk } from "../walk.ts";

/** A designer's own walk through a draft; null when there is none. */
export const ownWalk = query({
  name: "studio.walk",
  input: z.object({ draft: z.uuid() }).strict(),
  load: draftShown,
  allow: designers,
  async answer({ tx, actor }, { draft }) {
    const [row] = await tx.query<{ walk: Walk }>("select walk from studio.walk where draft = $1 and account = $2", [
      draft,
      actor.account,
    ]);
    return row?.walk ?? null;
  },
});
