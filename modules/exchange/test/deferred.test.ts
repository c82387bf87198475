import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { type TestContext, test } from "node:test";
import { act, systemActor } from "../../../kernel/index.ts";
import { workContext } from "../../../kernel/jobs/worker.ts";
import { myEntries } from "../../privacy/index.ts";
import { endAgreement } from "../commands/agreements.ts";
import { decideSystem } from "../commands/systems.ts";
import { claimDeferred, replayDeferred } from "../deferred/line.ts";
import { deferredOf } from "../deferred/queries.ts";
import { deferredDue } from "../deferred/run.ts";
import { setCallback } from "../events/subscriptions.ts";
import { sweepJob } from "../retention/sweep.ts";
import { exchangeOf } from "../settings.ts";
import { verifyMessage } from "../signature/verify.ts";
import { type Answer, behind } from "./behind.ts";
import { receiver } from "./receiver.ts";

const room = systemActor("exchange");
const own = "/exchange/v1/TIRTA/GOV/disdukcapil/lama";

/** Questions to an agency's own API that is fetched from later; how it answers is the test's to say. */
async function deferring(t: TestContext) {
  let how: Answer = (_asked, reply) => reply.end('{"nama":"Narti","alamat":"Jalan"}');
  const asked: (string | undefined)[] = [];
  const s = await behind(t, (request, reply, body) => {
    asked.push(request.headers["x-road-id"] as string);
    reply.setHeader("content-type", "application/json");
    how(request, reply, body);
  });
  const path = s.path.replace("/r1", "/exchange/v1");
  const defer = (more: { id?: string; body?: object } = {}) => {
    const signed = s.signed(s.reader.key, {
      path,
      body: JSON.stringify(more.body ?? { nik: s.nik }),
      ...(more.id && { id: more.id }),
      headers: { prefer: "respond-async" },
    }) as { headers: Record<string, string> };
    return { signed, answer: s.web.inject(signed as never) };
  };
  const of = (id: string, end = "", method = "GET", key = s.reader.key) =>
    s.web.inject(s.signed(key, { method, path: `${own}/deferred/v1/${id}${end}` }));
  const rows = () => s.asOwner<Record<string, unknown>>("select * from exchange.deferred order by id");
  const answers = (one: Answer) => {
    how = one;
  };
  return { ...s, path, defer, of, rows, asked, answers };
}
const busy: Answer = (_asked, reply) => reply.writeHead(503).end("{}");

test("a question that may be answered later is taken at once; its answer is fetched, and the person sees one read", async (t) => {
  const s = await deferring(t);
  const taken = await s.defer({ id: "nanti-00000001" }).answer;
  assert.equal(taken.statusCode, 202, taken.body);
  const { id } = taken.json();
  assert.equal(taken.headers.location, `${own}/deferred/v1/${id}`);
  assert.equal(taken.headers["preference-applied"], "respond-async");
  assert.ok(taken.headers.signature, "that it was taken is signed");
  assert.deepEqual(s.asked, [], "nobody was asked yet");
  assert.equal((await s.of(id)).json().state, "waiting");
  assert.equal((await s.of(id, "/answer")).statusCode, 404);

  await deferredDue(s.world);
  const status = (await s.of(id)).json();
  assert.deepEqual([status.state, status.status, status.messageId], ["answered", 200, "nanti-00000001"]);
  const fetched = (await s.of(id, "/answer")).json();
  const body = Buffer.from(fetched.body, "base64");
  assert.deepEqual(JSON.parse(body.toString()), { nama: "Narti" }, "only what is agreed");
  assert.equal(fetched.headers["x-road-id"], "nanti-00000001");
  const { rows } = await s.ask(s.owner, myEntries, { kind: "read" });
  assert.equal(
    rows.filter(({ hat }) => hat === "machine").length,
    1,
    "the person sees one read, however often it is fetched",
  );

  assert.equal((await s.of(id, "", "DELETE")).statusCode, 204);
  assert.equal((await s.of(id, "/answer")).statusCode, 404);
  assert.deepEqual(await s.asOwner("select 1 from kernel.subject_key where subject = $1", [id]), [], "its key is gone");
});

