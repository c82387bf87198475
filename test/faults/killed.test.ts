import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { filledDrafts } from "./drafts.ts";
import { house } from "./house.ts";
import { type Told, visitors } from "./visitors.ts";

type Look = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
const bin = fileURLToPath(new URL("../../bin/pendopo.mjs", import.meta.url));

test("web, worker and PostgreSQL killed at random during 2,000 mixed acts: nothing told is lost, nothing is done twice, payment and case agree, the log holds", async (t) => {
  const h = await house(t);
  const medium = await filledDrafts(h.world, h.asAdmin, "medium", 260);
  const low = await filledDrafts(h.world, h.asAdmin, "low", 64);
  const webs = [await h.side("serve"), await h.side("serve")];
  const worker = await h.side("work");
  await Promise.all(webs.map((web) => web.ready()));
  const since = join(h.dataDir, "checkpoint");
  const pendopo = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], { env: { ...process.env, ...h.env }, encoding: "utf8" });
  await drained(h.asAdmin);
  const remembered = pendopo("verify-log", webs[0]!.address, "--since", since);
  assert.equal(remembered.status, 0, remembered.stderr);

  const ending = new AbortController();
  const addresses = webs.map((web) => web.address);
  const people = await visitors(h.world, addresses, ending.signal);
  const { told } = people;
  const lives = [
    ...medium.slice(0, 120).map((draft, i) => () => people.desk(draft, i)),
    ...medium.slice(120).map((draft) => () => people.withdrawn(draft)),
    ...low.map((draft, i) => () => people.quick(draft, i)),
    ...Array.from({ length: 270 }, () => () => people.draft()),
  ].sort(() => Math.random() - 0.5);
  const clients = Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let life = lives.pop(); life; life = lives.pop()) await life();
    }),
  );
  clients.catch(() => {}).finally(() => ending.abort());

  // In turn and at random moments, some hundred acts apart; what died comes back at once, as under systemd.
  const kills = { web: 0, worker: 0, postgres: 0, backend: 0 };
  for (let turn = 0, next = 20; !ending.signal.aborted; ) {
    await wait(20 + Math.random() * 60);
    if (told.acts < next) continue;
    next = told.acts + 30 + Math.random() * 90;
    const victim = (["worker", "web", "postgres", "web", "worker", "backend"] as const)[turn++ % 6]!;
    kills[victim] += 1;
    if (victim === "postgres") {
      h.postgres.kill();
      await h.postgres.start();
    } else if (victim === "backend") {
      const [backend] = await h.asAdmin<{ pid: number }>(
        "select pid from pg_stat_activity where usename = 'pendopo_app' order by state = 'active' desc limit 1",
      );
      if (backend) process.kill(backend.pid, "SIGKILL");
    } else {
      const side = victim === "worker" ? worker : webs[kills.web % webs.length]!;
      await side.kill();
      side.start();
    }
  }
  await clients;
  for (const side of [...webs, worker])
    assert.ok(side.alive, `${side.verb} ended by itself:\n${side.said().slice(-3000)}`);
  assert.ok(Math.min(...Object.values(kills)) >= 2 && told.acts >= 2000, JSON.stringify({ kills, acts: told.acts }));

  await Promise.all(webs.map((web) => web.ready()));
  await drained(h.asAdmin);
  await nothingLost(h.asAdmin, told);
  await nothingTwice(h.asAdmin, told);
  await paymentAndCaseAgree(h.asAdmin, told);

  const outside = pendopo("verify-log", webs[0]!.address, "--since", since);
  assert.equal(outside.status, 0, outside.stderr);
  assert.match(outside.stdout, /continues the checkpoint/);
  const inside = pendopo("verify-log", "--database");
  assert.equal(inside.status, 0, inside.stderr);
  const [log] = await h.asAdmin(
    "select (select count(*)::int from kernel.journal) as rows, size::int from transparency.tree",
  );
  assert.equal(log!.size, log!.rows, "every journal row is in the log");
});

/** Waits until nothing is left to hand over, to do or to sign. What waits to be tried again need not wait so long here. */
async function drained(look: Look): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    await look(`update graphile_worker._private_jobs set run_at = now()
      where last_error is not null and locked_at is null and run_at > now()`);
    const [left] = await look(`select (select count(*) from kernel.outbox)::int as outbox,
      (select count(*) from graphile_worker._private_jobs where run_at <= now())::int as jobs,
      (select size - coalesce((select max(size) from transparency.checkpoint), 0) from transparency.tree)::int as unsigned`);
    if (left!.outbox === 0 && left!.jobs === 0 && left!.unsigned === 0) return;
    await wait(100);
  }
  const left =
    await look(`select t.identifier, j.attempts, j.locked_by, j.last_error from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where run_at <= now() limit 20`);
  assert.fail(`still to do: ${JSON.stringify(left, null, 1)}`);
}

