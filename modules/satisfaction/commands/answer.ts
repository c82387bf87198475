import { z } from "zod";
import { command, isId, refuse, refuseFields } from "../../../kernel/index.ts";
import { instrumentOf } from "../instrument.ts";
import { asked, invitationHeld } from "../invitation.ts";

const scores = z.record(
  z.string().max(60),
  z.coerce.number("satisfaction.fault.score").int().min(1).max(10).nullable(),
);

/**
 * Says what one thinks. Only sums change: nowhere does it stand who said what, not in a row, not in the journal, not in
 * an answer that is kept for a second press. That is why it is no door of the API, where such a key could be sent along.
 */
export const answer = command({
  name: "satisfaction.answer",
  internal: true,
  input: z.object({ case: z.string().max(60), scores }).strict(),
  load: ({ tx }, { case: id }) => invitationHeld(tx, id, true),
  allow: [
    { hat: "citizen", relation: asked },
    { hat: "business", relation: asked },
  ],
  async carryOut({ tx, now, tell }, { scores }, invitation) {
    if (invitation.answered) refuse("conflict", "satisfaction.refusal.answered");
    if (invitation.until <= now) refuse("conflict", "satisfaction.refusal.over");
    await tx.query("update satisfaction.invitation set answered = true where case_id = $1", [invitation.case_id]);
    await tell(count, { cell: invitation.cell, scores });
    return { result: null, subject: invitation.case_id };
  },
});

/** Adds one answer to the sums of a cell; what is shown follows when enough have come since it last did. */
export const count = command({
  name: "satisfaction.count",
  internal: true,
  input: z.object({ cell: z.string().refine(isId), scores }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx }, { cell, scores }) {
    const [row] = await tx.query<{ instrument: string; answered: number; shown: number }>(
      "update satisfaction.cell set answered = answered + 1 where id = $1 returning instrument, answered, shown",
      [cell],
    );
    const instrument = row && instrumentOf(world.government, row.instrument);
    if (!instrument) refuse("not-found", "kernel.refusal.not-found");
    const wrong = instrument.elements.filter(({ code, mayNotApply }) => {
      const score = scores[code];
      return score === undefined || score === null
        ? !mayNotApply || score === undefined
        : score > instrument.scale.length;
    });
    if (wrong.length > 0)
      refuseFields(wrong.map(({ code }) => ({ path: code, messageKey: "satisfaction.fault.score" })));
    const given = instrument.elements.flatMap(({ code }) => (scores[code] ? [[code, scores[code]] as const] : []));
    await tx.query(
      `insert into satisfaction.tally (cell, element, score, n)
       select $1, element, score, 1 from unnest($2::text[], $3::int[]) as t (element, score)
       order by element on conflict (cell, element, score) do update set n = tally.n + 1`,
      [cell, given.map(([code]) => code), given.map(([, score]) => score)],
    );
    if (row!.answered - row!.shown >= instrument.least) {
      await tx.query("update satisfaction.tally set shown = n where cell = $1", [cell]);
      await tx.query("update satisfaction.cell set shown = answered where id = $1", [cell]);
    }
    return { result: null, subject: cell };
  },
});
