import { z } from "zod";
import { query } from "../../../kernel/index.ts";

/** Permits for which a day has come: ended, given back, or to be offered a renewal. */
export const dueTurns = query({
  name: "permits.due-turns",
  internal: true,
  input: z.object({ limit: z.number().int().min(1).max(1000) }).strict(),
  allow: [{ hat: "system", purpose: "document" }],
  answer: async ({ tx, world, now }, { limit }) =>
    (
      await tx.query<{ id: string }>(
        `(select id from permits.permit where state in ('active', 'suspended') and valid_until < $1 order by valid_until limit $2)
         union (select id from permits.permit where state = 'suspended' and suspended_until < $1 order by suspended_until limit $2)
         union (select id from permits.permit where state = 'active' and offered_at is null and renew_from <= $1 order by renew_from limit $2)
         limit $2`,
        [world.calendar.today(now), limit],
      )
    ).map(({ id }) => id),
});
