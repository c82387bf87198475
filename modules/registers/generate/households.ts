import type { Government } from "../../../kernel/index.ts";
import { examplePeople } from "../../registry/index.ts";

type Person = ReturnType<typeof examplePeople> extends Generator<infer P> ? P : never;
/** One of the example's people with their place in the row, from 1. */
export type Member = Person & { place: number };

/** The example's people from one place in the row to another, household by household; a household is cut at the ends. */
export function* households(government: Government, from: number, to: number): Generator<Member[]> {
  let place = 0;
  let household: Member[] = [];
  for (const person of examplePeople(government)) {
    place += 1;
    if (place > to) break;
    if (place < from) continue;
    if (household.length > 0 && household[0]!.family !== person.family) {
      yield household;
      household = [];
    }
    household.push({ ...person, place });
  }
  if (household.length > 0) yield household;
}
