import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { issueToken } from "../../modules/identity/index.ts";
import { filledDrafts } from "./drafts.ts";
import { house } from "./house.ts";

test("while the database is away every page and the API say so with 503 and when to come back; then all work again by itself", async (t) => {
  const h = await house(t);
  const [draft, second] = await filledDrafts(h.world, h.asAdmin, "medium", 2);
  const token = await issueToken(h.world, "narti@tirta.example", { hat: "business", days: 1 });
  const side = await h.side("start");
  await side.ready();
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(side.address + path, { headers, redirect: "manual" });
  const submit = (id: string | undefined) =>
    fetch(`${side.address}/api/v1/cases/submit-application`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": String(id) },
      body: JSON.stringify({ draft: id, declaration: true }),
    });
  const acknowledged = async () =>
    (await h.asAdmin<{ n: number }>("select count(*)::int as n from messages.message"))[0]!.n;
  assert.equal((await get("/readyz")).status, 200);
  assert.equal((await submit(draft)).status, 200);
  await until(async () => (await acknowledged()) === 1);

  await h.postgres.stop();
  const late = await h.side("work");
  const since = performance.now();
  for (const [path, lang, said] of [
    ["/saya", "id", /coba lagi sesaat lagi/i],
    ["/saya?lang=en", "en", /try again shortly/i],
    ["/masuk", "id", /coba lagi sesaat lagi/i],
    ["/petugas", "id", /coba lagi sesaat lagi/i],
  ] as const) {
    const answer = await get(path, { authorization: `Bearer ${token}` });
    const body = await answer.text();
    assert.equal(answer.status, 503, `${path}: ${body}`);
    assert.match(answer.headers.get("retry-after") ?? "", /^\d+$/, path);
    assert.match(body, new RegExp(`<html lang="${lang}"`));
    assert.match(body, said, path);
    assert.doesNotMatch(body, /ECONNREFUSED|\.s\.PGSQL|at .*\.ts:\d+/);
  }
  const refused = await submit(second);
  assert.equal(refused.status, 503);
  assert.match(refused.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.match(refused.headers.get("retry-after") ?? "", /^\d+$/);
  const problem = (await refused.json()) as Record<string, unknown>;
  assert.deepEqual([problem.status, problem.code], [503, "unavailable"]);
  assert.equal((await get("/healthz")).status, 200, "the process itself is well: nobody need restart it");
  const notReady = await get("/readyz");
  assert.equal(notReady.status, 503);
  assert.equal(((await notReady.json()) as { checks: Record<string, { ok: boolean }> }).checks.database!.ok, false);
  // Longer than the job queue's own patience.
  await wait(Math.max(0, 7000 - (performance.now() - since)));

  await h.postgres.start();
  await until(async () => (await get("/readyz")).status === 200);
  assert.equal((await get("/saya", { authorization: `Bearer ${token}` })).status, 200);
  assert.equal((await submit(second)).status, 200);
  await until(async () => (await acknowledged()) === 2);
  assert.ok(side.alive && late.alive, side.said() + late.said());
  assert.doesNotMatch(side.said(), /"msg":"bug"/, "a database that is away is no bug");

  // The worker that was started while the database was away works too.
  await side.end("SIGTERM");
  const before = await acknowledged();
  await h.asAdmin(
    `select graphile_worker.add_job('listen:cases.acknowledge', json_build_object('fact', json_build_object('id', gen_random_uuid(), 'name', 'cases.submitted', 'subject', $1::text)))`,
    [draft],
  );
  await until(
    async () => (await h.asAdmin("select 1 from graphile_worker._private_jobs where run_at <= now()")).length === 0,
  );
  assert.ok((await acknowledged()) >= before);
});

async function until(holds: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > seconds * 10) throw new Error("waited in vain");
    await wait(100);
  }
}
