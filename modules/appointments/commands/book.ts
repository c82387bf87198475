import { z } from "zod";
import { type CommandContext, command, isId, refuse } from "../../../kernel/index.ts";
import { countersOf, errandOf } from "../counters.ts";
import { blockedUntil } from "../no-show.ts";
import { liveStates, type TicketRow } from "../tables.ts";
import { atPlace, holds, ticketHeld } from "../ticket.ts";
import { code, day, reserve, slot } from "./reserve.ts";

const wish = { place: code, errand: code, day, slot };
const id = z.string().refine(isId, "kernel.fault.format");

/** One person holds few places at once, so that nobody hoards them; and only one for the same errand. */
export async function keepFromHoarding({ world, tx }: CommandContext, person: string, place: string, errand: string) {
  const live = await tx.query<Pick<TicketRow, "place" | "errand">>(
    "select place, errand from appointments.ticket where person = $1 and state = any($2)",
    [person, liveStates],
  );
  if (live.some((one) => one.place === place && one.errand === errand))
    refuse("conflict", "appointments.refusal.has-one");
  const { mostOpen } = countersOf(world.government).booking;
  if (live.length >= mostOpen) refuse("conflict", "appointments.refusal.too-many", { most: mostOpen });
}

/** A person books a slot for themselves. */
export const book = command({
  name: "appointments.book",
  input: z.object(wish).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "citizen" }],
  async carryOut(context, { place, errand, day, slot }) {
    const { actor, world, tx, now, tell } = context;
    const person = actor.person!;
    await keepFromHoarding(context, person, place, errand);
    const until = await blockedUntil(tx, countersOf(world.government).noShow, person, now);
    if (until) refuse("conflict", "appointments.refusal.stayed-away", { until: world.calendar.today(until) });
    const result = await tell(reserve, { place, errand, day, slot, person });
    return { result, subject: result.ticket };
  },
});

/** An officer of the place books for somebody who came, called or wrote. The person is told, and by which office. */
export const bookFor = command({
  name: "appointments.book-for",
  input: z.object({ ...wish, person: id }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "officer", roles: ["front-desk"], relation: atPlace, purpose: "counter" }],
  async carryOut(context, { place, errand, day, slot, person }) {
    const { agency, office } = context.actor.officer!;
    await keepFromHoarding(context, person, place, errand);
    const result = await context.tell(reserve, { place, errand, day, slot, person, by: { agency, office } });
    return { result, subject: result.ticket, about: [person] };
  },
});

/** Another day or another hour, in the same place and for the same errand; by the holder or by an officer of the place. */
export const change = command({
  name: "appointments.change",
  input: z.object({ ticket: z.string(), day, slot }).strict(),
  async load({ tx, world }, { ticket }) {
    const row = await ticketHeld(tx, ticket);
    const at = row && errandOf(world.government, row.place, row.errand);
    return row && at ? { ...at, row } : null;
  },
  allow: [
    { hat: "citizen", relation: holds },
    { hat: "officer", roles: ["front-desk"], relation: atPlace, purpose: "counter" },
  ],
  async carryOut({ tell, actor }, { day, slot }, { row }) {
    if (row.state !== "booked") refuse("conflict", "appointments.refusal.moved-on");
    const by = actor.officer && { agency: actor.officer.agency, office: actor.officer.office };
    const { place, errand, person } = row;
    const result = await tell(reserve, { place, errand, day, slot, person, moves: row.id, by });
    return { result, subject: row.id, about: person ? [person] : [] };
  },
});
