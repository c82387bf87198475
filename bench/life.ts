import { Agent, request } from "node:http";
import { type Figure, type Hall, perSecond, rate } from "./hall.ts";
import { drafts, storedCases } from "./rows.ts";

const lives = 4000;
/** Until compiler, connections and their prepared plans are warm. */
const warm = 600;
const clients = 16;

type Call = (token: string, name: string, body: unknown) => Promise<unknown>;

/** Calls the HTTP API; an answer that is not well ends the run. */
export function apiOf(address: string): Call {
  // The load shares the two cores with the house: `fetch` would take a third of them.
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return (token, name, body) =>
    new Promise((done, failed) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "content-length": bytes.length,
      };
      const asked = request(`${address}/api/v1/${name}`, { agent, method: "POST", headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const told = Buffer.concat(parts).toString();
          if (answer.statusCode === 200) done(JSON.parse(told));
          else failed(new Error(`${name}: ${answer.statusCode} ${told.slice(0, 300)}`));
        });
      });
      asked.on("error", failed);
      asked.end(bytes);
    });
}

/** One case from hand-in to the reviewer's word: three durable, journalled, authorised acts through the API. */
export async function lifeOf(hall: Hall, call: Call): Promise<(draft: string) => Promise<void>> {
  const owner = await hall.token("owner");
  const reviewer = await hall.token("reviewer");
  const [{ id: officer } = { id: "" }] = await hall.prepare<{ id: string }>(
    "select o.id from identity.officer o where o.office = 'perizinan' limit 1",
  );
  return async (draft) => {
    await call(owner, "cases/submit-application", { draft, declaration: true });
    // The officer's page would have told the task; looked up here, so that only the three acts are counted.
    const [task] = await hall.prepare<{ id: string }>("select id from cases.task where case_id = $1", [draft], "task");
    await call(reviewer, "cases/assign-task", { task: task!.id, officer });
    await call(reviewer, "cases/complete-task", { task: task!.id, outcome: "forward" });
  };
}

/** Case lives a second at each number of stored cases; the load is made on the same two cores. */
export async function life(hall: Hall, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  let first: number | null = null;
  for (const size of sizes) {
    const stored = await storedCases(hall, size);
    const ids = await drafts(hall, lives + warm);
    await hall.prepare("checkpoint");
    const web = await hall.serve();
    try {
      const live = await lifeOf(hall, apiOf(web.address));
      await rate(warm, clients, (i) => live(ids[i]!));
      const done = await rate(lives, clients, (i) => live(ids[i + warm]!));
      figures.push({
        name: `case life (3 acts by HTTP) at ${stored.toLocaleString("en")} stored cases`,
        ours: perSecond(done),
        against: first === null ? "DIGIT on 16 vCPU 37 /s" : `at the smaller size ${perSecond(first)}`,
        ratio: first === null ? null : done / first,
        target: first === null ? "≥ 400 /s" : "≥ 400 /s and ≥ 90 %",
        met: done >= 400 && (first === null || done / first >= 0.9),
      });
      first ??= done;
    } finally {
      await web.stop();
    }
  }
  return figures;
}