test("a register's answer that was fetched later proves by its signature that it is to that question", async (t) => {
  const s = await deferring(t);
  await s.agreed(s.reader.id);
  const path = "/exchange/v1/TIRTA/GOV/disdukcapil/register/population/find";
  const signed = s.signed(s.reader.key, {
    path,
    body: JSON.stringify({ nik: s.nik }),
    headers: { prefer: "respond-async" },
  }) as { headers: Record<string, string> };
  const taken = await s.web.inject(signed as never);
  assert.equal(taken.statusCode, 202, taken.body);
  await deferredDue(s.world);
  const at = `/exchange/v1/TIRTA/GOV/disdukcapil/register/deferred/v1/${taken.json().id}/answer`;
  const { status, headers } = (await s.web.inject(s.signed(s.reader.key, { method: "GET", path: at }))).json();
  const keys = await s.asOwner<{ id: string; public: string }>("select id, public from exchange.key");
  const proven = await verifyMessage(
    {
      status,
      headers,
      request: { method: "POST", url: new URL(path, "http://localhost:8080"), headers: signed.headers },
    },
    {
      key: (id) => ({ publicKey: createPublicKey(keys.find((one) => one.id === id)!.public), algorithm: "ed25519" }),
      covers: ["@status", "content-digest", "x-road-id", "signature;req"],
      now: s.world.clock.now(),
      maxAge: 300,
    },
  );
  assert.equal(proven.ok, true, JSON.stringify(proven));
});

test("a message is taken once, another system may not see it, and one that does not fit or opens nothing is refused at once", async (t) => {
  const s = await deferring(t);
  const { signed, answer } = s.defer({ id: "nanti-00000002" });
  const { id } = (await answer).json();
  assert.equal((await s.web.inject(signed as never)).headers["x-road-error"], "Client.Replayed");
  // Also when the memory of ids is lost: the question itself stands there.
  await s.asOwner("delete from exchange.seen");
  assert.equal((await s.defer({ id: "nanti-00000002" }).answer).headers["x-road-error"], "Client.Replayed");
  const other = await s.system("lain");
  for (const [end, method] of [
    ["", "GET"],
    ["/answer", "GET"],
    ["/again", "POST"],
    ["", "DELETE"],
  ] as const)
    assert.equal((await s.of(id, end, method, other.key)).statusCode, 404, `${method} ${end}`);
  const road = s.signed(s.reader.key, {
    path: s.path.replace("/exchange/v1", "/r1"),
    body: JSON.stringify({ nik: s.nik }),
    headers: { prefer: "respond-async" },
  });
  assert.equal((await s.web.inject(road)).statusCode, 200, "X-Road's face answers at once");
  assert.equal((await s.rows()).length, 1);
});

test("too many, or too large: refused, and nothing is kept of it", async (t) => {
  const s = await deferring(t);
  const { deferred } = exchangeOf(s.world.government);
  const before = { ...deferred };
  t.after(() => Object.assign(deferred, before));
  Object.assign(deferred, { mostWaiting: 2, bodyLimit: 1024 });
  const answers = await Promise.all([1, 2, 3, 4].map(() => s.defer().answer));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [202, 202, 429, 429]);
  const large = await s.defer({ body: { nik: s.nik, more: "x".repeat(2000) } }).answer;
  assert.deepEqual([large.statusCode, large.headers["x-road-error"]], [413, "Client.TooLarge"]);
  assert.equal((await s.rows()).length, 2);
});

test("a provider that is away is asked again with the same id, then put aside; an officer or the system itself sends it again", async (t) => {
  const s = await deferring(t);
  s.answers(busy);
  const { id } = (await s.defer({ id: "nanti-00000003" }).answer).json();
  const { waits } = exchangeOf(s.world.government).deferred;
  for (let n = 0; n < waits.length + 3; n += 1) {
    await deferredDue(s.world);
    s.clock.forward(7_200_000);
  }
  assert.equal(s.asked.length, waits.length + 1);
  assert.deepEqual([...new Set(s.asked)], ["nanti-00000003"]);
  const status = (await s.of(id)).json();
  assert.deepEqual([status.state, status.fault], ["dead", "it answered 503"]);
  const { rows } = await s.ask(s.provider, deferredOf, { dead: true });
  assert.deepEqual([rows.length, rows[0]!.mine], [1, false], "the provider sees it");
  await assert.rejects(s.act(s.provider, replayDeferred, { id }), "and may not send it again");
  assert.equal((await s.of(id, "/again", "POST")).statusCode, 204);
  await deferredDue(s.world);
  s.answers((_asked, reply) => reply.end('{"nama":"Narti"}'));
  s.clock.forward(10_000);
  await deferredDue(s.world);
  assert.equal((await s.of(id)).json().state, "answered");
  await assert.rejects(s.act(s.consumer, replayDeferred, { id }), "what is answered is not asked again");
});

