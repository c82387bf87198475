import { z } from "zod";
import { command, isId, nextDay, type Relation, refuse, relation, type Tx } from "../../../kernel/index.ts";
import { editionOn } from "../edition.ts";
import { findOdd } from "../find-looks.ts";
import type { LookRow } from "../tables.ts";

/** Whose desk it was raised to; nobody settles what they did themselves. */
export const ofItsDesk: Relation<LookRow, unknown> = relation<LookRow>(
  "desk it was raised to, not about oneself",
  (actor, row) => row.desk === actor.officer?.agency && row.account !== actor.account,
);

export async function lookHeld(tx: Tx, id: string): Promise<LookRow | null> {
  if (!isId(id)) return null;
  return (await tx.query<LookRow>("select *, day::text as day from rights.look where id = $1", [id]))[0] ?? null;
}

/** Goes through the reads of one day by the rules that held on it. A second run finds nothing new. */
export const findLooks = command({
  name: "rights.find-looks",
  internal: true,
  input: z.object({ day: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  async carryOut(context, { day }) {
    const { world, tx, now, newId } = context;
    const edition = editionOn(world.government, day);
    const odd = await findOdd(context, edition, day, nextDay(day));
    let raised = 0;
    for (const { account, agency, office, kind, counted } of odd) {
      const added = await tx.query(
        `insert into rights.look (id, desk, day, account, agency, office, kind, counted, found_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning 1`,
        [newId(), edition.officer.agency, day, account, agency, office, kind, counted, now],
      );
      raised += added.length;
    }
    return { result: { raised }, subject: day, note: { raised } };
  },
});

/** What came of looking into it: a good reason, or a breach. */
export const settleLook = command({
  name: "rights.settle-look",
  input: z
    .object({
      look: z.string().max(60),
      verdict: z.enum(["explained", "breach"], "rights.fault.look-verdict"),
      words: z.string().trim().min(10, "rights.fault.words").max(1000, "rights.fault.told-long"),
    })
    .strict(),
  load: ({ tx }, { look }) => lookHeld(tx, look),
  allow: [{ hat: "officer", roles: ["protection-officer"], relation: ofItsDesk, assurance: 2, purpose: "rights" }],
  async carryOut({ tx, now }, { verdict, words }, row) {
    if (row.state !== "opened") refuse("conflict", "rights.refusal.decided");
    await tx.query("update rights.look set state = $2, words = $3, settled_at = $4 where id = $1", [
      row.id,
      verdict,
      words,
      now,
    ]);
    return { result: null, subject: row.id, note: { kind: row.kind, verdict } };
  },
});
