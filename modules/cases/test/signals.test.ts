import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { hearSignal, sendSignal, steerSignal } from "../commands/signals.ts";
import { withdrawApplication } from "../commands/withdraw-application.ts";
import { signalJob } from "../jobs/signal.ts";
import { signalById, signalPreview } from "../queries/signals.ts";
import { workContext } from "../work.ts";
import { republished, work } from "./republished.ts";
import { formOn, visitor } from "./visitor.ts";

type Scene = Awaited<ReturnType<typeof scene>>;
const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const adopted = { signal: "plan-adopted", service: "izin-usaha-mikro" };
const reason = "Perda 3/2027 tentang tata ruang telah ditetapkan.";

/** A service whose cases wait for the council; while they are checked they can be told of a flood, again and again. */
const steps = {
  council: { hear: "plan-adopted", next: "check", reason: { id: "Menunggu tata ruang", en: "Waiting for the plan" } },
  check: {
    task: work({ forward: "done" }),
    catch: [{ signal: "flood", to: "nudge", interrupt: false }],
  },
  nudge: { do: "remind-office", next: "nudged" },
  nudged: { join: true },
  done: { end: "granted" },
};
async function waiting(t: Parameters<typeof scene>[0], n: number) {
  const s = await scene(t);
  const elsewhere = await s.submitted();
  await republished(s, { start: "council", steps });
  // Each process looks for new versions once a second.
  await new Promise((done) => setTimeout(done, 1100));
  const ids: string[] = [];
  for (let i = 0; i < n; i += 1) ids.push(await s.submitted());
  return { s, ids, elsewhere };
}
const heard = async (s: Scene, id: string) => (await s.look(id)).acts.filter(({ kind }) => kind === "signalled").length;
const states = async (s: Scene, id: string) => (await s.ask(s.head, signalById, { id })).counts;

test("first it is told who listens; then each of them hears it in an act of its own, and nobody else", async (t) => {
  const { s, ids, elsewhere } = await waiting(t, 3);
  const told = await s.ask(s.head, signalPreview, { ...adopted, limit: 2 });
  assert.deepEqual([told.count, told.cases.length], [3, 2]);
  assert.deepEqual(told.cases[0]!.texts, [{ id: "Menunggu tata ruang", en: "Waiting for the plan" }]);
  const rest = await s.ask(s.head, signalPreview, { ...adopted, after: told.next! });
  assert.deepEqual([...told.cases, ...rest.cases].map(({ id }) => id).sort(), [...ids].sort());
  const { id, cases } = await s.act(s.head, sendSignal, { ...adopted, reason });
  assert.equal(cases, 3);
  assert.deepEqual(await heard(s, ids[0]!), 0, "nothing moves before the job");
  await s.work();
  for (const one of ids) {
    const { tasks, acts } = await s.look(one);
    assert.deepEqual(
      tasks.map((task) => task.step),
      ["check"],
    );
    const act = acts.find(({ kind }) => kind === "signalled")!;
    assert.deepEqual([act.body.message, act.body.by, act.audience], [reason, s.head.name, "office"]);
  }
  assert.equal(await heard(s, elsewhere), 0);
  assert.deepEqual(await states(s, id), { waiting: 0, heard: 3, passed: 0, failed: 0 });
  const acts = await s.asOwner("select subject from kernel.journal where name = 'cases.hear-signal'");
  assert.deepEqual(acts.map(({ subject }) => subject).sort(), [...ids].sort());
  assert.equal((await s.ask(s.head, signalPreview, adopted)).count, 0);
  await assert.rejects(
    s.act(s.head, sendSignal, { ...adopted, reason }),
    refused("conflict", "cases.refusal.nobody-listens"),
  );
});

test("an office's signal reaches all its services; the house may send one, other officers may not, and a word that nobody knows is refused", async (t) => {
  const { s, ids } = await waiting(t, 2);
  const office = { signal: "plan-adopted", office: "dpmptsp/perizinan", reason };
  for (const who of [s.reviewer, s.health])
    await assert.rejects(s.act(who, sendSignal, office), refused("not-allowed"));
  const other = await s.officer("dpmptsp", "pimpinan", "head");
  const foreign = { ...other, officer: { ...other.officer!, agency: "disdukcapil" } };
  await assert.rejects(s.act(foreign, sendSignal, office), refused("not-found"));
  await assert.rejects(s.act(s.head, sendSignal, { ...office, service: "izin-usaha-mikro" }), refused("invalid"));
  await assert.rejects(s.act(s.head, sendSignal, { ...office, signal: "rain" }), refused("conflict"));
  const { cases } = await s.act(actors.system("test"), sendSignal, office);
  assert.equal(cases, 2);
  await s.work();
  for (const id of ids) assert.equal(await heard(s, id), 1);
});

