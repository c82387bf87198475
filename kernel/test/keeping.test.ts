import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { h } from "preact";
import { actors, stage } from "../../test/stage.ts";
import { openServer, page } from "../http/index.ts";
import { relayOnce } from "../jobs/relay.ts";
import { tasks } from "../jobs/worker.ts";
import { fileKms, makeSecrets } from "../secrets/index.ts";
import { heard, manifest, writeLine } from "./guestbook/module.ts";

test("a new master key wraps from now on; what an old one wrapped still opens, and is found as before", async (t) => {
  const { world } = await stage(t, { modules: [manifest] });
  const file = join(mkdtempSync(join(tmpdir(), "pendopo-test-")), "master.json");
  const inTx = <T>(work: Parameters<typeof world.database.inTransaction<T>>[2]) =>
    world.database.inTransaction(actors.system("registry"), true, work);
  const place = "registry.person.nik";
  const [old, fresh] = [randomUUID(), randomUUID()];
  const before = makeSecrets(fileKms(file));
  const sealed = await inTx((tx) => before.seal(tx, old, place, "9901015203850003"));
  const kept = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(
    file,
    JSON.stringify({ ...kept, current: "m2", keys: { ...kept.keys, m2: Buffer.alloc(32, 7).toString("base64") } }),
  );
  const after = makeSecrets(fileKms(file));
  assert.equal(await inTx((tx) => after.open(tx, old, place, sealed)), "9901015203850003");
  assert.deepEqual(after.blindIndex(place, "x"), before.blindIndex(place, "x"));
  const newer = await inTx((tx) => after.seal(tx, fresh, place, "9901015203850004"));
  const masters = await inTx((tx) =>
    tx.query<{ master: string }>(
      "select master from kernel.subject_key where subject = any($1::uuid[]) order by master",
      [[old, fresh]],
    ),
  );
  assert.deepEqual(
    masters.map((row) => row.master),
    ["m1", "m2"],
  );
  writeFileSync(file, JSON.stringify({ ...kept, current: "m1" }));
  const without = makeSecrets(fileKms(file));
  await assert.rejects(
    inTx((tx) => without.open(tx, fresh, place, newer)),
    /not here/,
  );
});

test("a fact that is told twice is heard twice under one id, so that who hears it can know it again", async (t) => {
  const { act, asOwner, world } = await stage(t, { modules: [manifest] });
  heard.length = 0;
  await act(actors.citizen(randomUUID()), writeLine, { words: "satu" });
  await relayOnce(world);
  const [job] = await asOwner<{ task: string; payload: unknown }>(
    `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
  );
  for (const _ of [1, 2]) await tasks(world)[job!.task]!(job!.payload, {} as never);
  assert.equal(heard.length, 2);
  assert.equal(heard[0], heard[1]);
});

test("two relays at once hand each row over once", async (t) => {
  const { act, count, world } = await stage(t, { modules: [manifest] });
  for (let i = 0; i < 20; i += 1) await act(actors.citizen(randomUUID()), writeLine, { words: "satu" });
  const moved = await Promise.all([1, 2, 3, 4].map(() => relayOnce(world)));
  assert.equal(
    moved.reduce((sum, n) => sum + n, 0),
    20,
  );
  assert.deepEqual(await count("kernel.outbox", "graphile_worker._private_jobs"), [0, 20]);
});

test("acts made while the clock steps back still sort in the order in which they were made", async (t) => {
  const { act, clock, asOwner } = await stage(t, { modules: [manifest] });
  const made: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    made.push((await act(actors.citizen(randomUUID()), writeLine, { words: String(i) })).id);
    clock.forward(-3_600_000);
  }
  const rows = await asOwner<{ id: string }>("select id from guestbook.line order by id");
  assert.deepEqual(
    rows.map((row) => row.id),
    made,
  );
});

test("a server that is closed answers what it has begun, and takes nothing new", async (t) => {
  let begun = () => {};
  let finish = () => {};
  const underWay = new Promise<void>((done) => (begun = done));
  const letGo = new Promise<void>((done) => (finish = done));
  const slow = page({
    path: "/lambat",
    async show() {
      begun();
      await letGo;
      return { title: "Selesai", main: h("p", null, "selesai") };
    },
  });
  const { world } = await stage(t, { modules: [{ ...manifest, pages: [slow] }] });
  const app = await openServer(
    world,
    {
      frame: (_context, view) => h("html", null, view.main),
      refusal: () => ({ title: "", main: "" }),
      signIn: (to) => to,
      stepUp: (to) => to,
    },
    new Map(),
  );
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const answer = fetch(`${address}/lambat`);
  await underWay;
  const closed = app.close();
  await assert.rejects(fetch(`${address}/healthz`));
  finish();
  assert.match(await (await answer).text(), /selesai/);
  const late = new Promise((_done, fail) =>
    setTimeout(fail, 10_000, new Error("a kept connection holds up the stop")).unref(),
  );
  await Promise.race([closed, late]);
});
