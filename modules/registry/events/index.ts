import type { z } from "zod";
import { birth } from "./birth.ts";
import { divorce, marriage } from "./couple.ts";
import { death } from "./death.ts";
import type { LifeEvent } from "./event.ts";
import { adoption, household, joining, leaving } from "./household.ts";
import { departure, move } from "./move.ts";

/** Every event that the population register knows, by the word that an effect says. */
export const lifeEvents: Readonly<Record<string, LifeEvent>> = {
  birth,
  death,
  marriage,
  divorce,
  adoption,
  move,
  departure,
  household,
  joining,
  leaving,
} as Record<string, LifeEvent>;

/** What each event may be told, and what it must be told: what the effects of a service are held against. */
export const eventFields = Object.fromEntries(
  Object.entries(lifeEvents).map(([event, { input }]) => {
    const shape = (input as { shape?: Record<string, z.ZodType> }).shape ?? {};
    return [
      event,
      {
        may: Object.keys(shape),
        must: Object.keys(shape).filter((name) => !shape[name]!.safeParse(undefined).success),
      },
    ];
  }),
);
