import { randomInt } from "node:crypto";
import { z } from "zod";
import { type CommandContext, command, isId, nextDay, on, refuse } from "../../../kernel/index.ts";
import { capacityOf, freeAtDoor, freeSlots } from "../capacity.ts";
import { agenciesOf, countersOf, errandOf } from "../counters.ts";
import type { AppointmentsTables, TicketRow } from "../tables.ts";
import { ticketLocked } from "../ticket.ts";
import { tellHolder } from "../told.ts";

const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"; // none that are mistaken for another when read aloud
const newCode = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "kernel.fault.format");
export const slot = z.string().regex(/^\d{2}:\d{2}$/, "kernel.fault.format");
export const code = z.string().max(40);

/** When the holder is reminded: at the set hour of a day before, or never when that has passed. */
export function reminderOf({ world, now }: Pick<CommandContext, "world" | "now">, ticket: TicketRow) {
  const { daysBefore, at } = countersOf(world.government).reminder;
  const runAt = world.calendar.moment(nextDay(ticket.day, -daysBefore), at);
  return runAt > now
    ? [{ name: "appointments.remind", payload: { ticket: ticket.id }, runAt, key: `remind:${ticket.id}` }]
    : [];
}

/**
 * The one place where a number is given: in a slot, or at the door for the rest of today. Whoever asks second sees what
 * the first one took, because the day is held meanwhile. Refuses with "conflict" when nobody could serve it.
 */
export const reserve = command({
  name: "appointments.reserve",
  internal: true,
  input: z
    .object({
      place: code,
      errand: code,
      day,
      slot: slot.nullable(),
      person: z.string().refine(isId).nullable(),
      /** Kept for somebody in line until then; not theirs yet. */
      offeredUntil: z.date().nullable().default(null),
      /** The office that does it for the person. */
      by: z.object({ agency: z.string(), office: z.string() }).strict().nullable().default(null),
      /** What was applied for and needs the visit. */
      about: z.string().refine(isId).nullable().default(null),
      /** A ticket that moves here instead of a new one. */
      moves: z.string().refine(isId).nullable().default(null),
    })
    .strict(),
  allow: [{ hat: "system" }],
  load: async ({ world }, input) => errandOf(world.government, input.place, input.errand),
  async carryOut(context, asked, at) {
    const { world, tx, now, newId } = context;
    const { place, errand } = at;
    const rules = countersOf(world.government).booking;
    const today = world.calendar.today(now);
    if (asked.slot ? asked.day < today || asked.day > nextDay(today, rules.daysAhead) : asked.day !== today)
      refuse("conflict", "appointments.refusal.no-such-day");
    const capacity = await capacityOf(context, at, asked.day, true);
    const before = asked.moves ? await ticketLocked(tx, asked.moves) : null;
    if (asked.moves && before?.state !== "booked") refuse("conflict", "appointments.refusal.moved-on");
    const wanted = freeSlots(capacity, now, rules.closesMinutes).find((one) => one.slot.time === asked.slot);
    if (asked.slot && !wanted) refuse("conflict", "appointments.refusal.no-such-slot");
    if (capacity.stockLeft !== null && capacity.stockLeft + (before?.stock ? 1 : 0) < 1)
      refuse("conflict", "appointments.refusal.no-stock");
    // The mover's own place on the same day is free again by moving.
    const own = before && before.day === asked.day ? 1 : 0;
    const free = wanted
      ? Math.min(
          wanted.slot.bookable - (capacity.claimed.get(wanted.slot.time) ?? 0),
          capacity.possible - capacity.owed + own,
        )
      : freeAtDoor(capacity);
    if (free < 1) refuse("conflict", asked.slot ? "appointments.refusal.slot-full" : "appointments.refusal.door-full");
    // What becomes free goes to those in line first.
    if (asked.slot && !asked.offeredUntil && capacity.waiting > 0 && !(await inLine(context, asked)))
      refuse("conflict", "appointments.refusal.slot-full");
    const [numbered] = await tx.query<{ last_number: number }>(
      "update appointments.day set last_number = last_number + 1 where place = $1 and errand = $2 and day = $3 returning last_number",
      [place.code, errand.code, asked.day],
    );
    const ticket: TicketRow = {
      id: before?.id ?? newId(),
      place: place.code,
      errand: errand.code,
      day: asked.day,
      slot: asked.slot,
      starts_at: wanted?.slot.startsAt ?? null,
      ends_at: wanted?.slot.endsAt ?? null,
      number: `${errand.letter}${String(numbered!.last_number).padStart(3, "0")}`,
      code: newCode(),
      kind: asked.slot ? "booked" : "walk-in",
      state: asked.offeredUntil ? "offered" : asked.slot ? "booked" : "arrived",
      stock: errand.stock ?? null,
      person: asked.person,
      about: asked.about ?? before?.about ?? null,
      agencies: agenciesOf(place),
      by_agency: asked.by?.agency ?? before?.by_agency ?? null,
      by_office: asked.by?.office ?? before?.by_office ?? null,
      desk: null,
      revision: before ? before.revision + 1 : 0,
      made_at: before?.made_at ?? now,
      changed_at: now,
      offered_until: asked.offeredUntil,
      arrived_at: asked.slot ? null : now,
      called_at: null,
      closed_at: null,
    };
    const rows = on<AppointmentsTables>(tx);
    if (before) await rows.updateTable("appointments.ticket").set(ticket).where("id", "=", before.id).execute();
    else await rows.insertInto("appointments.ticket").values(ticket).execute();
    if (asked.person) {
      await tx.query("delete from appointments.waiting where person = $1 and place = $2 and errand = $3", [
        asked.person,
        place.code,
        errand.code,
      ]);
      await tellHolder(context, ticket, before ? "changed" : asked.offeredUntil ? "offered" : "booked");
    }
    return {
      result: { ticket: ticket.id, number: ticket.number, code: ticket.code },
      subject: ticket.id,
      about: asked.person ? [asked.person] : [],
      facts: [
        {
          name: before ? "appointments.changed" : "appointments.made",
          subject: ticket.id,
          body: { place: place.code, errand: errand.code, day: asked.day, kind: ticket.kind },
        },
      ],
      jobs: [...(ticket.state === "booked" ? reminderOf(context, ticket) : []), ...(before ? [offerJob(before)] : [])],
    };
  },
});

const inLine = async (
  { tx }: CommandContext,
  { person, place, errand }: { person: string | null; place: string; errand: string },
) =>
  (
    await tx.query(
      "select 1 from (select person from appointments.waiting where place = $1 and errand = $2 order by id limit 1) f where person = $3",
      [place, errand, person],
    )
  ).length > 0;

/** A place became free: those in line are asked. */
export const offerJob = ({ place, errand }: Pick<TicketRow, "place" | "errand">) => ({
  name: "appointments.offer-places",
  payload: { place, errand },
  key: `offer:${place}:${errand}`,
});
