import { z } from "zod";
import { refuse } from "../../../kernel/index.ts";
import { daySchema as day } from "../person.ts";
import { nikSchema as nik } from "../queries/person-by-nik.ts";
import type { MaritalStatus } from "../tables.ts";
import { change, lifeEvent, living, past } from "./event.ts";

const couple = z
  .object({ first: nik, second: nik, on: day })
  .strict()
  .refine(({ first, second }) => first !== second, { path: ["second"], error: "registry.fault.same-person" });

/** Both records change together or neither does. Families stay as they are: who lives with whom is another act. */
const becomes = (status: MaritalStatus, fits: (before: MaritalStatus) => boolean, refusal: string, fact: string) =>
  lifeEvent({
    input: couple,
    async happen(context, { first, second, on }) {
      past(context, on);
      const two = await living(context, [first, second]);
      if (!two.every((one) => fits(one.marital_status))) refuse("conflict", refusal);
      for (const one of two) await change(context, one, { marital_status: status }, on);
      return {
        on,
        people: two.map(({ id }) => id),
        facts: [{ name: fact, subject: two[0]!.id, body: { with: two[1]!.id } }],
      };
    },
  });

export const marriage = becomes(
  "married",
  (before) => before !== "married",
  "registry.refusal.married-already",
  "registry.people-married",
);
export const divorce = becomes(
  "divorced",
  (before) => before === "married",
  "registry.refusal.not-married",
  "registry.people-divorced",
);
