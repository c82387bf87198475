import { nextDay, type Tx, type World } from "../../kernel/index.ts";
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

type Errands = { place: Place; errand: Errand };
type Reading = { world: World; tx: Tx; now: Date };

/** Reads it as the house: people see only their own tickets. `hold` keeps everybody else from giving places meanwhile. */
export async function capacityOf(
  context: Reading,
  { place, errand }: Errands,
  day: string,
  hold = false,
): Promise<Capacity> {
  const { tx } = context;
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
  const [only] = await capacitiesOf(context, { place, errand }, day, day);
  return only!;
}

interface Counted {
  tickets: { day: string; slot: string; n: number; owed: number }[];
  lines: { day: string; n: number }[];
  left: number | null;
}

/** The same for every day from `first` to `last`, all counted in one statement: a form offers hours of a whole month. */
export async function capacitiesOf(
  { world, tx, now }: Reading,
  { place, errand }: Errands,
  first: string,
  last: string,
): Promise<(Capacity & { day: string })[]> {
  // What is left of a stock is what is on hand and not promised to anybody, on whatever day.
  const [counted] = await tx.query<Counted>(
    `select
       (select coalesce(json_agg(t), '[]') from (
         select day, coalesce(slot, '') as slot, count(*) as n, count(*) filter (where closed_at is null) as owed
         from appointments.ticket where place = $1 and errand = $2 and day between $3 and $4
           and (closed_at is null or (slot is not null and state = 'served')) group by 1, 2) t) as tickets,
       (select coalesce(json_agg(l), '[]') from (
         select d::date as day, count(*) as n
         from appointments.waiting, generate_series(greatest(from_day, $3::date), least(until_day, $4::date), interval '1 day') d
         where place = $1 and errand = $2 and from_day <= $4 and until_day >= $3 group by 1) l) as lines,
       case when $5::text is not null then
         coalesce((select on_hand from appointments.stock where place = $1 and stock = $5), 0)
         - (select count(*) from appointments.ticket where place = $1 and stock = $5 and closed_at is null)::int end as left`,
    [place.code, errand.code, first, last, errand.stock ?? null],
  );
  const { tickets, lines, left } = counted!;
  const days: (Capacity & { day: string })[] = [];
  for (let day = first; day <= last; day = nextDay(day)) {
    const rows = tickets.filter((one) => one.day === day);
    const slots = slotsOf(place, errand, day, world.calendar);
    days.push({
      day,
      slots,
      claimed: new Map(rows.map(({ slot, n }) => [slot, n])),
      owed: rows.reduce((sum, { owed }) => sum + owed, 0),
      possible: stillServed(slots, now),
      stockLeft: left,
      waiting: lines.find((one) => one.day === day)?.n ?? 0,
    });
  }
  return days;
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
