import { z } from "zod";
import { query, relation } from "../../../kernel/index.ts";
import { documentHeld } from "../document.ts";
import type { DocumentRow } from "../tables.ts";

const owner = relation<DocumentRow>("holder", (actor, row) =>
  actor.hat === "business" ? row.business !== null && row.business === actor.business?.id : row.person === actor.person,
);

/** One document of mine, or of my agency. */
export const documentById = query({
  name: "documents.document",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => documentHeld(tx, id),
  allow: [
    { hat: "citizen", relation: owner, purpose: "own-data" },
    { hat: "business", relation: owner, purpose: "own-data" },
    {
      hat: "officer",
      roles: ["reviewer", "head", "front-desk"],
      relation: relation<DocumentRow>("agency that issued it", (actor, row) => row.agency === actor.officer?.agency),
      purpose: "document",
    },
    { hat: "system", purpose: "document" },
  ],
  answer: async (_context, _input, row) => row,
  personal: { about: (row) => [row.person], fields: ["name", "business"] },
});
