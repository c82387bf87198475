import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { declareAbsence, revokeAbsence } from "../commands/absence.ts";
import { addNote } from "../commands/add-note.ts";
import { assignTask } from "../commands/assign-task.ts";
import { prepareBulk, startBulk, stopBulk } from "../commands/bulk.ts";
import { askInquiry } from "../commands/inquiry.ts";
import { bulkJob } from "../jobs/bulk.ts";
import { bulkById } from "../queries/bulk.ts";
import { workContext } from "../work.ts";
import { colleague } from "./colleague.ts";
import { republished, work } from "./republished.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const many = async (s: Scene, n: number) => {
  const cases: string[] = [];
  for (let i = 0; i < n; i += 1) cases.push(await s.submitted());
  return { cases, tasks: await Promise.all(cases.map((id) => s.task(id, "dpmptsp"))) };
};
const states = async (s: Scene, bulk: string) =>
  (await s.ask(s.reviewer, bulkById, { bulk })).items.map(({ state, why }) => (why ? `${state}: ${why}` : state));

test("before anything is done each row says what would become of it; then each is an act of its own by the officer", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const { cases, tasks } = await many(s, 4);
  await s.act(s.reviewer, assignTask, { task: tasks[1]!, officer: sari.officer!.id });
  await s.does(s.reviewer, cases[2]!, "ask-opinions");
  const foreign = await s.task(cases[2]!, "dinkes");
  const { id } = await s.act(s.reviewer, prepareBulk, {
    kind: "assign",
    rows: [...tasks, foreign, s.world.newId()],
    officer: sari.officer!.id,
  });
  assert.deepEqual(await states(s, id), [
    "ready",
    "cannot: cases.bulk.has-it",
    "cannot: cases.refusal.task-done",
    "ready",
  ]);
  assert.equal((await s.look(cases[0]!)).tasks[0]!.assignee, null, "nothing is done yet");
  await s.work();
  assert.equal((await s.look(cases[0]!)).tasks[0]!.assignee, null, "and nothing by itself");
  await s.act(s.reviewer, startBulk, { bulk: id });
  await s.work();
  assert.deepEqual((await states(s, id)).filter((one) => one === "done").length, 2);
  const acts = await s.asOwner<{ account: string }>(
    "select account from kernel.journal where name = 'cases.assign-task' and via = 'job'",
  );
  assert.deepEqual(
    acts.map(({ account }) => account),
    [s.reviewer.account, s.reviewer.account],
  );
  assert.equal((await s.ask(s.reviewer, bulkById, { bulk: id })).state, "done");
  await assert.rejects(s.act(s.reviewer, startBulk, { bulk: id }), refused("conflict"));
  await assert.rejects(s.act(sari, startBulk, { bulk: id }), refused("not-found"), "only who asked for it");
  await assert.rejects(s.ask(sari, bulkById, { bulk: id }), refused("not-found"));
});

test("only outcomes that the process marks are given to many; a case that waits for an answer, or is a colleague's, is left alone", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const { cases, tasks } = await many(s, 3);
  await s.act(s.reviewer, assignTask, { task: tasks[1]!, officer: sari.officer!.id });
  const question = { case: cases[2]!, outside: "Balai POM", question: "Sudah terdaftar?", workingDays: 3, holds: true };
  await s.act(s.reviewer, askInquiry, question);
  const bulk = async (outcome: string) =>
    states(s, (await s.act(s.reviewer, prepareBulk, { kind: "complete", rows: tasks, outcome })).id);
  assert.deepEqual(await bulk("forward"), ["ready", "cannot: cases.bulk.others", "cannot: cases.refusal.on-hold"]);
  for (const outcome of ["return", "approve", "constructor"])
    assert.deepEqual(new Set(await bulk(outcome)), new Set(["cannot: cases.bulk.each-by-itself"]), outcome);
  for (const nothing of [
    { kind: "note" as const, rows: tasks },
    { kind: "assign" as const },
    { kind: "complete" as const, rows: tasks },
  ])
    await assert.rejects(s.act(s.reviewer, prepareBulk, nothing), refused("invalid"));
});

test("free tasks are spread over colleagues who are present, to whoever has least", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const dewi = await colleague(s, "wulan", "dpmptsp", "perizinan", ["reviewer"]);
  const { tasks } = await many(s, 7);
  await s.act(s.reviewer, assignTask, { task: tasks[0]!, officer: sari.officer!.id });
  const today = "2026-11-24";
  const ill = { officer: dewi.officer!.id, deputy: null, duties: ["reviewer" as const], from: today, until: today };
  await s.act(s.reviewer, declareAbsence, ill);
  const { id } = await s.act(s.reviewer, prepareBulk, { kind: "balance" });
  await s.act(s.reviewer, startBulk, { bulk: id });
  await s.work();
  const load = await s.asOwner<{ assignee: string; n: number }>(
    "select assignee, count(*)::int as n from cases.task where closed_at is null group by 1",
  );
  const n = (officer: string) => load.find(({ assignee }) => assignee === officer)?.n ?? 0;
  const loads = load.map((one) => one.n);
  assert.equal(n(dewi.officer!.id), 0, "who is away gets nothing");
  assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, JSON.stringify(load));
  assert.equal(
    load.reduce((sum, one) => sum + one.n, 0),
    7,
  );
});

