import assert from "node:assert/strict";
import { test } from "node:test";
import { endAgreement } from "../commands/agreements.ts";
import { deliverLetters } from "../federation/deliver.ts";
import { lettersPath } from "../federation/letter.ts";
import { pullDirectory } from "../federation/pull.ts";
import { contentDigest } from "../signature/digest.ts";
import { governments } from "./governments.ts";

test("letters that come again, changed, out of order or from nobody known are refused; none is lost", async (t) => {
  const g = await governments(t);
  await g.peered();
  const { wire } = g.provtirta;
  const letters: { headers: Record<string, string>; body: Buffer }[] = [];
  wire.meddle = (asked) => {
    if (asked.path === lettersPath) letters.push({ headers: { ...asked.headers }, body: asked.body });
  };
  await g.propose(g.tirta);
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  assert.equal(letters.length, 1);
  wire.meddle = null;
  const web = await g.provtirta.web();
  const bring = async (headers: Record<string, string>, body: Buffer) => {
    const answer = await web.inject({ method: "POST", url: lettersPath, headers, payload: body } as never);
    return [answer.statusCode, answer.json().kind, answer.json().why ?? ""] as const;
  };
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = letters;
  assert.deepEqual((await bring(headers, body)).slice(0, 2), [409, "again"]);
  const changed = Buffer.from(body.toString().replace('"daily":1000', '"daily":9000'));
  const length = { "content-length": String(changed.length) };
  assert.deepEqual((await bring({ ...headers, ...length }, changed)).slice(0, 2), [400, "digest"]);
  assert.deepEqual(
    (await bring({ ...headers, ...length, "content-digest": contentDigest(changed) }, changed)).slice(0, 2),
    [401, "signature"],
  );
  const stranger = Buffer.from(body.toString().replace('"from":"TIRTA"', '"from":"LAIN"'));
  assert.deepEqual((await bring({ ...headers, "content-length": String(stranger.length) }, stranger)).slice(0, 2), [
    403,
    "unknown",
  ]);
  g.provtirta.clock.forward(3_600_000);
  assert.match((await bring(headers, body))[2], /too-old/);
  g.provtirta.clock.forward(-3_600_000);
  assert.deepEqual(await g.provtirta.count("exchange.agreement", "exchange.letter_taken"), [1, 1]);

  // An answer that somebody between made up settles nothing.
  await g.propose(g.tirta, { daily: 7 });
  wire.alter = (answer) => {
    if (answer.path !== lettersPath) return;
    answer.body = Buffer.from('{"kind":"taken","received":99}');
    answer.status = 200;
  };
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  wire.alter = null;
  const waits = await g.tirta.asOwner<{ fault: string }>("select fault from exchange.letter where settled_at is null");
  assert.match(waits[0]!.fault, /signature|digest/);

  // A house restored from an older copy has lost a letter: it says so, and is brought it again.
  await g.provtirta.asOwner("delete from exchange.agreement");
  await g.provtirta.asOwner("delete from exchange.letter_taken");
  await g.provtirta.asOwner("update exchange.peer set received = 0");
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  assert.deepEqual(await g.provtirta.count("exchange.agreement", "exchange.letter_taken"), [2, 2]);
});

test("a partition heals by itself, in order: what happened meanwhile arrives once", async (t) => {
  const g = await governments(t);
  await g.peered();
  g.provtirta.wire.cut();
  const first = await g.propose(g.tirta);
  const second = await g.propose(g.tirta, { daily: 5 });
  await g.tirta.act(g.tirta.staff.consumer, endAgreement, { id: first.id, reason: "Tidak jadi" });
  await deliverLetters(g.tirta.world, "PROVTIRTA");
  const waiting = await g.tirta.asOwner<{ tries: number; fault: string }>(
    "select tries, fault from exchange.letter order by sequence",
  );
  assert.deepEqual(
    waiting.map(({ tries }) => tries),
    [1, 0, 0],
  );
  assert.match(waiting[0]!.fault, /unreachable/);
  assert.deepEqual(await g.provtirta.count("exchange.agreement"), [0]);
  g.provtirta.wire.mend();
  // Two workers at once bring nothing twice.
  await Promise.all([deliverLetters(g.tirta.world, "PROVTIRTA"), deliverLetters(g.tirta.world, "PROVTIRTA")]);
  const there = await g.provtirta.asOwner<{ id: string; state: string }>(
    "select id, state from exchange.agreement order by id",
  );
  assert.deepEqual(there, [
    { id: first.id, state: "ended" },
    { id: second.id, state: "proposed" },
  ]);
  const taken = await g.provtirta.asOwner<{ sequence: bigint; kind: string }>(
    "select sequence, kind from exchange.letter_taken order by sequence",
  );
  assert.deepEqual(
    taken.map(({ kind }) => kind),
    ["proposal", "proposal", "end"],
  );
  assert.equal((await pullDirectory(g.tirta.world, "PROVTIRTA")).fault, null);
});
