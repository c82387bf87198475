import { type Figure, type Hall, perSecond } from "./hall.ts";
import { drafts, storedCases } from "./rows.ts";

const lives = 1500;
const clients = 16;

/** Submit, assign, decide: three durable, journalled, authorised acts a case through the HTTP API; the load is made on the same two cores. */
export async function life(hall: Hall, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  let first: number | null = null;
  for (const size of sizes) {
    await storedCases(hall, size);
    const ids = await drafts(hall, lives + 200);
    await hall.prepare("checkpoint");
    const web = await hall.serve();
    const owner = await hall.token("owner");
    const reviewer = await hall.token("reviewer");
    const call = async (token: string, name: string, body: unknown) => {
      const answer = await fetch(`${web.address}/api/v1/${name}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
      return answer.json();
    };
    const tasks = new Map<string, string>();
    const officer = (
      await hall.prepare<{ id: string }>(
        "select o.id from identity.officer o join identity.account a on a.id = o.account where o.office = 'perizinan' limit 1",
      )
    )[0]!.id;
    const one = async (i: number) => {
      const draft = ids[i]!;
      await call(owner, "cases/submit-application", { draft, declaration: true });
      const task = (await hall.prepare<{ id: string }>("select id from cases.task where case_id = $1", [draft]))[0]!.id;
      tasks.set(draft, task);
      await call(reviewer, "cases/assign-task", { task, officer });
      await call(reviewer, "cases/complete-task", { task, outcome: "forward" });
    };
    try {
      for (let i = 0; i < 200; i += 1) await one(i);
      const { rate } = await import("./hall.ts");
      const done = await rate(lives, clients, (i) => one(i + 200));
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
