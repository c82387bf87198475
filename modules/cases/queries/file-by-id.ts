import { z } from "zod";
import { isId, query, relation } from "../../../kernel/index.ts";
import type { FileRow } from "../tables.ts";

const officers = ["reviewer", "opinion-giver", "head", "front-desk"] as const;

interface Held extends FileRow {
  /** Agencies that work on the case it belongs to; none while it is a draft's. */
  agencies: string[];
}

const fileOwner = relation<Held>(
  "applicant",
  (actor, file) =>
    file.audience === "all" &&
    (actor.hat === "business"
      ? file.business !== null && file.business === actor.business?.id
      : file.person === actor.person && file.hat === "citizen"),
);

/** A file that was handed in: where it is kept and what it is. */
export const fileById = query({
  name: "cases.file",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  load: async ({ tx }, { id }) =>
    isId(id)
      ? ((
          await tx.query<Held>(
            `select f.*, coalesce(c.agencies, '{}') as agencies
             from cases.file f left join cases.case c on c.id = f.draft where f.id = $1`,
            [id],
          )
        )[0] ?? null)
      : null,
  allow: [
    { hat: "citizen", relation: fileOwner, purpose: "own-data" },
    { hat: "business", relation: fileOwner, purpose: "own-data" },
    {
      hat: "officer",
      roles: officers,
      relation: relation<Held>("office that works on it", (actor, file) =>
        file.agencies.includes(actor.officer?.agency ?? ""),
      ),
      purpose: "service",
    },
  ],
  answer: async (_context, _input, file) => file,
  personal: { about: (file) => [file.person], fields: ["photo"], subject: (_input) => null },
});
