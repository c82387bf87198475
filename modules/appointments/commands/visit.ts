import { z } from "zod";
import { command, isId } from "../../../kernel/index.ts";
import { errandOf } from "../counters.ts";
import { cancel } from "./cancel.ts";
import { code, day, reserve, slot } from "./reserve.ts";

const id = z.string().refine(isId);

/**
 * Takes the hour that somebody chose while applying for something. Who has a number for the same errand there already
 * moves it: one visit serves both. Refuses with "conflict" when the hour is gone.
 */
export const takeVisit = command({
  name: "appointments.take-visit",
  internal: true,
  input: z.object({ place: code, errand: code, day, slot, person: id, about: id }).strict(),
  load: async ({ world }, { place, errand }) => errandOf(world.government, place, errand),
  allow: [{ hat: "system" }],
  async carryOut({ tx, tell }, { place, errand, day, slot, person, about }) {
    const [live] = await tx.query<{ id: string }>(
      "select id from appointments.ticket where person = $1 and place = $2 and errand = $3 and state = 'booked'",
      [person, place, errand],
    );
    const { ticket } = await tell(reserve, { place, errand, day, slot, person, about, moves: live?.id ?? null });
    return { result: { ticket }, subject: ticket, about: [person] };
  },
});

/** What was applied for came to nothing: its visits are free for others. */
export const giveBackVisits = command({
  name: "appointments.give-back-visits",
  internal: true,
  input: z.object({ about: id }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, tell }, { about }) {
    const live = await tx.query<{ id: string }>(
      "select id from appointments.ticket where about = $1 and state in ('offered', 'booked', 'arrived') order by id",
      [about],
    );
    for (const { id: ticket } of live) await tell(cancel, { ticket });
    return { result: { freed: live.length }, subject: about };
  },
});
