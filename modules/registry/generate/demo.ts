import type { Government } from "../../../kernel/index.ts";
import { type ExamplePerson, examplePeople } from "./people.ts";

/** The known people of the example with their steady ids and numbers, by the key that people/demo.yaml gives them. */
export function demoPeople(government: Government): ReadonlyMap<string, ExamplePerson & { key: string }> {
  const known = new Map<string, ExamplePerson & { key: string }>();
  for (const person of examplePeople(government)) {
    if (person.key === undefined) break;
    if (known.has(person.key)) throw new Error(`people/demo.yaml has two people with the key ${person.key}`);
    known.set(person.key, { ...person, key: person.key });
  }
  return known;
}
