import type { Context, World } from "../../kernel/index.ts";
import { type OnlineService, promising } from "../catalogue/index.ts";
import { decidedByHand } from "../rights/index.ts";
import type { Move } from "./host.ts";
import type { CaseRow } from "./tables.ts";

// No step of a file can be called so.
const [look, no, over] = ["_by-hand", "_refused-by-hand", "_over-by-hand"] as const;

type Process = OnlineService["process"];

/**
 * A service's process with one step more, which nothing in it leads to: an officer looks at an application that the rules
 * alone would decide. They let it go the way of the rules, or refuse it for one of the service's own reasons.
 */
export function withHand(world: World, { process, agency, refusals }: OnlineService): Process {
  const work = Object.entries(process.steps).flatMap(([name, step]) =>
    "task" in step ? [{ ...step.task, name }] : [],
  );
  const own = work.find((one) => one.agency === agency);
  // People see it where an officer of that agency would look anyway, else at the first station.
  const station = Math.max(
    0,
    process.stations.findIndex(({ steps }) => own && steps.includes(own.name)),
  );
  const office = world.government.agencies.find(({ code }) => code === agency)?.offices[0]?.code ?? "";
  const title = { id: world.words.say("id")("cases.by-hand.title"), en: world.words.say("en")("cases.by-hand.title") };
  return {
    ...process,
    stations: process.stations.map((one, i) => (i === station ? { ...one, steps: [...one.steps, look] } : one)),
    steps: {
      ...process.steps,
      [look]: {
        task: {
          title,
          agency,
          office: own?.office ?? office,
          role: own?.role ?? "reviewer",
          assurance: own?.assurance ?? 2,
          outcomes: { forward: process.start, ...(refusals.length > 0 && { refuse: no }) },
        },
        timers: [],
      },
      [no]: { do: "refuse", next: over, with: {} },
      [over]: { end: "refused" },
    },
  };
}

/** The same service, begun by an officer's look. */
export const byHandFirst = <Service extends { process: Process }>(service: Service): Service => ({
  ...service,
  process: { ...service.process, start: look },
});

/** Whether a first move decides, now or by what only waits from now on, before anybody has looked. */
export function decidesAlone(service: OnlineService, { row, dos }: Move): boolean {
  const deeds = dos.map(({ name }) => name);
  return row.process.ended !== null || deeds.includes("refuse") || promising.isGranting(service, row.process, deeds);
}

/** Its applicant objected to being decided on by the system alone, and was heard. */
export const wantsHand = ({ askAsRoom }: Pick<Context, "askAsRoom">, { person }: Pick<CaseRow, "person">) =>
  askAsRoom(decidedByHand, { person });
