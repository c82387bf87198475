import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import { Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { personById } from "../../registry/index.ts";
import { verifyProof } from "../../transparency/index.ts";
import { destroyKey } from "../commands/destroy-key.ts";
import { applyRetention, holdRecords, liftHold } from "../commands/retention.ts";
import { retentionJob } from "../jobs/retention.ts";
import { certificateById } from "../queries/certificate.ts";
import { retention } from "../queries/due.ts";
import { house } from "./house.ts";

const system = actors.system("rights");
const code = (wanted: string) => (error: unknown) => error instanceof Refusal && error.code === wanted;

test("a destroyed key opens nothing any more, not even what is put back; a stranger checks the certificate", async (t) => {
  const s = await house(t);
  const person = s.id("joko");
  const officer = { ...s.officer, assurance: 3 as const };
  const destroy = () => s.act(officer, destroyKey, { person, ground: "Masa simpan 30 tahun sudah habis" });
  await assert.rejects(destroy(), (error) => (error as Refusal).messageKey === "rights.refusal.kept-by-law");
  await assert.rejects(
    s.act(s.officer, destroyKey, { person, ground: "Masa simpan 30 tahun sudah habis" }),
    code("step-up-needed"),
  );
  const [kept] = await s.asOwner<{ nik_sealed: Buffer }>("select nik_sealed from registry.person where id = $1", [
    person,
  ]);
  const [key] = await s.asOwner<{ wrapped: Buffer }>("select wrapped from kernel.subject_key where subject = $1", [
    person,
  ]);
  const nik = (await s.ask(actors.citizen(person), personById, { id: person })).nik;
  assert.match(nik!, /^\d{16}$/);
  await s.asOwner("update registry.person set birth_date = '1930-01-01', died_on = '1990-01-01' where id = $1", [
    person,
  ]);
  const { hold } = await s.act(s.officer, holdRecords, { holding: "registry.person", person, reason: "Gugatan waris" });
  await assert.rejects(destroy(), (error) => (error as Refusal).messageKey === "rights.refusal.on-hold");
  await s.act(s.officer, liftHold, { hold });
  const { certificate } = await destroy();
  await s.work();
  assert.equal((await s.ask(actors.citizen(person), personById, { id: person })).nik, null);
  // What a backup brings back is as dead: the same text, the same place, and no key.
  await s.asOwner("update registry.person set nik_sealed = $2 where id = $1", [person, kept!.nik_sealed]);
  assert.equal((await s.ask(actors.citizen(person), personById, { id: person })).nik, null);
  await assert.rejects(destroy(), (error) => (error as Refusal).messageKey === "rights.refusal.no-key");

  const stop = new AbortController();
  const signer = s.world.modules
    .flatMap(({ minders = [] }) => minders)
    .find(({ name }) => name === "transparency.signer")!;
  setTimeout(() => stop.abort(), 100);
  await signer.run(s.world, stop.signal);
  const found = await s.ask(actors.stranger, certificateById, { id: certificate });
  const read = JSON.parse(found.content);
  assert.equal(read.keyId, `sha256:${createHash("sha256").update(key!.wrapped).digest("hex")}`);
  assert.equal(read.subject, `sha256:${createHash("sha256").update(person).digest("hex")}`);
  assert.ok(!found.content.includes(person) && !found.content.includes("Joko"));
  const agency = createPublicKey({ key: found.public_key!, format: "der", type: "spki" });
  assert.ok(verify("sha256", Buffer.from(found.content), agency, found.signature!));
  const logKey = (await (await s.web()).inject({ url: "/log/key" })).body;
  const proved = JSON.parse(verifyProof(found.proof!, logKey).row);
  assert.ok(JSON.stringify(proved).includes(createHash("sha256").update(found.content).digest("hex")));
  assert.ok(!JSON.stringify(proved).includes(person));
  assert.ok(!verify("sha256", Buffer.from(`${found.content} `), agency, found.signature!));
});

test("the nightly run takes away what is over, tells the person, leaves what is held, and only counts on the desk", async (t) => {
  const s = await house(t);
  const work = { world: s.world, act: s.act.bind(null, system), ask: s.ask.bind(null, system) } as never;
  const plant = (person: string, days: number) =>
    s.asOwner(
      `insert into messages.message (id, person, kind, title, body, sent_at)
       values (gen_random_uuid(), $1, 'old', '{}', '{}', $2::timestamptz - make_interval(days => $3))`,
      [person, s.clock.now(), days],
    );
  await plant(s.id("narti"), 800);
  await plant(s.id("narti"), 100);
  await plant(s.id("joko"), 800);
  const { hold } = await s.act(s.officer, holdRecords, {
    holding: "messages.message",
    person: s.id("joko"),
    reason: "Perkara di pengadilan",
  });
  const line = async () => {
    const { lines } = await s.ask(s.officer, retention, {});
    const { due, held } = lines.find(({ name }) => name === "messages.message")!;
    return [due, held];
  };
  assert.deepEqual(await line(), [1, 1]);
  assert.deepEqual(await s.count("messages.message where kind = 'old'"), [3], "a dry run touches nothing");
  await retentionJob.handle(work, {});
  assert.deepEqual(await s.count("messages.message where kind = 'old'"), [2]);
  const [act] = await s.asOwner<{ about: string[]; body: { removed: number } }>(
    "select about, body from kernel.journal where name = 'rights.apply-retention' and body ? 'removed'",
  );
  assert.deepEqual([act!.about, act!.body.removed], [[s.id("narti")], 1]);
  assert.deepEqual(await line(), [0, 1]);
  await s.act(s.officer, liftHold, { hold });
  assert.equal((await s.act(system, applyRetention, { holding: "messages.message" })).removed, 1);
  for (const who of [s.reviewer, actors.officer(s.id("larasati"), "dinsos", "x", ["protection-officer"])])
    await assert.rejects(s.ask(who, retention, {}), Refusal);
});

test("a run looks behind however many held records there are; one that may work no longer lets another go on", async (t) => {
  // No time at all: each batch is a run of its own.
  const s = await house(t, { env: { RETENTION_SECONDS: "0" } });
  const plant = (person: string, from: number, to: number) =>
    s.asOwner(
      `insert into messages.message (id, person, kind, title, body, sent_at)
       select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'old', '{}', '{}',
         $2::timestamptz - interval '800 days' from generate_series($3::int, $4::int) n`,
      [person, s.clock.now(), from, to],
    );
  await plant(s.id("joko"), 1, 600);
  await plant(s.id("narti"), 601, 1203);
  await s.act(s.officer, holdRecords, {
    holding: "messages.message",
    person: s.id("joko"),
    reason: "Perkara di pengadilan",
  });
  const { lines } = await s.ask(s.officer, retention, {});
  const { due, held, more } = lines.find(({ name }) => name === "messages.message")!;
  assert.deepEqual([due, held, more], [603, 600, false], "the desk counts behind the first batch too");
  const work = { world: s.world, act: s.act.bind(null, system), ask: s.ask.bind(null, system) } as never;
  await retentionJob.handle(work, {});
  assert.deepEqual(
    await s.count("messages.message where kind = 'old'"),
    [1203],
    "the first run has looked at one kind",
  );
  await s.work();
  const left = await s.asOwner<{ person: string; n: number }>(
    "select person, count(*)::int as n from messages.message where kind = 'old' group by 1",
  );
  assert.deepEqual(left, [{ person: s.id("joko"), n: 600 }]);
  const [rests] = await s.count("kernel.journal where name = 'rights.rest-retention'");
  assert.ok(rests! >= 3, `${rests} runs were followed by another`);
});

test("what is over is over by the house's clock, not by the database's", async (t) => {
  const s = await house(t);
  const sessions = s.world.modules.flatMap(({ holds }) => holds ?? []).find(({ name }) => name === "identity.session")!;
  await s.asOwner(
    `insert into identity.session (id, account, hash, hat, device, kind, assurance, created_at, seen_at, expires_at)
     select gen_random_uuid(), id, '\\x01', 'citizen', 'uji', 'session', 2, $2, $2, $2::timestamptz + interval '1 hour'
     from identity.account where person = $1`,
    [s.id("narti"), s.clock.now()],
  );
  const over = () =>
    s.world.database.inTransaction(system, false, (tx) =>
      sessions.of({ tx, world: s.world, now: s.clock.now() } as never, s.id("narti"), 10),
    );
  const [open] = await over();
  assert.equal(open?.ended, null);
  s.clock.forward(2 * 3_600_000);
  const [ended] = await over();
  assert.ok(ended?.ended && ended.ended < s.clock.now());
});
