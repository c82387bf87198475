import type { Listener } from "../../kernel/index.ts";
import { endWithPerson } from "./commands/end-with-person.ts";

/** A death in the population register reaches the records that end with that person. */
export const onDied: Listener = {
  fact: "registry.person-died",
  name: "registers.end-with-person",
  handle: async ({ act }, fact) => {
    await act(endWithPerson, { person: fact.subject }, { key: `${fact.id}:ended` });
  },
};
