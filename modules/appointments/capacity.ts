import type { Tx, World } from "../../kernel/index.ts";
import type { Errand, Place } from "./counters.ts";
import { type Slot, slotsOf, stillServed } from "./slots.ts";

/** What is promised and what is possible for one errand on one day. */
export interface Capacity {
  slots: Slot[];
  /** Live numbers per slot; "" holds those without one. */
  claimed: ReadonlyMap<string, number>;
  /** Numbers that still have to be served, and how many still can be. */
  owed: number;
  possible: number;
  /** What is left of what the errand uses up, after all that is promised; null when it uses up nothing. */
  stockLeft: number | null;
  /** People in line for a place that becomes free on that day. */
  waiting: number;
}

/** Reads it as the house: people see only their own tickets. `hold` keeps everybody else from giving places meanwhile. */
export async function capacityOf(
  { world, tx, now }: { world: World; tx: Tx; now: Date },
  { place, errand }: { place: Place; errand: Errand },
  day: string,
  hold = false,
): Promise<Capacity> {
  // Always first the stock and then the day, so that no two wait for each other.
  if (hold && errand.stock)
    await tx.query("select 1 from appointments.stock where place = $1 and stock = $2 for update", [
      place.code,
      errand.stock,
    ]);
  if (hold)
    await tx.query(
      `insert into appointments.day (place, errand, day) values ($1, $2, $3)
       on conflict (place, errand, day) do update set last_number = day.last_number`,
      [place.code, errand.code, day],
    );
  const rows = await tx.query<{ slot: string; n: number; owed: number }>(
    `select coalesce(slot, '') as slot, count(*)::int as n,
       (count(*) filter (where closed_at is null))::int as owed
     from appointments.ticket where place = $1 and errand = $2 and day = $3
       and (closed_at is null or (slot is not null and state = 'served')) group by 1`,
    [place.code, errand.code, day],
  );
  const [line] = await tx.query<{ n: number }>(
    "select count(*)::int as n from appointments.waiting where place = $1 and errand = $2 and $3 between from_day and until_day",
    [place.code, errand.code, day],
  );
  const slots = slotsOf(place, errand, day, world.calendar);
  return {
    slots,
    claimed: new Map(rows.map(({ slot, n }) => [slot, n])),
    owed: rows.reduce((sum, { owed }) => sum + owed, 0),
    possible: stillServed(slots, now),
    stockLeft: errand.stock ? await stockLeft(tx, place.code, errand.stock) : null,
    waiting: line?.n ?? 0,
  };
}

/** What is on hand and not promised to anybody, at a place. */
async function stockLeft(tx: Tx, place: string, stock: string): Promise<number> {
  const [row] = await tx.query<{ left: number }>(
    `select coalesce((select on_hand from appointments.stock where place = $1 and stock = $2), 0)
       - (select count(*) from appointments.ticket where place = $1 and stock = $2 and closed_at is null)::int as left`,
    [place, stock],
  );
  return row!.left;
}

/** How many more numbers the day itself carries, whatever the slot. */
const room = ({ possible, owed, stockLeft }: Capacity): number =>
  Math.max(0, Math.min(possible - owed, stockLeft ?? Number.POSITIVE_INFINITY));

/** Free places of each slot that may still be booked at `now`. */
export function freeSlots(capacity: Capacity, now: Date, closesMinutes: number): { slot: Slot; free: number }[] {
  const most = room(capacity);
  return capacity.slots
    .filter(({ startsAt }) => startsAt.getTime() - closesMinutes * 60_000 > now.getTime())
    .map((slot) => ({
      slot,
      free: Math.max(0, Math.min(slot.bookable - (capacity.claimed.get(slot.time) ?? 0), most)),
    }));
}

/** How many can still draw a number at the door now: never more than can be served until closing. */
export const freeAtDoor = room;
