import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { enterBusiness as enter } from "../business-entry.ts";
import { address } from "../events/event.ts";
import { daySchema, personRowByNik } from "../person.ts";
import { nikSchema } from "../queries/person-by-nik.ts";

/**
 * A business enters the register on an application that was granted: with the person who asked as its owner or director,
 * at their address when it has no place of its own.
 */
export const enterBusiness = command({
  name: "registry.enter-business",
  internal: true,
  input: z
    .object({
      owner: nikSchema,
      name: z.string().trim().min(3).max(150),
      kind: z.enum(["individual", "cv", "pt", "cooperative", "foundation"]),
      kbli: z.array(z.string()).min(1).max(20),
      place: address.nullish(),
      foundedOn: daySchema,
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { owner, place, ...firm }) {
    const row = await personRowByNik(context.world, context.tx, owner);
    if (!row) refuse("conflict", "registry.refusal.unknown-person");
    const { street, rt, rw, village } = row;
    return enter(context, row, { ...firm, address: place ?? { street, rt, rw, village } });
  },
});

/** What an effect may say of a business, and what it must. */
export const businessFields = {
  create: {
    may: ["owner", "name", "kind", "kbli", "place", "foundedOn"],
    must: ["owner", "name", "kind", "kbli", "foundedOn"],
  },
};