test("stopped, killed between two items and begun again, each item is done exactly once", async (t) => {
  const s = await scene(t);
  const { cases, tasks } = await many(s, 13);
  const { id } = await s.act(s.reviewer, prepareBulk, { kind: "note", rows: tasks, text: "Sekali saja." });
  await s.act(s.reviewer, startBulk, { bulk: id });
  // The worker dies after some items were done and before it could write that down.
  const dying = workContext(s.world);
  let settled = 0;
  const job = bulkJob.handle(
    {
      world: s.world,
      ask: dying.ask,
      act: async (command, raw, options) => {
        settled += 1;
        if (settled === 2) throw new Error("killed");
        return dying.act(command, raw, options);
      },
    },
    { bulk: id },
  );
  await assert.rejects(job, /killed/);
  assert.deepEqual(
    (await states(s, id)).filter((one) => one === "done").length,
    10,
    "ten of thirteen are written down",
  );
  await s.act(s.reviewer, stopBulk, { bulk: id });
  await s.work();
  assert.equal((await states(s, id)).filter((one) => one === "ready").length, 3, "a stop is a stop");
  await s.act(s.reviewer, startBulk, { bulk: id });
  await Promise.all([1, 2].map(() => bulkJob.handle({ world: s.world, ...dying }, { bulk: id })));
  await s.work();
  for (const one of cases) {
    const notes = (await s.look(one)).acts.filter(({ kind }) => kind === "note");
    assert.equal(notes.length, 1);
  }
  assert.ok((await states(s, id)).every((one) => one === "done"));
});

test("an item that its act turns down says why, and an officer who lost the duty meanwhile does nothing more", async (t) => {
  const s = await scene(t);
  const { cases, tasks } = await many(s, 2);
  const forward = { kind: "complete" as const, rows: tasks, outcome: "forward" };
  const { id } = await s.act(s.reviewer, prepareBulk, forward);
  await s.does(s.reviewer, cases[0]!, "forward");
  await s.act(s.reviewer, startBulk, { bulk: id });
  await s.work();
  assert.deepEqual(await states(s, id), ["refused: cases.refusal.task-done", "done"]);
  const more = await s.submitted();
  const late = await s.act(s.reviewer, prepareBulk, { ...forward, rows: [await s.task(more, "dpmptsp")] });
  await s.act(s.reviewer, startBulk, { bulk: late.id });
  await s.asOwner("update identity.officer_role set withdrawn_at = now() where officer = $1", [s.reviewer.officer!.id]);
  await s.work();
  assert.deepEqual(await states(s, late.id), ["refused: cases.bulk.no-duty"]);
  assert.ok((await s.look(more)).tasks[0]!.closed_at === null);
  await assert.rejects(s.act(s.health, addNote, { case: more, text: "Halo." }), refused("not-found"));
});

/** A scene whose government lets so many rows be done by one press. */
async function withLimit(t: Parameters<typeof scene>[0], most: number) {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-desk-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL("../../../government/example", import.meta.url)), folder, { recursive: true });
  const file = join(folder, "desk.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/most: 2000/, `most: ${most}`));
  return scene(t, { env: { GOVERNMENT_DIR: folder } });
}

test("all that is in a queue, as it is narrowed, is judged and done; beyond the government's limit the rest is left for the next press", async (t) => {
  const s = await withLimit(t, 3);
  const { cases, tasks } = await many(s, 5);
  await s.act(s.reviewer, assignTask, { task: tasks[4]!, officer: s.reviewer.officer!.id });
  const mine = await s.act(s.reviewer, prepareBulk, { kind: "note", queue: { whose: "mine" }, text: "Satu." });
  assert.deepEqual(await states(s, mine.id), ["ready"]);
  const { id } = await s.act(s.reviewer, prepareBulk, { kind: "note", queue: {}, text: "Semua." });
  const told = await s.ask(s.reviewer, bulkById, { bulk: id, limit: 2 });
  assert.deepEqual(
    [told.sums, told.asked.more, told.items.length],
    [[{ state: "ready", why: null, target_name: null, n: 3 }], true, 2],
  );
  assert.equal((await s.ask(s.reviewer, bulkById, { bulk: id, after: told.next! })).items.length, 1);
  await s.act(s.reviewer, startBulk, { bulk: id });
  await s.work();
  const noted = await Promise.all(
    cases.map(async (one) => (await s.look(one)).acts.filter(({ kind }) => kind === "note").length),
  );
  assert.equal(noted.filter((n) => n === 1).length, 3);
  await assert.rejects(
    s.act(s.reviewer, prepareBulk, { kind: "remind", queue: {} }),
    refused("invalid"),
    "another kind of queue",
  );
  await assert.rejects(
    s.act(s.reviewer, prepareBulk, { kind: "note", queue: { due: "late" }, text: "Tak ada." }),
    refused("invalid"),
  );
});

