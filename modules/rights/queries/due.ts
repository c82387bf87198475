import { z } from "zod";
import { type Context, type Holding, query } from "../../../kernel/index.ts";
import { ofTheDesk } from "../commands/destroy-key.ts";
import { editionOn } from "../edition.ts";
import { heldBack } from "../hold.ts";
import { holdingsOf } from "../holdings.ts";

/** The most records of one kind that one run looks at. */
const mostAtOnce = 500;

/** Records of a kind whose time is over by today's rule and that no legal hold keeps; and how many one does. */
export async function dueOf(context: Context, holding: Holding) {
  const { world, tx, now } = context;
  const rule = editionOn(world.government, world.calendar.today(now)).keeps[holding.name];
  if (rule?.years === undefined || !holding.endedBefore) return { due: [], held: 0 };
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - rule.years);
  const over = await holding.endedBefore(context, before, mostAtOnce);
  const due: (typeof over)[number][] = [];
  for (const one of over) if (!(await heldBack(tx, holding.name, one.person))) due.push(one);
  return { due, held: over.length - due.length };
}

/** What tonight's run would take away, and what has to wait for a key's destruction or a hold's end: nothing is touched. */
export const retentionRun = query({
  name: "rights.retention-run",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  async answer(context) {
    const lines = [];
    for (const holding of holdingsOf(context.world)) {
      const { due, held } = await dueOf(context, holding);
      const byKey = !holding.remove && holding.personKey === true;
      lines.push({
        name: holding.name,
        due: due.length,
        held,
        removes: holding.remove !== undefined,
        people: byKey ? due.slice(0, 20).map(({ person }) => person) : [],
      });
    }
    return lines;
  },
});

/** The protection officer's dry run, and the holds that lie on records. */
export const retention = query({
  name: "rights.retention",
  input: z.object({}).strict(),
  load: async ({ world, now }) => editionOn(world.government, world.calendar.today(now)).officer,
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofTheDesk, purpose: "rights" }],
  async answer({ tx, askAsRoom }) {
    const holds = await tx.query<{ id: string; holding: string; reason: string; since: Date; person: string | null }>(
      "select id, holding, reason, since, person from rights.hold where lifted_at is null order by id limit 200",
    );
    return { lines: await askAsRoom(retentionRun, {}), holds };
  },
});