async function nothingLost(look: Look, told: Told): Promise<void> {
  const missing = async (text: string, list: readonly unknown[]) =>
    assert.deepEqual(await look(text, [JSON.stringify(list)]), [], text);
  await missing(
    `select t.* from jsonb_to_recordset($1::jsonb) as t(id uuid, number text) left join cases.case c using (id, number) where c.id is null`,
    [...told.submitted].map(([id, number]) => ({ id, number })),
  );
  await missing(
    `select t.* from jsonb_to_recordset($1::jsonb) as t(task uuid, outcome text)
     left join cases.task k on k.id = t.task and k.outcome = t.outcome and k.closed_at is not null where k.id is null`,
    told.closed,
  );
  const ids = (list: readonly string[]) => list.map((id) => ({ id }));
  await missing(
    `select t.id from jsonb_to_recordset($1::jsonb) as t(id uuid) left join cases.case c on c.id = t.id and c.status = 'withdrawn' where c.id is null`,
    ids(told.withdrawn),
  );
  await missing(
    `select t.id from jsonb_to_recordset($1::jsonb) as t(id uuid) left join cases.draft d on d.id = t.id and d.state = 'dropped' where d.id is null`,
    ids(told.begun),
  );
  await missing(
    `select t.id from jsonb_to_recordset($1::jsonb) as t(id uuid)
     left join payments.bill b on b.id = t.id and b.state = 'paid' left join payments.receipt r on r.bill = b.id where r.id is null`,
    ids(told.paid),
  );
  await missing(
    `select t.id from jsonb_to_recordset($1::jsonb) as t(id uuid)
     left join kernel.journal j on j.request = t.id and j.kind = 'read' where j.id is null`,
    ids(told.reads),
  );
}

async function nothingTwice(look: Look, told: Told): Promise<void> {
  const rows = await look(
    "select name, count(*)::int as n from kernel.journal where via = 'api' and kind = 'act' group by 1",
  );
  const journal = Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  const { "payments.record-event": heard, ...acts } = journal as Record<string, number>;
  const paid = told.paid.length / 2;
  assert.deepEqual(acts, {
    "cases.submit-application": told.submitted.size,
    "cases.add-note": told.notes.length,
    "cases.assign-task": told.assigned.length,
    "cases.complete-task": told.closed.length,
    "cases.begin-draft": told.begun.length,
    "cases.drop-draft": told.begun.length,
    "cases.withdraw-application": told.withdrawn.length,
    "payments.start-payment": paid,
  });
  assert.ok(heard! >= told.paid.length + told.unmatched.length, "a gateway may say it more often, never less");
  const [count] = await look(`select (select count(*) from cases.case)::int as cases,
    (select count(*) from cases.act where kind = 'note')::int as notes, (select count(*) from payments.event)::int as events,
    (select count(*) from payments.receipt)::int as receipts, (select count(*) from payments.exception)::int as exceptions,
    (select count(*) from documents.document)::int as documents`);
  const [refused] = await look("select count(*)::int as n from cases.case where status = 'refused'");
  assert.deepEqual(count, {
    cases: told.submitted.size,
    notes: told.notes.length,
    events: paid + told.unmatched.length,
    receipts: paid,
    exceptions: told.unmatched.length,
    // One for each that was paid, and one letter for each refusal.
    documents: paid + Number(refused!.n),
  });
  const twice = await look("select about, kind from messages.message group by 1, 2 having count(*) > 1");
  assert.deepEqual(twice, [], "nobody is told the same twice");
}

async function paymentAndCaseAgree(look: Look, told: Told): Promise<void> {
  const apart = await look(`select c.number, c.status, b.state, d.state as document from cases.case c
    left join payments.bill b on b.subject = c.id::text left join documents.document d on d.id = c.document
    where (c.status = 'issued') is distinct from coalesce(b.state = 'paid', false)
       or (c.status = 'issued') is distinct from coalesce(d.state = 'valid', false)`);
  assert.deepEqual(apart, []);
  const [ledger] = await look(`select coalesce(sum(amount_minor), 0)::int as rest,
    (select sum(e.amount_minor) from payments.entry e where e.account = 'cash')::text as cash,
    (select sum(amount_minor) from payments.receipt)::text as receipts from payments.entry`);
  assert.equal(ledger!.rest, 0);
  assert.equal(BigInt(String(ledger!.cash)), BigInt(String(ledger!.receipts)) + BigInt(told.unmatched.length));
}
