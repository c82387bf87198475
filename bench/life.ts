import { type Figure, type Hall, perSecond, rate } from "./hall.ts";
import { drafts, storedCases } from "./rows.ts";

const lives = 1500;
const clients = 16;

type Call = (token: string, name: string, body: unknown) => Promise<unknown>;

/** Calls the HTTP API; an answer that is not well ends the run. */
export function apiOf(address: string): Call {
  return async (token, name, body) => {
    const answer = await fetch(`${address}/api/v1/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return answer.json();
  };
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
    const [task] = await hall.prepare<{ id: string }>("select id from cases.task where case_id = $1", [draft]);
    await call(reviewer, "cases/assign-task", { task: task!.id, officer });
    await call(reviewer, "cases/complete-task", { task: task!.id, outcome: "forward" });
  };
}

/** Case lives a second at each number of stored cases; the load is made on the same two cores. */
export async function life(hall: Hall, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  let first: number | null = null;
  for (const size of sizes) {
    await storedCases(hall, size);
    const ids = await drafts(hall, lives + 200);
    await hall.prepare("checkpoint");
    const web = await hall.serve();
    try {
      const live = await lifeOf(hall, apiOf(web.address));
      await rate(200, clients, (i) => live(ids[i]!));
      const done = await rate(lives, clients, (i) => live(ids[i + 200]!));
      figures.push({
        name: `case life (3 acts by HTTP) at ${size.toLocaleString("en")} stored cases`,
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
