import { z } from "zod";
import { isId, on, query, relation } from "../../../kernel/index.ts";
import type { CasesTables, FileRow } from "../tables.ts";

const officers = ["reviewer", "opinion-giver", "head", "front-desk"] as const;

const fileOwner = relation<FileRow>("applicant", (actor, file) =>
  actor.hat === "business"
    ? file.business !== null && file.business === actor.business?.id
    : file.person === actor.person && file.hat === "citizen",
);

/** A file that was handed in: where it is kept and what it is. */
export const fileById = query({
  name: "cases.file",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  load: async ({ tx }, { id }) =>
    isId(id)
      ? ((await on<CasesTables>(tx).selectFrom("cases.file").selectAll().where("id", "=", id).executeTakeFirst()) ??
        null)
      : null,
  allow: [
    { hat: "citizen", relation: fileOwner, purpose: "own-data" },
    { hat: "business", relation: fileOwner, purpose: "own-data" },
    {
      hat: "officer",
      roles: officers,
      relation: relation<FileRow>("office that works on it", (actor, file) =>
        file.agencies.includes(actor.officer?.agency ?? ""),
      ),
      purpose: "service",
    },
  ],
  answer: async (_context, _input, file) => file,
  personal: { about: (file) => [file.person], fields: ["photo"], subject: (_input) => null },
});
