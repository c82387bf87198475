import { z } from "zod";
import { type Held, idsOf, query } from "../../../kernel/index.ts";
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
    const ids = await idsOf(context, context.actor.person!);
    for (const holding of holdingsOf(context.world)) {
      const records: Held[] = [];
      for (const id of ids) records.push(...(await holding.of(context, id, mostOfAKind)));
      kinds.push({ name: holding.name, records });
    }
    return kinds;
  },
  personal: { about: () => [], fields: ["copy"] },
});