test("a deputy does to many what the absent colleague has, in both names, and no longer once it is revoked", async (t) => {
  const s = await scene(t);
  const sari = await colleague(s, "joko", "dpmptsp", "perizinan", ["reviewer"]);
  const { cases, tasks } = await many(s, 2);
  for (const task of tasks) await s.act(s.reviewer, assignTask, { task, officer: s.reviewer.officer!.id });
  const forward = { kind: "complete" as const, queue: {}, outcome: "forward" };
  const of = async (bulk: string) =>
    (await s.ask(sari, bulkById, { bulk })).items.map(({ state, why }) => why ?? state);
  assert.deepEqual(await of((await s.act(sari, prepareBulk, forward)).id), ["cases.bulk.others", "cases.bulk.others"]);
  const day = "2026-11-24";
  const me = s.reviewer.officer!.id;
  const absence = { officer: me, deputy: sari.officer!.id, duties: ["reviewer" as const], from: day, until: day };
  const { id: away } = await s.act(s.reviewer, declareAbsence, absence);
  const { id } = await s.act(sari, prepareBulk, { ...forward, queue: { whose: "mine" } });
  assert.deepEqual(await of(id), ["ready", "ready"]);
  await s.act(sari, startBulk, { bulk: id });
  const house = workContext(s.world);
  let looks = 0;
  const ask: typeof house.ask = async (query, raw) => {
    if (query.name === "identity.colleagues" && ++looks === 2) await s.act(s.reviewer, revokeAbsence, { id: away });
    return house.ask(query, raw);
  };
  await bulkJob.handle({ world: s.world, act: house.act, ask }, { bulk: id });
  assert.deepEqual(await of(id), ["done", "kernel.refusal.not-found"]);
  const act = (await s.look(cases[0]!)).acts.find(({ kind }) => kind === "forwarded")!;
  assert.deepEqual([act.officer, act.body.for], [sari.name, s.reviewer.name]);
});

test("a duty that is withdrawn while the work is under way ends it with the row before", async (t) => {
  const s = await scene(t);
  await many(s, 3);
  const { id } = await s.act(s.reviewer, prepareBulk, { kind: "note", queue: {}, text: "Halo semua." });
  await s.act(s.reviewer, startBulk, { bulk: id });
  const house = workContext(s.world);
  let looks = 0;
  const ask: typeof house.ask = async (query, raw) => {
    if (query.name === "identity.colleagues" && ++looks === 2)
      await s.asOwner("update identity.officer_role set withdrawn_at = now() where officer = $1", [
        s.reviewer.officer!.id,
      ]);
    return house.ask(query, raw);
  };
  await bulkJob.handle({ world: s.world, act: house.act, ask }, { bulk: id });
  assert.deepEqual(await states(s, id), ["done", "refused: cases.bulk.no-duty", "refused: cases.bulk.no-duty"]);
});

test("what the head decides for many asks for the code; when it was given too long ago, the work stops until it is given again", async (t) => {
  const s = await scene(t);
  const task = { ...work({ approve: "done" }, "head"), office: "pimpinan", bulk: ["approve"], assurance: 3 };
  await republished(s, { start: "decide", steps: { decide: { task }, done: { end: "granted" } } });
  for (let i = 0; i < 2; i += 1) await s.submitted();
  const { id } = await s.act(s.head, prepareBulk, { kind: "complete", queue: {}, outcome: "approve" });
  const without = { ...s.head, assurance: 2 as const };
  await assert.rejects(s.act(without, startBulk, { bulk: id }), refused("step-up-needed"));
  await s.act(s.head, startBulk, { bulk: id });
  s.clock.forward(11 * 60_000);
  await s.work();
  const told = await s.ask(s.head, bulkById, { bulk: id });
  assert.deepEqual([told.state, told.stopped_for, told.sums[0]!.n], ["stopped", "code", 2]);
  await s.act(s.head, startBulk, { bulk: id });
  await s.work();
  assert.deepEqual(
    (await s.ask(s.head, bulkById, { bulk: id })).items.map(({ state }) => state),
    ["done", "done"],
  );
});

test("without script: the whole list is chosen under the queue, looked at, and done", async (t) => {
  const s = await scene(t);
  const { cases } = await many(s, 27);
  const reviewer = await visitor(s, s.id("bayu"), s.reviewer.officer!.id);
  const list = await reviewer.get("/petugas?batas=");
  assert.match(list.body, /Semua 27 dalam daftar ini/);
  const form = { ...formOn(list.body), which: "all", do: "note", text: "Untuk semua." };
  const preview = await reviewer.post("/petugas", form);
  assert.equal(preview.statusCode, 303);
  const page = await reviewer.get(String(preview.headers.location));
  assert.match(page.body, /27 permohonan/);
  await reviewer.post(String(preview.headers.location), { do: "start" });
  await s.work();
  assert.equal((await s.look(cases[26]!)).acts.filter(({ kind }) => kind === "note").length, 1);
});
