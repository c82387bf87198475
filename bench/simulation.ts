import { act, ask, systemActor, type WorkContext } from "../kernel/index.ts";
import { drafting } from "../modules/catalogue/index.ts";
import { beginSimulation } from "../modules/studio/commands/simulation.ts";
import { simulateJob } from "../modules/studio/jobs/simulate.ts";
import type { Tally } from "../modules/studio/replay.ts";
import type { Figure, Hall } from "./hall.ts";
import { officerAt, storedCases } from "./rows.ts";

const cases = 100_000;

/** A draft with a wider limit: the whole register counted, and 100,000 cases of the past put through it, as its job does. */
export async function simulation(hall: Hall): Promise<Figure[]> {
  const { world, prepare } = hall;
  await storedCases(hall, cases);
  // Of more cases than these, the newest: the day from which there are so many.
  const [from] = await prepare<{ since: string; n: number }>(
    `select to_char(min(submitted_at), 'YYYY-MM-DD') as since, count(*)::int as n from
       (select submitted_at from cases.case where service = 'izin-usaha-mikro' order by submitted_at desc limit $1) newest`,
    [cases],
  );
  const designer = await officerAt(hall, "dpmptsp", "perizinan", "designer");
  const { draft } = await act(world, designer, drafting.open, { code: "izin-usaha-mikro" });
  const { files, revision } = await ask(world, designer, drafting.byId, { id: draft });
  const wider = { ...files, "decisions.yaml": files["decisions.yaml"]!.replace('"> 50"', '"> 80"') };
  await act(world, designer, drafting.save, { draft, revision, files: wider });
  const { id } = await act(world, designer, beginSimulation, { draft, since: from!.since });
  const house = systemActor("studio");
  const context = {
    world,
    act: (command, input, options) => act(world, house, command, input, options),
    ask: (query, input) => ask(world, house, query, input),
  } as WorkContext;
  let counting = 0;
  const timed: WorkContext = {
    ...context,
    async ask(query, input) {
      const start = performance.now();
      const answer = await context.ask(query, input);
      if (query.name === "registry.tally-eligible") counting = (performance.now() - start) / 1000;
      return answer;
    },
  };
  const start = performance.now();
  await simulateJob.handle(timed, { id });
  const whole = (performance.now() - start) / 1000;
  const [kept] = await prepare<{ tally: Tally }>("select tally from studio.simulation where id = $1", [id]);
  await act(world, designer, drafting.drop, { draft });
  const { tally } = kept!;
  const people = tally.register && "people" in tally.register ? tally.register.people : 0;
  const count = (n: number) => n.toLocaleString("en");
  const limit = (name: string, found: number, most: number): Figure => ({
    name,
    ours: `${found.toFixed(2)} s`,
    against: "",
    ratio: null,
    target: `≤ ${most} s`,
    met: found <= most,
  });
  // Per 100,000: the first day of the newest may hold a few more.
  return [
    limit(`simulation of a draft: who may apply, before and after, of ${count(people)} people`, counting, 5),
    limit(`simulation of a draft: ${count(cases)} cases of the past`, ((whole - counting) * cases) / tally.cases, 60),
  ];
}
