import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { Kind } from "../copy/files.ts";
import { holdingsOf, mostOfAKind } from "../holdings.ts";

/**
 * All that the rooms hold of me: each hands out what it has, by its own rules of what a person may see. Own reads leave
 * no line; what is a business's belongs to the business.
 */
export const myCopy = query({
  name: "rights.copy",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data", assurance: 2 }],
  async answer(context): Promise<Kind[]> {
    const kinds: Kind[] = [];
    for (const holding of holdingsOf(context.world))
      kinds.push({ name: holding.name, records: await holding.of(context, context.actor.person!, mostOfAKind) });
    return kinds;
  },
  personal: { about: () => [], fields: ["copy"] },
});