test("a worker that dies before or after it asked is followed by another; whoever comes late settles nothing", async (t) => {
  const s = await deferring(t);
  const { id } = (await s.defer().answer).json();
  await act(s.world, room, claimDeferred, { most: 4 });
  await deferredDue(s.world);
  assert.equal(s.asked.length, 0, "somebody is at it");
  s.clock.forward(200_000);
  await deferredDue(s.world);
  assert.equal((await s.of(id)).json().state, "answered");
  const { settleDeferred } = await import("../deferred/line.ts");
  const late = { id, tries: 1, outcome: "dead" as const, fault: "late" };
  assert.deepEqual(await act(s.world, room, settleDeferred, late), { settled: false });
  assert.equal((await s.of(id)).json().state, "answered");
});

test("what ended meanwhile opens nothing: the agreement, the system; nobody is read for it", async (t) => {
  const s = await deferring(t);
  const one = (await s.defer().answer).json().id;
  await s.act(s.provider, endAgreement, { id: s.agreement, reason: "Selesai" });
  await deferredDue(s.world);
  const status = (await s.of(one)).json();
  assert.equal(status.state, "dropped");
  assert.match(status.fault, /^Server.ServerProxy.AccessDenied/);
  const again = await deferring(t);
  const two = (await again.defer().answer).json().id;
  await again.act(again.operator, decideSystem, { id: again.reader.id, verdict: "suspended", reason: "Kunci bocor" });
  await deferredDue(again.world);
  const [row] = await again.rows();
  assert.deepEqual([row!.id, row!.state], [two, "dropped"]);
  for (const world of [s, again]) {
    assert.deepEqual(world.asked, []);
    const reads = await world.asOwner("select 1 from kernel.journal where kind = 'read' and hat = 'machine'");
    assert.equal(reads.length, 0);
  }
});

test("an answer goes to the system's own address when it has one, and is tried until it is taken", async (t) => {
  const s = await deferring(t);
  let status = 500;
  const there = await receiver(t, () => status);
  s.world.config.EXCHANGE_HOSTS = `${s.host},127.0.0.1`;
  await s.act(s.consumer, setCallback, { system: s.reader.id, address: there.address });
  const { id } = (await s.defer({ id: "nanti-00000004" }).answer).json();
  await deferredDue(s.world);
  assert.equal((await s.of(id, "/answer")).statusCode, 200, "it may be fetched meanwhile");
  status = 204;
  s.clock.forward(10_000);
  await deferredDue(s.world);
  assert.equal(there.taken.length, 1);
  const { event } = there.taken[0]! as unknown as {
    event: { type: string; data: { messageId: string; body: string } };
  };
  assert.deepEqual([event.type, event.data.messageId], ["pendopo.exchange.answered", "nanti-00000004"]);
  assert.deepEqual(JSON.parse(Buffer.from(event.data.body, "base64").toString()), { nama: "Narti" });
  assert.equal(s.asked.length, 1, "the provider is asked once");
});

test("a question that nobody could answer, and an answer that nobody fetched, are gone with their time, with the keys that sealed them", async (t) => {
  const s = await deferring(t);
  const answered = (await s.defer().answer).json().id;
  await deferredDue(s.world);
  s.answers(busy);
  const waits = (await s.defer().answer).json().id;
  await deferredDue(s.world);
  const sweep = () => sweepJob.handle(workContext(s.world, "exchange"), {});
  await sweep();
  assert.equal((await s.of(answered, "/answer")).statusCode, 200);
  s.clock.forward((exchangeOf(s.world.government).deferred.keepHours + 1) * 3_600_000);
  assert.equal((await s.of(answered, "/answer")).statusCode, 404, "before it is swept, too");
  assert.equal(await deferredDue(s.world), 0);
  await sweep();
  assert.deepEqual(
    (await s.rows()).map(({ state, answer }) => [state, answer]),
    [
      ["dropped", null],
      ["dropped", null],
    ],
  );
  const keys = await s.asOwner("select 1 from kernel.subject_key where subject = any($1)", [[answered, waits]]);
  assert.deepEqual(keys, []);
  s.clock.forward(8 * 86_400_000);
  await sweep();
  assert.deepEqual(await s.rows(), []);
});
