import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { heldPerson, idSchema, keeper, personAs, personFields, self } from "../person.ts";
import { lookedFor, noteOf, reasonGiven } from "./search-people.ts";

/** Officers who work on an application see whom it is about, not the number that opens other doors. */
const partly = { nik: "mask" } as const;
const little = { nik: "mask", birthDate: "deny", birthPlace: "deny", maritalStatus: "deny", family: "deny" } as const;

/**
 * One person's record. `within` is the case or counter visit that it is read for; the
 * person sees it in the list of who read their data.
 */
export const personById = query({
  name: "registry.person",
  input: z.object({ id: idSchema, ...lookedFor }).strict(),
  load: ({ world, tx }, { id }) => heldPerson(world, tx, id),
  allow: [
    { hat: "citizen", relation: self, purpose: "own-data" },
    { hat: "business", relation: self, purpose: "own-data" },
    { hat: "officer", roles: ["front-desk"], purpose: "counter" },
    { hat: "officer", roles: ["reviewer", "head"], purpose: "service", see: partly },
    { hat: "officer", roles: ["opinion-giver"], purpose: "service", see: little },
    { hat: "officer", roles: ["administrator"], relation: keeper, purpose: "register-upkeep" },
    { hat: "system", purpose: "service" },
  ],
  answer({ see, world, tx, actor }, input, row) {
    reasonGiven(actor, input);
    return personAs(see, world, tx, row);
  },
  personal: {
    about: (_person, row) => [row.id],
    fields: personFields,
    subject: ({ within }) => within ?? null,
    note: noteOf,
  },
});
