import { act, ask, systemActor, type World } from "../../kernel/index.ts";
import { largestBatch, writeBatch } from "./commands/write-batch.ts";
import { registersOf } from "./definition/read.ts";
import { households } from "./generate/households.ts";
import { type Made, madeOf } from "./generate/of-people.ts";
import { assets, healthFacilities, offices, regions, schools } from "./generate/of-places.ts";
import { batchesWritten } from "./queries/loads.ts";
import type { Entry } from "./transfer/judge.ts";

const house = systemActor("registers");
const reason = "Data contoh";
const sourceOf = (register: string): string => `example:${register}`;
const empty = (): Made => ({
  addresses: [],
  "land-parcels": [],
  vehicles: [],
  "civil-servants": [],
  "social-aid": [],
});

/**
 * Fills the example's registers: what stands in the regency, and what belongs to its first `people`. What is in already
 * stays; a larger number adds the missing ones; one that was cut short goes on where it stopped.
 */
export async function seedRegisters(
  world: World,
  { people, say = () => {} }: { people: number; say?: (line: string) => void },
): Promise<void> {
  const kept = new Set(registersOf(world.government).map(({ code }) => code));
  const write = async (
    register: string,
    entries: Entry[],
    first: number,
    last: number,
    source = sourceOf(register),
  ) => {
    if (!kept.has(register)) return;
    await act(world, house, writeBatch, { register, source, load: null, first, last, reason, entries });
  };
  const written = async (register: string) =>
    (await ask(world, house, batchesWritten, { source: sourceOf(register) })).last;
  await ofPlaces(world, write);
  const registers = Object.keys(empty()) as (keyof Made)[];
  const last = await Promise.all(registers.map(written));
  const from = Math.min(...last) + 1;
  if (from > people) return;
  let made = empty();
  let first = from;
  const flush = async (end: number) => {
    for (const [i, register] of registers.entries())
      if (last[i]! < end) await write(register, made[register], first, end);
    say(`registers: ${end} / ${people} people`);
    [made, first] = [empty(), end + 1];
  };
  let end = from - 1;
  for (const household of households(world.government, from, people)) {
    madeOf(world.government, household, made);
    end = household.at(-1)!.place;
    // Nobody has more records in one register than the batch has people.
    if (end - first + 1 >= largestBatch - 50) await flush(end);
  }
  if (end >= first) await flush(end);
}

/** Schools, offices, regions and what belongs to the government: the same for any number of people. */
async function ofPlaces(
  { government }: World,
  write: (register: string, entries: Entry[], first: number, last: number, source?: string) => Promise<void>,
): Promise<void> {
  const all = { schools, "health-facilities": healthFacilities, offices, assets };
  for (const [register, make] of Object.entries(all)) {
    const entries = make(government);
    for (let at = 0; at < entries.length; at += largestBatch)
      await write(register, entries.slice(at, at + largestBatch), at + 1, Math.min(at + largestBatch, entries.length));
  }
  const { now, former } = regions(government);
  await write("regions", now, 1, now.length);
  const many = former.length;
  if (many === 0) return;
  const made = former.map((one) => one.made);
  const ended = former.map((one) => one.ended);
  await write("regions", made, 1, many, "example:former-regions");
  await write("regions", ended, many + 1, 2 * many, "example:former-regions");
}
