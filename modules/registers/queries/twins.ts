import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { keeper, registerNamed } from "../register.ts";
import type { RecordRow, TwinRow } from "../tables.ts";

const most = 50;
type One = Pick<RecordRow, "id" | "number" | "words" | "person">;

/** Records of a register that may be one and that nobody has judged yet, the most alike first. */
export const openTwins = query({
  name: "registers.twins",
  input: z.object({ register: z.string().max(60) }).strict(),
  load: async ({ tx }, { register }) => {
    const found = await registerNamed(tx, register);
    return found && { register: found };
  },
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: keeper, purpose: "register-upkeep" }],
  async answer({ tx }, { register }) {
    const rows = await tx.query<TwinRow & { a: One; b: One }>(
      `select t.*, jsonb_build_object('id', a.id, 'number', a.number, 'words', a.words, 'person', a.person) as a,
         jsonb_build_object('id', b.id, 'number', b.number, 'words', b.words, 'person', b.person) as b
       from registers.twin t join registers.record a on a.id = t.one join registers.record b on b.id = t.other
       where t.register = $1 and t.verdict is null and a.ended_on is null and b.ended_on is null
       order by t.likeness desc, t.one, t.other limit $2`,
      [register, most],
    );
    return rows.map(({ a, b, likeness }) => ({ one: a, other: b, likeness }));
  },
  personal: {
    about: (rows) => rows.flatMap(({ one, other }) => [one.person, other.person]),
    fields: ["number"],
    note: ({ register }) => ({ register }),
  },
});
