import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { notOwn } from "../merging/both.ts";
import { findLookAlikes } from "../merging/look-alikes.ts";
import { keepers, keeping, keeps } from "../merging/proposal.ts";
import { idSchema } from "../person.ts";

/** What an act that is still under way may have recorded before the last search ended. */
const overlap = 600_000;
const ever = new Date(0);

/** Looks for pairs of records that may be one person, among those recorded since it last looked. */
export const findDoubles = command({
  name: "registry.find-doubles",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }) {
    // The first time it is everybody; a job asks, and nobody waits.
    tx.send("set local statement_timeout = 300000");
    const [last] = await tx.query<{ done_until: Date }>("select done_until from registry.double_search for update");
    const since = last ? new Date(last.done_until.getTime() - overlap) : ever;
    const found = await findLookAlikes(world, tx, since, now);
    await tx.query(
      `insert into registry.double_search (done_until) values ($1)
       on conflict (one_row) do update set done_until = excluded.done_until`,
      [now],
    );
    return { result: { found }, note: { found } };
  },
});

/** A keeper says of a pair that they are two people: it is not offered again. */
export const judgeDouble = command({
  name: "registry.judge-double",
  input: z.object({ one: idSchema, other: idSchema, reason: z.string().trim().min(5).max(300) }).strict(),
  load: keeping,
  allow: [{ hat: "officer", roles: keepers, relation: keeps, assurance: 2, purpose: "register-upkeep" }],
  async carryOut(context, { one, other, reason }) {
    const { tx, actor, now, newId } = context;
    if (one === other) refuse("conflict", "registry.fault.same-person");
    await notOwn(context, [one, other]);
    // Also of two that nobody had found alike: whoever looked at both has judged.
    const judged = await tx.query(
      `insert into registry.double as d (id, one, other, found_at, reason, officer, judged_at)
       select $1, least(a.id, b.id), greatest(a.id, b.id), $4, $5, $6, $4
       from registry.person a, registry.person b where a.id = $2 and b.id = $3
       on conflict (one, other) do update set reason = excluded.reason, officer = excluded.officer, judged_at = excluded.judged_at
         where d.judged_at is null
       returning id`,
      [newId(), one, other, now, reason, actor.account],
    );
    if (judged.length === 0) refuse("conflict", "registry.refusal.judged-already");
    return { result: null, subject: one, about: [one, other] };
  },
});
