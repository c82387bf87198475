import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { code } from "../commands/reserve.ts";
import { placeOf } from "../counters.ts";
import type { TicketRow } from "../tables.ts";
import { atPlace } from "../ticket.ts";

/** What an officer at a desk works with today: numbers, hours and states; whose they are is not shown. */
export const deskToday = query({
  name: "appointments.desk",
  input: z.object({ place: code }).strict(),
  load: async ({ world }, input) => {
    const place = placeOf(world.government, input.place);
    return place && { place };
  },
  allow: [{ hat: "officer", roles: ["front-desk"], relation: atPlace }],
  async answer({ tx, now, world }, _input, { place }) {
    const today = world.calendar.today(now);
    const tickets = await tx.query<
      Pick<TicketRow, "id" | "errand" | "number" | "state" | "slot" | "desk" | "arrived_at" | "called_at">
    >(
      `select id, errand, number, state, slot, desk, arrived_at, called_at from appointments.ticket
       where place = $1 and day = $2 and closed_at is null and state <> 'offered' order by coalesce(starts_at, arrived_at), number limit 500`,
      [place.code, today],
    );
    const done = await tx.query<{ state: string; n: number }>(
      "select state, count(*)::int as n from appointments.ticket where place = $1 and day = $2 and closed_at is not null group by state",
      [place.code, today],
    );
    const stocks = await tx.query<{ stock: string; on_hand: number; counted_at: Date }>(
      "select stock, on_hand, counted_at from appointments.stock where place = $1 order by stock",
      [place.code],
    );
    return { tickets, done: Object.fromEntries(done.map(({ state, n }) => [state, n])), stocks };
  },
});
