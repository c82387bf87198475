import { z } from "zod";
import { type Context, type Holding, query } from "../../../kernel/index.ts";
import { ofTheDesk } from "../commands/destroy-key.ts";
import { editionOn } from "../edition.ts";
import { heldBack } from "../hold.ts";
import { holdingsOf } from "../holdings.ts";

/** Records of one kind that are looked at in one go, and batches that a dry run counts. */
const batch = 500;
const mostBatches = 20;

/**
 * Records of a kind whose time is over by today's rule and that no legal hold keeps; and how many one does. A batch in the
 * order of their ids: `next` is what the following one begins behind, null when there is none.
 */
export async function dueOf(context: Context, holding: Holding, after: string | null) {
  const { world, tx, now } = context;
  const rule = editionOn(world.government, world.calendar.today(now)).keeps[holding.name];
  if (rule?.years === undefined || !holding.endedBefore) return { due: [], held: 0, next: null };
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - rule.years);
  const over = await holding.endedBefore(context, before, batch, after);
  const kept = await heldBack(
    tx,
    holding.name,
    over.map(({ person }) => person),
  );
  const due = over.filter(({ person }) => !kept.has(person));
  return { due, held: over.length - due.length, next: over.length === batch ? over.at(-1)!.id : null };
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
      const byKey = !holding.remove && holding.personKey === true;
      const line = { name: holding.name, due: 0, held: 0, removes: holding.remove !== undefined };
      const people: string[] = [];
      let after: string | null = null;
      for (let n = 0; n < mostBatches && (n === 0 || after !== null); n += 1) {
        const found: Awaited<ReturnType<typeof dueOf>> = await dueOf(context, holding, after);
        line.due += found.due.length;
        line.held += found.held;
        if (byKey) people.push(...found.due.slice(0, 20 - people.length).map(({ person }) => person));
        after = found.next;
      }
      lines.push({ ...line, more: after !== null, people });
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
