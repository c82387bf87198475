import { z } from "zod";
import { nextDay, query } from "../../../kernel/index.ts";
import { capacitiesOf, capacityOf, freeAtDoor, freeSlots } from "../capacity.ts";
import { code, day } from "../commands/reserve.ts";
import { countersOf, errandOf, placeOf } from "../counters.ts";

/** A day of an errand with what is free on it. */
export interface FreeDay {
  day: string;
  slots: { time: string; free: number }[];
}

/** Days from `from` on on which a place is open for an errand, each with its slots and how many are free in them. */
export const freeDays = query({
  name: "appointments.free-days",
  input: z.object({ place: code, errand: code, from: day.optional() }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }, asked) => askAsRoom(countedDays, asked),
});

/** The same, counted by the house: people see their own tickets only. */
export const countedDays = query({
  name: "appointments.counted-days",
  internal: true,
  input: z.object({ place: code, errand: code, from: day.optional() }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "system", purpose: "service" }],
  async answer(context, { from }, at): Promise<{ days: FreeDay[]; stockLeft: number | null }> {
    const { world, now } = context;
    const { daysAhead, closesMinutes } = countersOf(world.government).booking;
    const today = world.calendar.today(now);
    const last = nextDay(today, daysAhead);
    const days: FreeDay[] = [];
    const capacities = await capacitiesOf(context, at, from && from > today ? from : today, last);
    for (const { day, ...capacity } of capacities) {
      const slots = freeSlots(capacity, now, closesMinutes).map(({ slot, free }) => ({
        time: slot.time,
        free: capacity.waiting > 0 ? 0 : free,
      }));
      if (slots.length > 0) days.push({ day, slots });
    }
    return { days, stockLeft: capacities[0]?.stockLeft ?? null };
  },
});

/** What the screen on the wall shows: numbers and desks, nobody's name. */
export interface Screen {
  called: { number: string; desk: string; calledAt: Date }[];
  errands: { errand: string; waiting: number; freeAtDoor: number; next: string | null }[];
}

export const screen = query({
  name: "appointments.screen",
  input: z.object({ place: code }).strict(),
  load: async ({ world }, { place }) => placeOf(world.government, place),
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }, asked) => askAsRoom(countedScreen, asked),
});

export const countedScreen = query({
  name: "appointments.counted-screen",
  internal: true,
  input: z.object({ place: code }).strict(),
  load: async ({ world }, { place }) => placeOf(world.government, place),
  allow: [{ hat: "system", purpose: "service" }],
  async answer(context, _input, place): Promise<Screen> {
    const { tx, now, world } = context;
    const today = world.calendar.today(now);
    const called = await tx.query<{ number: string; desk: string; called_at: Date }>(
      `select number, desk, called_at from appointments.ticket
       where place = $1 and day = $2 and state = 'called' order by called_at desc limit 20`,
      [place.code, today],
    );
    const arrived = await tx.query<{ errand: string; waiting: number; next: string | null }>(
      `select errand, count(*)::int as waiting, min(number) as next from appointments.ticket
       where place = $1 and day = $2 and state = 'arrived' group by errand`,
      [place.code, today],
    );
    const errands: Screen["errands"] = [];
    for (const errand of place.errands) {
      const capacity = await capacityOf(context, { place, errand }, today);
      const here = arrived.find((one) => one.errand === errand.code);
      errands.push({
        errand: errand.code,
        waiting: here?.waiting ?? 0,
        next: here?.next ?? null,
        freeAtDoor: freeAtDoor(capacity),
      });
    }
    return { called: called.map((row) => ({ number: row.number, desk: row.desk, calledAt: row.called_at })), errands };
  },
});
