import { Pool } from "../kernel/database/index.ts";
import { ask } from "../kernel/index.ts";
import { personById } from "../modules/registry/index.ts";
import { type Figure, type Hall, milliseconds, perSecond } from "./hall.ts";
import { officerAt } from "./rows.ts";

const clients = 32;
const count = 6_000;

/** The times of `count` works, `clients` at once, and how many a second that was. */
async function measured(work: (i: number) => Promise<unknown>): Promise<{ rate: number; p95: number }> {
  const times: number[] = [];
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        const i = next++;
        const begun = performance.now();
        await work(i);
        times.push(performance.now() - begun);
      }
    }),
  );
  const rate = count / ((performance.now() - start) / 1000);
  return { rate, p95: times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]! };
}

/** One person read through policy, receipt and field filter, beside the same row by a named statement on raw pg. */
export async function read(hall: Hall): Promise<Figure[]> {
  const { world } = hall;
  const desk = await officerAt(hall, "dpmptsp", "loket", "front-desk");
  const ids = (await hall.prepare<{ id: string }>("select id from registry.person limit 5000")).map(({ id }) => id);
  const id = (i: number) => ids[(i * 7919) % ids.length]!;
  const raw = new Pool({ connectionString: hall.adminUrl, max: clients });
  // A connection that is still closing when the database goes is nobody's fault.
  raw.on("error", () => {});
  const floor = () =>
    measured((i) =>
      raw.query({ name: "bench-person", text: "select * from registry.person where id = $1", values: [id(i)] }),
    );
  const ours = () => measured((i) => ask(world, desk, personById, { id: id(i), reason: "counter-visit" }));
  try {
    await floor();
    await ours();
    // Beside each other in time, so that another load on the machine meets both.
    const rounds = [await floor(), await ours(), await floor(), await ours()];
    const best = (of: number) => Math.max(rounds[of]!.rate, rounds[of + 2]!.rate);
    const ratio = best(1) / best(0);
    const p95 = Math.min(rounds[1]!.p95, rounds[3]!.p95);
    return [
      {
        name: `read one person, ${clients} clients`,
        ours: perSecond(best(1)),
        against: `the same row by a named statement ${perSecond(best(0))}`,
        ratio,
        target: "≥ 30 %",
        met: ratio >= 0.3,
      },
      {
        name: `read one person, p95 of ${clients} clients`,
        ours: milliseconds(p95),
        against: "",
        ratio: null,
        target: "≤ 25 ms",
        met: p95 <= 25,
      },
    ];
  } finally {
    await raw.end();
  }
}
