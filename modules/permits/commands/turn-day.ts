import { z } from "zod";
import { command, nextDay } from "../../../kernel/index.ts";
import { changeStanding } from "../../documents/index.ts";
import { permitLocked, writeChange } from "../permit.ts";
import type { PermitRow } from "../tables.ts";
import { tellHolder } from "../tell.ts";

/** A term is over, a suspension has run out, a renewal may be asked for: what the calendar alone decides of a permit. */
export type Turn = "expire" | "resume" | "offer";

/** What the turn of a day means for one permit, or nothing when it has been done or somebody was first. */
export function turnOf(row: PermitRow, today: string): Turn | null {
  const ended = row.valid_until < today;
  if ((row.state === "active" || row.state === "suspended") && ended) return "expire";
  if (row.state === "suspended" && row.suspended_until !== null && row.suspended_until < today) return "resume";
  if (row.state === "active" && row.offered_at === null && row.renew_from !== null && row.renew_from <= today)
    return "offer";
  return null;
}

/** Does it, once: a second telling finds the permit moved on. */
export const turnDay = command({
  name: "permits.turn-day",
  internal: true,
  input: z.object({ permit: z.string() }).strict(),
  load: ({ tx }, { permit }) => permitLocked(tx, permit),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, row) {
    const { world, now, tell } = context;
    const today = world.calendar.today(now);
    const turn: Turn | null = turnOf(row, today);
    if (turn === "expire") {
      writeChange(context, row, { state: "expired", suspended_until: null }, { kind: "expired" });
      // The paper's own end says that its term has passed; held up it would say the wrong thing.
      if (row.state === "suspended")
        await tell(changeStanding, { document: row.document, to: "valid", reason: null, by: null });
      const grace = row.renew_until !== null && row.renew_until >= today ? row.renew_until : null;
      await tellHolder(context, row, "expired", { grace, kind: grace ? "renewable" : "over" });
    } else if (turn === "resume") {
      writeChange(context, row, { state: "active", suspended_until: null }, { kind: "lifted" });
      await tell(changeStanding, { document: row.document, to: "valid", reason: null, by: null });
      await tellHolder(context, row, "resumed");
    } else if (turn === "offer") {
      writeChange(context, row, { offered_at: now }, { kind: "offered", until: row.renew_until });
      await tellHolder(context, row, "offered");
    }
    return {
      result: { turn },
      subject: row.id,
      facts: turn ? [{ name: `permits.${told[turn]}`, subject: row.id }] : [],
      about: turn ? [row.person] : [],
    };
  },
});
const told = { expire: "expired", resume: "lifted", offer: "offered" } as const;

/** The first day on which a permit of this term may be renewed, and the last. */
export const renewalDays = (validUntil: string, terms: { offerDaysBefore: number; graceDays: number }) => ({
  from: nextDay(validUntil, -terms.offerDaysBefore),
  until: nextDay(validUntil, terms.graceDays),
});
