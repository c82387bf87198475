import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { countersOf } from "../counters.ts";
import type { TicketRow } from "../tables.ts";
import { ticketLocked } from "../ticket.ts";
import { tellHolder } from "../told.ts";
import { offerJob } from "./reserve.ts";

/** At most so many are closed in one go; `more` says that the job should come again. */
const most = 500;

/**
 * Closes what time has decided: offers nobody took, bookings whose holder did not come, and what was left of days that
 * are over. What becomes free goes to those in line.
 */
export const sweep = command({
  name: "appointments.sweep",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, world }) {
    const grace = countersOf(world.government).noShow.graceMinutes * 60_000;
    const today = world.calendar.today(now);
    const closed = await tx.query<Pick<TicketRow, "id" | "place" | "errand" | "state" | "stock" | "day">>(
      `with due as (
         select id from appointments.ticket where closed_at is null and (
           (state = 'offered' and offered_until <= $1) or (state = 'booked' and starts_at <= $2)
           or (state in ('arrived', 'called') and day < $3))
         order by id limit $4 for update skip locked)
       update appointments.ticket t set closed_at = $1, changed_at = $1, revision = revision + 1,
         state = case state when 'offered' then 'lapsed' when 'booked' then 'missed' when 'called' then 'served' else 'unserved' end
       from due where t.id = due.id returning t.id, t.place, t.errand, t.state, t.stock, t.day`,
      [now, new Date(now.getTime() - grace), today, most],
    );
    for (const row of closed)
      if (row.state === "served" && row.stock)
        await tx.query(
          "update appointments.stock set on_hand = greatest(0, on_hand - 1) where place = $1 and stock = $2",
          [row.place, row.stock],
        );
    const freed = new Map(
      closed.filter(({ state }) => state !== "served").map((row) => [`${row.place}/${row.errand}`, row]),
    );
    return {
      result: { more: closed.length === most },
      note: { closed: closed.length },
      facts: closed.map(({ id, state, place, errand }) => ({
        name: `appointments.${state}`,
        subject: id,
        body: { place, errand },
      })),
      jobs: [...freed.values()].map(offerJob),
    };
  },
});

/** Says the day before that somebody is expected; whoever cancelled meanwhile hears nothing. */
export const remind = command({
  name: "appointments.remind",
  internal: true,
  input: z.object({ ticket: z.string() }).strict(),
  load: ({ tx }, { ticket }) => ticketLocked(tx, ticket),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, ticket) {
    const late = ticket.starts_at === null || ticket.starts_at <= context.now;
    if (ticket.state === "booked" && !late) await tellHolder(context, ticket, "reminder");
    return { result: null, subject: ticket.id };
  },
});