test("sent twice, killed between two cases and begun again, each case hears it once; one that ends meanwhile is passed", async (t) => {
  const { s, ids } = await waiting(t, 4);
  const sending = { ...adopted, reason };
  const both = await Promise.all([1, 2].map(() => s.act(s.head, sendSignal, sending, { key: "twice" })));
  assert.equal(both[0]!.id, both[1]!.id, "one key, one signal");
  const { id } = both[0]!;
  await assert.rejects(s.act(s.head, sendSignal, sending), refused("conflict"), "it is on its way");
  await s.act(s.owner, withdrawApplication, { case: ids[3]! });
  const dying = workContext(s.world);
  let told = 0;
  const job = signalJob.handle(
    {
      world: s.world,
      ask: dying.ask,
      act: async (command, raw, options) => {
        if (command.name === "cases.settle-signal") throw new Error("killed");
        const result = await dying.act(command, raw, options);
        told += 1;
        return result;
      },
    },
    { signal: id },
  );
  await assert.rejects(job, /killed/);
  assert.equal(told, 4);
  await Promise.all([1, 2].map(() => signalJob.handle({ world: s.world, ...dying }, { signal: id })));
  await s.work();
  for (const one of ids.slice(0, 3)) assert.equal(await heard(s, one), 1);
  assert.deepEqual(await states(s, id), { waiting: 0, heard: 3, passed: 1, failed: 0 });
});

test("a case that listens on hears a later signal anew, and each signal once; a stop holds the rest back", async (t) => {
  const { s, ids } = await waiting(t, 2);
  await s.act(s.head, sendSignal, { ...adopted, reason });
  await s.work();
  const flood = { signal: "flood", service: "izin-usaha-mikro", reason: "Status tanggap darurat dicabut." };
  const { id } = await s.act(s.head, sendSignal, flood);
  await s.act(s.head, steerSignal, { id, go: "stop" });
  await s.work();
  assert.deepEqual(await states(s, id), { waiting: 2, heard: 0, passed: 0, failed: 0 });
  await s.act(s.head, steerSignal, { id, go: "on" });
  await s.work();
  const house = actors.system("cases");
  assert.deepEqual(await s.act(house, hearSignal, { signal: id, case: ids[0]! }), { heard: false });
  assert.equal(await heard(s, ids[0]!), 2, "the plan, and the flood");
  await s.act(s.head, sendSignal, flood);
  await s.work();
  assert.equal(await heard(s, ids[0]!), 3);
  await assert.rejects(s.act(s.head, steerSignal, { id, go: "on" }), refused("conflict"));
});

test("one case that cannot go on keeps the word from no other, is listed, and can be tried again", async (t) => {
  const { s, ids } = await waiting(t, 3);
  await s.asOwner(`alter table cases.act add constraint broken check (case_id <> '${ids[1]}') not valid`);
  const { id } = await s.act(s.head, sendSignal, { ...adopted, reason });
  await s.work();
  assert.deepEqual(await states(s, id), { waiting: 0, heard: 2, passed: 0, failed: 1 });
  await s.asOwner("alter table cases.act drop constraint broken");
  await s.act(s.head, steerSignal, { id, go: "on" });
  await s.work();
  assert.deepEqual(await states(s, id), { waiting: 0, heard: 3, passed: 0, failed: 0 });
});

test("without script: the head sees what is waited for, who waits, writes why, sends, and reads how far it is", async (t) => {
  const { s, ids } = await waiting(t, 2);
  const head = await visitor(s, s.id("bambang"), s.head.officer!.id);
  const list = await head.get("/petugas/sinyal");
  assert.equal(list.statusCode, 200);
  assert.match(list.body, /Menunggu tata ruang/);
  const address = "/petugas/sinyal/kirim?sinyal=plan-adopted&layanan=izin-usaha-mikro";
  assert.ok(list.body.includes(address.replace("&", "&amp;")), "a way to it");
  const preview = await head.get(address);
  assert.match(preview.body, /2 permohonan menunggunya/);
  const empty = await head.post(address, { ...formOn(preview.body), reason: "" });
  assert.equal(empty.statusCode, 422);
  const sent = await head.post(address, { ...formOn(preview.body), reason });
  assert.equal(sent.statusCode, 303);
  await s.work();
  const progress = await head.get(String(sent.headers.location));
  assert.match(progress.body, /Perda 3\/2027/);
  assert.ok(progress.body.includes(ids[0]!));
});
