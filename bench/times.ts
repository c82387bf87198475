import { generateSync } from "otplib";
import { act, ask, stranger } from "../kernel/index.ts";
import { submitApplication } from "../modules/cases/commands/submit-application.ts";
import { caseById } from "../modules/cases/queries/case-by-id.ts";
import { queue } from "../modules/cases/queries/queue.ts";
import { beginSignIn, finishSignIn } from "../modules/identity/commands/sign-in.ts";
import { hashPassword, passwordFits } from "../modules/identity/secret.ts";
import { hashText, newToken } from "../modules/identity/token.ts";
import { searchPeople } from "../modules/registry/index.ts";
import { type Figure, type Hall, median, milliseconds } from "./hall.ts";
import { drafts, officerAt, ownerOf, storedCases } from "./rows.ts";

const tries = 200;

async function timed(count: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  return median(times.slice(Math.floor(count / 10)));
}

/** How long the house itself takes for what people wait for, one at a time, at the size it now has. */
export async function times(hall: Hall): Promise<Figure[]> {
  const { world } = hall;
  const owner = await ownerOf(hall);
  const reviewer = await officerAt(hall, "dpmptsp", "perizinan", "reviewer");
  const desk = await officerAt(hall, "dpmptsp", "loket", "front-desk");
  // At the size it has; but some cases there must be to open.
  await storedCases(hall, 2_000);
  const [size] = await hall.prepare<{ people: number; cases: number }>(
    "select (select count(*) from registry.person)::int as people, (select count(*) from cases.case)::int as cases",
  );
  const at = `${size!.people.toLocaleString("en")} people, ${size!.cases.toLocaleString("en")} cases`;

  const signIns: number[] = [];
  const keys = [
    "citizen",
    "owner",
    "front-desk",
    "reviewer",
    "health",
    "fire",
    "head",
    "auditor",
    "administrator",
    "approver",
    "finance",
  ];
  for (const key of keys) {
    const { identifier, password, totpSecret } = hall.account(key);
    const pending = newToken();
    const start = performance.now();
    await act(world, stranger, beginSignIn, { identifier, password, hash: hashText(pending), network: "127.0.0.1" });
    const code = generateSync({ secret: totpSecret, epoch: Math.floor(Date.now() / 1000) });
    await act(world, stranger, finishSignIn, {
      pending: hashText(pending),
      code,
      hash: hashText(newToken()),
      device: "bench",
      deviceHash: null,
    });
    signIns.push(performance.now() - start);
  }
  const kept = await hashPassword("bench bench bench");
  const hashing = await timed(10, () => passwordFits(kept, "bench bench bench"));

  const names = ["sri wahyuni", "budi santoso", "siti aminah", "agus", "dewi lestari"];
  const search = await timed(tries, (i) =>
    ask(world, desk, searchPeople, { name: names[i % names.length]!, reason: "counter-visit" }),
  );
  const cases = await hall.prepare<{ id: string }>("select id from cases.case tablesample bernoulli (20) limit 300");
  const open = await timed(tries, (i) => ask(world, reviewer, caseById, { id: cases[i % cases.length]!.id }));
  const list = await timed(tries, () => ask(world, reviewer, queue, {}));
  const ids = await drafts(hall, tries);
  const hand = await timed(tries, (i) => act(world, owner, submitApplication, { draft: ids[i]!, declaration: true }));

  const figure = (name: string, ours: number, most: number, peer: number): Figure => ({
    name: `${name}, median at ${at}`,
    ours: milliseconds(ours),
    against: `OpenCRVS (published) ${peer} ms`,
    ratio: null,
    target: `≤ ${most} ms`,
    met: ours <= most,
  });
  return [
    figure("sign in, without the password's hash", median(signIns) - hashing, 30, 130),
    figure("search people", search, 25, 25),
    figure("open a case", open, 20, 75),
    figure("an office's queue", list, 20, 30),
    figure("hand an application in", hand, 40, 150),
  ];
}
