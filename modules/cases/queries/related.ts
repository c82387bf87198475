import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { caseHeld, involved } from "../case.ts";
import type { LinkRow } from "../desk-tables.ts";
import type { Status } from "../tables.ts";

interface Other {
  id: string;
  number: string;
  label: string;
  status: Status;
}

/** Cases that belong to this one, and those that nobody has said yet whether they are the same. */
export const relatedCases = query({
  name: "cases.related",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => caseHeld(tx, id),
  allow: [
    {
      hat: "officer",
      roles: ["reviewer", "opinion-giver", "head", "front-desk"],
      relation: involved,
      purpose: "service",
    },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
  ],
  async answer({ tx }, _input, { id }) {
    const [links, alike] = await Promise.all([
      tx.query<Other & { kind: LinkRow["kind"]; outward: boolean }>(
        `select c.id, c.number, c.label, c.status, l.kind, l.a = $1 as outward
         from cases.link l join cases.case c on c.id = case when l.a = $1 then l.b else l.a end
         where l.a = $1 or l.b = $1 order by l.id limit 100`,
        [id],
      ),
      tx.query<Other & { likeness: number }>(
        `select c.id, c.number, c.label, c.status, s.likeness
         from cases.likeness s join cases.case c on c.id = case when s.case_id = $1 then s.other else s.case_id end
         where (s.case_id = $1 or s.other = $1) and s.verdict is null and c.status not in ('withdrawn', 'merged')
         order by s.likeness desc, c.id desc limit 5`,
        [id],
      ),
    ]);
    return { links, alike };
  },
});
