import { z } from "zod";
import { command, isId, nextDay, on, Refusal, refuse, refuseFields } from "../../../kernel/index.ts";
import { capacityOf, freeSlots } from "../capacity.ts";
import { countersOf, errandOf } from "../counters.ts";
import type { AppointmentsTables, WaitingRow } from "../tables.ts";
import { keepFromHoarding } from "./book.ts";
import { code, day, offerJob, reserve } from "./reserve.ts";

/** Stands in line for a place that becomes free until a day. */
export const joinWaiting = command({
  name: "appointments.join-waiting",
  input: z.object({ place: code, errand: code, until: day }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "citizen" }],
  async carryOut(context, { place, errand, until }) {
    const { tx, actor, now, newId, world } = context;
    const today = world.calendar.today(now);
    if (until < today || until > nextDay(today, countersOf(world.government).booking.daysAhead))
      refuseFields([{ path: "until", messageKey: "appointments.refusal.no-such-day" }]);
    await keepFromHoarding(context, actor.person!, place, errand);
    const id = newId();
    const added = await on<AppointmentsTables>(tx)
      .insertInto("appointments.waiting")
      .values({ id, place, errand, from_day: today, until_day: until, person: actor.person!, made_at: now })
      .onConflict((at) => at.columns(["person", "place", "errand"]).doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!added) refuse("conflict", "appointments.refusal.in-line");
    return { result: { waiting: id }, subject: id, jobs: [offerJob({ place, errand })] };
  },
});

/** Stands in line no more. */
export const leaveWaiting = command({
  name: "appointments.leave-waiting",
  input: z.object({ waiting: z.string() }).strict(),
  load: async ({ tx, actor }, { waiting }) =>
    isId(waiting)
      ? ((
          await tx.query<WaitingRow>("select * from appointments.waiting where id = $1 and person = $2", [
            waiting,
            actor.person,
          ])
        )[0] ?? null)
      : null,
  allow: [
    { hat: "citizen", relation: { name: "who stands in line", holds: (actor, row) => row.person === actor.person } },
  ],
  async carryOut({ tx }, { waiting }) {
    await tx.query("delete from appointments.waiting where id = $1", [waiting]);
    return { result: null, subject: waiting };
  },
});

/** At most so many are asked in one go; the job comes again. */
const mostAtOnce = 20;

/** Keeps free places for those in line, in their order; each has some hours to say yes. Returns how many were asked. */
export const offerPlaces = command({
  name: "appointments.offer-places",
  internal: true,
  input: z.object({ place: code, errand: code }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "system" }],
  async carryOut(context, { place, errand }, at) {
    const { tx, now, world, tell } = context;
    const { booking, waitingList } = countersOf(world.government);
    const today = world.calendar.today(now);
    const line = await tx.query<WaitingRow>(
      "select * from appointments.waiting where place = $1 and errand = $2 and until_day >= $3 order by id limit $4 for update skip locked",
      [place, errand, today, mostAtOnce],
    );
    let offered = 0;
    for (const one of line) {
      const first = [today, one.from_day].sort().at(-1)!;
      for (let on = first; on <= one.until_day; on = nextDay(on)) {
        const free = freeSlots(await capacityOf(context, at, on, true), now, booking.closesMinutes).find(
          (slot) => slot.free > 0,
        );
        if (!free) continue;
        const closes = free.slot.startsAt.getTime() - booking.closesMinutes * 60_000;
        const until = new Date(Math.min(now.getTime() + waitingList.holdHours * 3_600_000, closes));
        try {
          await tell(reserve, {
            place,
            errand,
            day: on,
            slot: free.slot.time,
            person: one.person,
            offeredUntil: until,
          });
          offered += 1;
        } catch (error) {
          // The free place was counted under the same hold: only the line's own rules can say no.
          if (!(error instanceof Refusal)) throw error;
        }
        break;
      }
    }
    return { result: { offered }, note: { place, errand, offered } };
  },
});
