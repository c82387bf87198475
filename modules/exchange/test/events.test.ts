import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import { relayOnce } from "../../../kernel/jobs/relay.ts";
import { myEntries } from "../../privacy/index.ts";
import { demoPeople } from "../../registry/index.ts";
import { endAgreement } from "../commands/agreements.ts";
import { spreadAll, webhookComponents } from "../events/courier.ts";
import { deadLetters, replayDeliveries, setCallback, steerSubscription, subscribe } from "../events/subscriptions.ts";
import { digestHolds } from "../signature/digest.ts";
import { verifyMessage } from "../signature/verify.ts";
import { receiver } from "./receiver.ts";
import { everybody, told } from "./told.ts";

const followed = ["POST /find", "GET /events"];

test("a change of an agreed field is told: signed by the keeper, only agreed fields, and the person sees it", async (t) => {
  const s = await told(t);
  await s.change("narti", { name: "Narti Suryani Dewi" });
  await s.change("narti", { birthPlace: "Solo" });
  await s.hand();
  assert.equal(s.there.taken.length, 1, "what is not agreed is not told at all");
  const [got] = s.there.taken;
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  assert.deepEqual(got!.event.data, {
    register: "population",
    change: "changed",
    fields: ["name"],
    key: { nik },
    record: { name: "Narti Suryani Dewi" },
  });
  assert.equal(got!.event.type, "pendopo.register.changed");
  assert.ok(digestHolds(got!.headers["content-digest"]!, got!.body));
  const [key] = await s.asOwner<{ id: string; public: string }>(
    "select id, public from exchange.key where system = $1",
    [s.keeper],
  );
  const proven = await verifyMessage(
    { method: "POST", url: new URL(s.there.address), headers: got!.headers },
    {
      key: (id) => (id === key!.id ? { publicKey: createPublicKey(key!.public), algorithm: "ed25519" } : null),
      covers: webhookComponents,
      now: s.world.clock.now(),
      maxAge: 300,
    },
  );
  assert.equal(proven.ok, true, JSON.stringify(proven));
  const { rows } = await s.ask(s.owner, myEntries, { kind: "read" });
  const lines = rows.filter(({ hat }) => hat === "machine");
  assert.deepEqual(
    lines.map((line) => [line.name, line.agency, [...line.fields].sort(), line.subject]),
    [["registry.agreed-person", "dinsos", ["name", "nik"], s.agreement]],
  );
});

test("by default only of those whom the system has asked about itself", async (t) => {
  const s = await told(t, { endpoints: followed });
  const web = await s.web();
  const nik = demoPeople(s.world.government).get("narti")!.nik;
  await s.change("narti", { name: "Narti Dewi" });
  await s.hand();
  assert.equal(s.there.taken.length, 0, "nobody was asked about yet");
  await web.inject(
    s.signed(s.mine.key, {
      path: "/r1/TIRTA/GOV/disdukcapil/register/population/find",
      body: JSON.stringify({ nik }),
    }),
  );
  await s.change("narti", { name: "Narti Suryani" });
  await s.change("joko", { name: "Joko Widodo Prasetyo" });
  await s.hand();
  assert.deepEqual(
    s.there.taken.map(({ event }) => (event.data.key as { nik: string }).nik),
    [nik],
  );
});

test("when the agreement ends, nothing that waits leaves any more, and nobody is read for it", async (t) => {
  const s = await told(t);
  await s.change("narti", { name: "Narti Dewi" });
  while ((await relayOnce(s.world)) > 0);
  await spreadAll(s.world);
  await s.act(s.provider, endAgreement, { id: s.agreement, reason: "Selesai" });
  await s.hand();
  assert.equal(s.there.taken.length, 0);
  assert.deepEqual(await s.asOwner("select state, fault from exchange.delivery"), [
    { state: "dropped", fault: "no agreement in force" },
  ]);
  const reads = await s.asOwner("select 1 from kernel.journal where kind = 'read' and hat = 'machine'");
  assert.equal(reads.length, 0);
});

test("a receiver that is away loses nothing: all comes in order when it is back, and nobody is read in vain", async (t) => {
  const s = await told(t);
  await s.there.close();
  for (const name of ["A", "B", "C"]) await s.change("narti", { name: `Narti ${name}` });
  for (let hour = 0; hour < 24; hour += 1) {
    await s.hand();
    s.clock.forward(3_600_000);
  }
  const reads = await s.asOwner("select 1 from kernel.journal where kind = 'read' and hat = 'machine'");
  assert.equal(reads.length, 0, "the line is opened before anything is read");
  const back = await receiver(t);
  await s.act(s.consumer, setCallback, { system: s.mine.id, address: back.address });
  for (let n = 0; n < 8; n += 1) {
    s.clock.forward(12 * 3_600_000);
    await s.hand();
  }
  assert.equal(back.taken.length, 3);
  const order = back.taken.map(({ event }) => event.sequence);
  assert.deepEqual(order, [...order].sort());
});

