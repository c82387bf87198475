import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { activitiesOf, placesOf } from "../codes.ts";

const nothing = z.object({}).strict();

/** The list of business activities (KBLI) that this government's services know. */
export const businessActivities = query({
  name: "registry.activities",
  input: nothing,
  allow: [{ hat: "anyone" }],
  answer: async ({ world }) => activitiesOf(world.government),
});

/** The villages of the region with their districts. */
export const villages = query({
  name: "registry.villages",
  input: nothing,
  allow: [{ hat: "anyone" }],
  answer: async ({ world }) => placesOf(world.government),
});
