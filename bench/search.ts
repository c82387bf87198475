import { ask, stranger } from "../kernel/index.ts";
import { searchPeople } from "../modules/registry/index.ts";
import { residents } from "../modules/registry/tally/residents.ts";
import { type Figure, type Hall, milliseconds } from "./hall.ts";
import { officerAt } from "./rows.ts";

const asked = [
  "sri wahyuni",
  "Budi Santoso",
  "Moh. Hidayat",
  "soejono",
  "siti nur aminah",
  "agus",
  "Dewi Lestary",
  "Drs. H. Bambang Soesilo",
  "poetri ajoe",
  "joko",
  "kartika dewy",
  "Muhammad Rizky",
];
const rounds = 20;

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** How long it takes to find people by names that are spelled otherwise, and to count them by place. */
export async function search(hall: Hall): Promise<Figure[]> {
  const { world } = hall;
  const desk = await officerAt(hall, "dpmptsp", "loket", "front-desk");
  const [size] = await hall.prepare<{ people: number }>("select count(*)::int as people from registry.person");
  const label = `${size!.people.toLocaleString("en")} people`;
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const name of asked) {
      const start = performance.now();
      await ask(world, desk, searchPeople, { name, reason: "counter-visit" });
      // The first round warms the caches and the connections.
      if (round > 0) times.push(performance.now() - start);
    }
  const p95 = at(times, 0.95);
  const counted: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await ask(world, stranger, residents, {});
    if (round > 0) counted.push(performance.now() - start);
  }
  const rolled = at(counted, 0.95);
  return [
    {
      name: `fuzzy search for a name, p95 at ${label}`,
      ours: milliseconds(p95),
      against: `median ${milliseconds(at(times, 0.5))}`,
      ratio: null,
      target: "≤ 50 ms",
      met: p95 <= 50,
    },
    {
      name: `people and households by place, sex and age, p95 at ${label}`,
      ours: milliseconds(rolled),
      against: `median ${milliseconds(at(counted, 0.5))}`,
      ratio: null,
      target: "≤ 300 ms",
      met: rolled <= 300,
    },
  ];
}
