import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { type EnrolledPerson, enrolPeople } from "./commands/enrol-people.ts";
import { examplePeople } from "./generate/people.ts";
import { peopleEnrolled } from "./queries/people-enrolled.ts";

export const exampleSource = "example";
const batchSize = 2_500;

/**
 * Enters the first `people` of the example's people, each batch by one act. What is in
 * already stays; a larger number adds the missing ones; one cut short goes on where it
 * stopped. Returns how many were added.
 */
export async function seedRegistry(
  world: World,
  { people, say = () => {} }: { people: number; say?: (line: string) => void },
): Promise<{ added: number; seconds: number }> {
  const house = systemActor("registry");
  const { enrolled } = await ask(world, house, peopleEnrolled, { source: exampleSource });
  if (enrolled >= people) return { added: 0, seconds: 0 };
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  let number = 0;
  let batch: EnrolledPerson[] = [];
  // The next batch is made and sealed while the database takes the last one.
  let landing: Promise<unknown> = Promise.resolve();
  for (const { key: _key, ...person } of examplePeople(world.government)) {
    number += 1;
    // Those who are in already are made again too: serials go on from where they stood.
    if (number > enrolled) batch.push(person);
    if (batch.length === batchSize || (number === people && batch.length > 0)) {
      await landing;
      landing = act(world, house, enrolPeople, {
        source: exampleSource,
        first: number - batch.length + 1,
        people: batch,
      });
      const added = number - enrolled;
      say(`${number} / ${people} (${Math.round(added / Math.max(seconds(), 0.001))}/s)`);
      batch = [];
    }
    if (number === people) break;
  }
  await landing;
  return { added: people - enrolled, seconds: seconds() };
}