test("what is refused again and again is put aside, holds back its own subject only, and goes again when an officer says so", async (t) => {
  let refuses = true;
  const s = await told(t);
  await s.there.close();
  const narti = demoPeople(s.world.government).get("narti")!.nik;
  const fussy = await receiver(t, ({ event }) =>
    refuses && (event.data.key as { nik: string }).nik === narti ? 422 : 204,
  );
  await s.act(s.consumer, setCallback, { system: s.mine.id, address: fussy.address });
  await s.change("narti", { name: "Narti A" });
  await s.change("narti", { name: "Narti B" });
  await s.change("joko", { name: "Joko A" });
  for (let n = 0; n < 12; n += 1) {
    await s.hand();
    s.clock.forward(12 * 3_600_000);
  }
  assert.equal(fussy.taken.length, 1, "another's change is not held back");
  const { letters, subscription } = await s.ask(s.consumer, deadLetters, { id: s.subscription });
  assert.deepEqual(
    [letters.length, letters[0]!.fault, letters[0]!.tries, subscription.waiting],
    [1, "it answered 422", 11, 1],
  );
  refuses = false;
  assert.deepEqual(await s.act(s.consumer, replayDeliveries, { id: s.subscription }), { moved: 1 });
  await s.hand();
  const order = fussy.taken.slice(1).map(({ event }) => event.sequence);
  assert.deepEqual([order.length, order], [2, [...order].sort()]);
});

test("what is held waits; what goes on is told; what has ended is told no more", async (t) => {
  const s = await told(t);
  await s.act(s.provider, steerSubscription, { id: s.subscription, to: "paused" });
  await s.change("narti", { name: "Narti A" });
  await s.hand();
  assert.equal(s.there.taken.length, 0);
  await s.act(s.consumer, steerSubscription, { id: s.subscription, to: "active" });
  await s.hand();
  assert.equal(s.there.taken.length, 1);
  await s.act(s.consumer, steerSubscription, { id: s.subscription, to: "ended" });
  await s.change("narti", { name: "Narti B" });
  await s.hand();
  assert.equal(s.there.taken.length, 1);
});

test("a slow receiver keeps nobody waiting but itself", async (t) => {
  const s = await told(t);
  await s.there.close();
  const slow = await receiver(t, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return 204;
  });
  const quick = await receiver(t);
  const other = await s.system("lain");
  await s.agreed(other.id, "population", { endpoints: everybody });
  await s.act(s.consumer, setCallback, { system: s.mine.id, address: slow.address });
  await s.act(s.consumer, setCallback, { system: other.id, address: quick.address });
  await s.act(s.consumer, subscribe, { consumer: other.id, provider: s.keeper, eventType: "population" });
  for (const who of ["narti", "joko"])
    for (const name of ["Satu", "Dua", "Tiga"]) await s.change(who, { name: `Nama ${name}` });
  const working = s.hand();
  const began = performance.now();
  while (quick.taken.length < 6 && performance.now() - began < 20_000)
    await new Promise((done) => setTimeout(done, 20));
  assert.equal(quick.taken.length, 6);
  assert.ok(slow.taken.length < 6, `${slow.taken.length} of the slow one`);
  await working;
  assert.equal(slow.taken.length, 6);
});

test("what was put aside is seen and sent again by the system itself; what is fetched waits behind it, of its own subject only", async (t) => {
  const s = await told(t);
  await s.there.close();
  const narti = demoPeople(s.world.government).get("narti")!.nik;
  const fussy = await receiver(t, ({ event }) => ((event.data.key as { nik: string }).nik === narti ? 422 : 204));
  await s.act(s.consumer, setCallback, { system: s.mine.id, address: fussy.address });
  await s.change("narti", { name: "Narti A" });
  for (let n = 0; n < 12; n += 1) {
    await s.hand();
    s.clock.forward(12 * 3_600_000);
  }
  const web = await s.web();
  const base = "/r1/TIRTA/GOV/disdukcapil/register";
  const call = (method: string, path: string, body?: object) =>
    web.inject(s.signed(s.mine.key, { method, path: `${base}${path}`, ...(body && { body: JSON.stringify(body) }) }));
  const dead = (await call("GET", "/api/v1/subs/population/dead")).json();
  assert.deepEqual([dead.length, dead[0].fault], [1, "it answered 422"]);
  await call("PATCH", "/api/v1/subs/population", { eventType: "population", delivery: "PULL" });
  await s.change("narti", { name: "Narti B" });
  await s.change("joko", { name: "Joko A" });
  await s.hand();
  const next = async () => (await call("GET", "/pull/v1/population")).json().event?.record;
  assert.deepEqual(await next(), { name: "Joko A" }, "a later change of the same subject is held back");
  const stranger = await s.system("lain");
  const foreign = s.signed(stranger.key, { path: `${base}/api/v1/subs/population/dead`, body: "{}" });
  assert.equal((await web.inject(foreign)).statusCode, 404);
  assert.deepEqual((await call("POST", "/api/v1/subs/population/dead", { id: dead[0].id })).json(), { moved: 1 });
  assert.deepEqual(await next(), { name: "Narti B" }, "what it says now is read when it is fetched");
});
