import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { businessView, heldBusiness } from "../business.ts";
import { heldPerson, idSchema, personAs } from "../person.ts";

// For rooms that tell others what a register says: the receipt is left by the question that tells, with who was told
// what, so that a person sees one reading and not two.

export const personTold = query({
  name: "registry.person-told",
  internal: true,
  input: z.object({ id: idSchema }).strict(),
  load: ({ world, tx }, { id }) => heldPerson(world, tx, id),
  allow: [{ hat: "system", purpose: "sign-on" }],
  answer: ({ see, world, tx }, _input, row) => personAs(see, world, tx, row),
});

export const businessTold = query({
  name: "registry.business-told",
  internal: true,
  input: z.object({ id: idSchema }).strict(),
  load: ({ tx }, { id }) => heldBusiness(tx, id),
  allow: [{ hat: "system", purpose: "sign-on" }],
  async answer({ world }, _input, held) {
    const { nib, name } = businessView(world.government, held);
    return { nib, name };
  },
});
