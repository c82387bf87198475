import { z } from "zod";
import { command, refuse, refuseFields } from "../../../kernel/index.ts";
import { errandOf, placeOf } from "../counters.ts";
import type { TicketRow } from "../tables.ts";
import { atPlace, ticketLocked } from "../ticket.ts";
import { code, offerJob, reserve } from "./reserve.ts";

const ofPlace = [{ hat: "officer", roles: ["front-desk"], relation: atPlace }] as const;

/** Gives a number to who stands at the door: only while it can be served today. */
export const drawNumber = command({
  name: "appointments.draw-number",
  input: z.object({ place: code, errand: code }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: ofPlace,
  async carryOut({ tell, world, now }, { place, errand }) {
    const day = world.calendar.today(now);
    const result = await tell(reserve, { place, errand, day, slot: null, person: null });
    return { result, subject: result.ticket };
  },
});

/** Who booked is here: the code puts them in the queue. */
export const arrive = command({
  name: "appointments.arrive",
  input: z.object({ place: code, code: z.string().trim().toUpperCase().max(20) }).strict(),
  load: async ({ world }, { place }) => placeOf(world.government, place),
  allow: [{ hat: "anyone" }],
  async carryOut({ tell, world, actor }, { place, code }) {
    // Six letters are soon guessed by a program, and not by a person.
    await world.patience.knock("appointments-arrive", actor.account ?? place, { times: 120, seconds: 600 });
    return { result: await tell(arrived, { place, code }) };
  },
});

/** The same as the house: at the door nobody is signed in. */
export const arrived = command({
  name: "appointments.mark-arrived",
  internal: true,
  input: z.object({ place: code, code: z.string().max(20) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, world }, { place, code }) {
    const [row] = await tx.query<TicketRow>(
      "select * from appointments.ticket where place = $1 and day = $2 and code = $3 for update",
      [place, world.calendar.today(now), code],
    );
    if (!row || !["booked", "arrived", "called"].includes(row.state))
      refuseFields([{ path: "code", messageKey: "appointments.fault.code" }]);
    if (row.state === "booked")
      await tx.query(
        "update appointments.ticket set state = 'arrived', arrived_at = $2, changed_at = $2 where id = $1",
        [row.id, now],
      );
    return { result: { number: row.number }, subject: row.id };
  },
});

/**
 * Calls the next number to a desk. Whose hour has come goes first, then who is longest here. Two desks never
 * call the same number, and a desk serves one at a time.
 */
export const callNext = command({
  name: "appointments.call-next",
  input: z.object({ place: code, desk: code }).strict(),
  async load({ world }, input) {
    const place = placeOf(world.government, input.place);
    const desk = place?.desks.find((one) => one.code === input.desk);
    return place && desk ? { place, desk } : null;
  },
  allow: ofPlace,
  async carryOut({ tx, now, world }, _input, { place, desk }) {
    const today = world.calendar.today(now);
    const [busy] = await tx.query<{ number: string }>(
      "select number from appointments.ticket where place = $1 and desk = $2 and day = $3 and state = 'called'",
      [place.code, desk.code, today],
    );
    if (busy) refuse("conflict", "appointments.refusal.desk-busy", { number: busy.number });
    const [next] = await tx.query<TicketRow>(
      `select * from appointments.ticket where place = $1 and day = $2 and errand = any($3) and state = 'arrived'
       order by (starts_at is not null and starts_at <= $4) desc,
         case when starts_at <= $4 then starts_at else arrived_at end, number
       for update skip locked limit 1`,
      [place.code, today, desk.errands, now],
    );
    const none: { number: string | null; ticket: string | null } = { number: null, ticket: null };
    if (!next) return { result: none, note: { place: place.code, desk: desk.code } };
    await tx.query(
      "update appointments.ticket set state = 'called', desk = $2, called_at = $3, changed_at = $3 where id = $1",
      [next.id, desk.code, now],
    );
    return {
      result: { ...none, number: next.number, ticket: next.id },
      subject: next.id,
      facts: [{ name: "appointments.called", subject: next.id, body: { place: place.code, desk: desk.code } }],
    };
  },
});

/** What became of a number that was called: served, nobody came, or called once more. */
export const finish = command({
  name: "appointments.finish",
  input: z.object({ ticket: z.string(), outcome: z.enum(["served", "missed", "again"]) }).strict(),
  async load({ tx, world }, { ticket }) {
    const row = await ticketLocked(tx, ticket);
    const place = row && placeOf(world.government, row.place);
    return row && place ? { row, place } : null;
  },
  allow: ofPlace,
  async carryOut({ tx, now }, { outcome }, { row }) {
    if (row.state !== "called") refuse("conflict", "appointments.refusal.moved-on");
    if (outcome === "again") {
      await tx.query("update appointments.ticket set called_at = $2 where id = $1", [row.id, now]);
      return { result: null, subject: row.id };
    }
    if (outcome === "served" && row.stock)
      await tx.query(
        "update appointments.stock set on_hand = greatest(0, on_hand - 1) where place = $1 and stock = $2",
        [row.place, row.stock],
      );
    await tx.query("update appointments.ticket set state = $2, closed_at = $3, changed_at = $3 where id = $1", [
      row.id,
      outcome,
      now,
    ]);
    return {
      result: null,
      subject: row.id,
      facts: [{ name: `appointments.${outcome}`, subject: row.id, body: { place: row.place, errand: row.errand } }],
      jobs: outcome === "missed" && row.stock ? [offerJob(row)] : [],
    };
  },
});

/** What was counted on the shelf. More means that those in line may come. */
export const countStock = command({
  name: "appointments.count-stock",
  input: z
    .object({ place: code, stock: code, onHand: z.coerce.number("kernel.fault.format").int().min(0).max(1_000_000) })
    .strict(),
  async load({ world }, input) {
    const place = placeOf(world.government, input.place);
    const errands = place?.errands.filter(({ stock }) => stock === input.stock) ?? [];
    return place && errands.length > 0 ? { place, errands } : null;
  },
  allow: ofPlace,
  async carryOut({ tx, now }, { stock, onHand }, { place, errands }) {
    await tx.query(
      `insert into appointments.stock (place, stock, on_hand, counted_at) values ($1, $2, $3, $4)
       on conflict (place, stock) do update set on_hand = excluded.on_hand, counted_at = excluded.counted_at`,
      [place.code, stock, onHand, now],
    );
    return {
      result: null,
      note: { place: place.code, stock, onHand },
      jobs: errands.map((errand) => offerJob({ place: place.code, errand: errand.code })),
    };
  },
});
