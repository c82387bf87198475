import { act } from "../kernel/index.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { timerMinder } from "../modules/cases/jobs/index.ts";
import { type Figure, type Hall, median, milliseconds } from "./hall.ts";
import { drafts, ownerOf } from "./rows.ts";

const due = 10_000;

/** Ten thousand time limits that come due in the same moment, each of a case of its own: how long until all have rung. */
export async function process(hall: Hall): Promise<Figure[]> {
  const [draft] = await drafts(hall, 1);
  await act(hall.world, await ownerOf(hall), submitApplication, { draft: draft!, declaration: true });
  await hall.prepare("delete from cases.timer");
  await hall.prepare(
    `with made as (
       insert into cases.case select r.* from cases.case c, generate_series(1, $2) i,
       jsonb_populate_record(null::cases.case, to_jsonb(c) || jsonb_build_object('id', bench.v7(), 'rev', i,
         'number', 'TRT-2024-' || lpad((nextval('cases.case_number'))::text, 9, '0'))) r where c.id = $1 returning id)
     insert into cases.timer select id, 1, 'nudge', now() - interval '1 minute' from made`,
    [draft, due],
  );
  await hall.prepare("analyze cases.timer");
  const stop = new AbortController();
  const start = performance.now();
  const minding = timerMinder.run(hall.world, stop.signal);
  for (let left = due; left > 0; ) {
    await new Promise((done) => setTimeout(done, 20));
    [{ left }] = (await hall.prepare<{ left: number }>(
      "select count(*)::int as left from cases.timer where due_at < now()",
    )) as [{ left: number }];
  }
  const seconds = (performance.now() - start) / 1000;
  stop.abort();
  await minding;
  return [
    {
      name: "10,000 time limits due at once, each of its own case",
      ours: `${seconds.toFixed(1)} s`,
      against: "",
      ratio: null,
      target: "≤ 10 s",
      met: seconds <= 10,
    },
  ];
}
void median;
void milliseconds;
