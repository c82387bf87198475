import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { errandOf } from "../counters.ts";
import { atPlace, holder, holds, ticketLocked } from "../ticket.ts";
import { tellHolder } from "../told.ts";
import { offerJob, reminderOf } from "./reserve.ts";

/** Gives a place back, or turns an offer down: by the holder or an officer of the place. It goes to the next in line. */
export const cancel = command({
  name: "appointments.cancel",
  input: z.object({ ticket: z.string() }).strict(),
  async load({ tx, world }, { ticket }) {
    const row = await ticketLocked(tx, ticket);
    const at = row && errandOf(world.government, row.place, row.errand);
    return row && at ? { ...at, row } : null;
  },
  allow: [
    { hat: "citizen", relation: holds },
    { hat: "officer", roles: ["front-desk"], relation: atPlace, purpose: "counter" },
    { hat: "system" },
  ],
  async carryOut(context, _input, { row }) {
    const { tx, now, actor } = context;
    if (!["offered", "booked", "arrived"].includes(row.state)) refuse("conflict", "appointments.refusal.moved-on");
    await tx.query(
      "update appointments.ticket set state = 'cancelled', closed_at = $2, changed_at = $2, revision = revision + 1 where id = $1",
      [row.id, now],
    );
    if (actor.hat === "officer") await tellHolder(context, row, "cancelled");
    return {
      result: null,
      subject: row.id,
      about: row.person ? [row.person] : [],
      facts: [{ name: "appointments.cancelled", subject: row.id, body: { place: row.place, errand: row.errand } }],
      jobs: [offerJob(row)],
    };
  },
});

/** Takes the place that was kept for who stood in line. */
export const acceptOffer = command({
  name: "appointments.accept-offer",
  input: z.object({ ticket: z.string() }).strict(),
  load: ({ tx }, { ticket }) => ticketLocked(tx, ticket),
  allow: [{ hat: "citizen", relation: holder }],
  async carryOut(context, _input, row) {
    const { tx, now } = context;
    if (row.state !== "offered" || row.offered_until! <= now) refuse("conflict", "appointments.refusal.offer-over");
    await tx.query(
      "update appointments.ticket set state = 'booked', changed_at = $2, revision = revision + 1 where id = $1",
      [row.id, now],
    );
    await tellHolder(context, row, "booked");
    return { result: null, subject: row.id, about: [row.person!], jobs: reminderOf(context, row) };
  },
});
