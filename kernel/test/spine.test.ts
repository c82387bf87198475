import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { z } from "zod";
import { actors, stage } from "../../test/stage.ts";
import { Sitting } from "../ask.ts";
import { query, Refusal } from "../index.ts";
import { closeLine, heard, manifest, quoteLine, readLine, stumble, writeLine } from "./guestbook/module.ts";

const modules = [manifest];
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const ani = randomUUID();
const budi = randomUUID();
const reviewer = actors.officer(randomUUID(), "dinas", "loket", ["reviewer"]);

test("an act leaves its state, one journal row and one outbox row, together", async (t) => {
  const { act, count, asOwner } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "selamat pagi" });
  assert.deepEqual(await count("guestbook.line", "kernel.journal", "kernel.outbox"), [1, 1, 1]);
  const [row] = await asOwner<{
    name: string;
    subject: string;
    account: string;
    salt: Buffer;
    body: { facts: unknown[] };
  }>("select * from kernel.journal");
  assert.equal(row?.name, "guestbook.write-line");
  assert.equal(row?.subject, id);
  assert.equal(row?.salt.length, 32);
  assert.equal(row?.body.facts.length, 1);
});

test("an act that fails leaves nothing, not even what it told another room", async (t) => {
  const { act, count, asOwner } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "satu" });
  await assert.rejects(act(actors.citizen(ani), stumble, { id }), /stumbled/);
  assert.deepEqual(await count("kernel.journal"), [1]);
  assert.equal((await asOwner<{ closed: boolean }>("select closed from guestbook.line"))[0]?.closed, false);
});

test("bad input is refused with each fault named, before anything is opened", async (t) => {
  const { act, count } = await stage(t, { modules });
  await assert.rejects(act(actors.citizen(ani), writeLine, { words: "", more: 1 } as never), (error) => {
    assert.ok(error instanceof Refusal);
    assert.deepEqual(
      error.faults.map((f) => [f.path, f.messageKey]),
      [
        ["words", "kernel.fault.empty"],
        ["", "kernel.fault.unknown-field"],
      ],
    );
    return true;
  });
  assert.deepEqual(await count("kernel.journal"), [0]);
});

test("what no grant opens is closed: strangers sign in, others' things are not found, duties and assurance are asked", async (t) => {
  const { act } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "satu" });
  await assert.rejects(act(actors.stranger, closeLine, { id }), refused("sign-in-needed"));
  await assert.rejects(act(actors.citizen(budi), closeLine, { id }), refused("not-found"));
  await assert.rejects(act(reviewer, closeLine, { id }), refused("not-allowed"));
  const head = (assurance: 2 | 3, agency = "dinas") =>
    actors.officer(randomUUID(), agency, "pimpinan", ["head"], { assurance });
  await assert.rejects(act(head(2), closeLine, { id }), refused("step-up-needed"));
  await assert.rejects(act(head(3, "lain"), closeLine, { id }), refused("not-found"));
  await act(head(3), closeLine, { id });
});

test("the same key gives the first answer again; the same key for something else is refused", async (t) => {
  const { act, count } = await stage(t, { modules });
  const first = await act(actors.citizen(ani), writeLine, { words: "satu" }, { key: "k1" });
  assert.deepEqual(await act(actors.citizen(ani), writeLine, { words: "satu" }, { key: "k1" }), first);
  await assert.rejects(act(actors.citizen(ani), writeLine, { words: "dua" }, { key: "k1" }), refused("conflict"));
  const other = await act(actors.citizen(budi), writeLine, { words: "satu" }, { key: "k1" });
  assert.notEqual(other.id, first.id);
  assert.deepEqual(await count("guestbook.line", "kernel.journal"), [2, 2]);
});

test("eight tries with one key at the same instant: one acts, all get its answer", async (t) => {
  const { act, count } = await stage(t, { modules });
  const tries = await Promise.all(
    Array.from({ length: 8 }, () => act(actors.citizen(ani), writeLine, { words: "satu" }, { key: "k" })),
  );
  assert.equal(new Set(tries.map((r) => r.id)).size, 1);
  assert.deepEqual(await count("guestbook.line", "kernel.journal", "kernel.outbox"), [1, 1, 1]);
});

test("a read of somebody's data leaves a receipt before it answers; a read of one's own leaves none", async (t) => {
  const { act, ask, asOwner } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  assert.equal((await ask(actors.citizen(ani), readLine, { id })).words, "rahasia saya");
  assert.equal((await ask(reviewer, readLine, { id })).words, "raha••••saya");
  const reads = await asOwner<{ name: string; purpose: string; about: string[]; fields: string[]; agency: string }>(
    "select * from kernel.journal where kind = 'read'",
  );
  assert.equal(reads.length, 1);
  assert.deepEqual(
    [reads[0]?.name, reads[0]?.purpose, reads[0]?.about, reads[0]?.fields, reads[0]?.agency],
    ["guestbook.line", "service", [ani], ["words:mask"], "dinas"],
  );
});

test("a hundred reads at once leave a hundred receipts in few commits", async (t) => {
  const { act, ask, count } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  await Promise.all(Array.from({ length: 100 }, () => ask(reviewer, readLine, { id })));
  assert.deepEqual(await count("kernel.journal where kind = 'read'"), [100]);
});

test("when a receipt cannot be written, no answer leaves", async (t) => {
  const { act, ask, asOwner } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  await asOwner("alter table kernel.journal add constraint closed check (kind <> 'read') not valid");
  await assert.rejects(ask(reviewer, readLine, { id }), /closed/);
});

test("a receipt that failed with the group of others is not forgotten by the request that still looks on", async (t) => {
  const { act, ask, world, asOwner, count } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  const slow = new Sitting(world, reviewer, {});
  await slow.ask(readLine, { id });
  await asOwner("alter table kernel.journal add constraint closed check (kind <> 'read') not valid");
  await assert.rejects(ask(reviewer, readLine, { id }), /closed/);
  await asOwner("alter table kernel.journal drop constraint closed");
  await slow.end();
  assert.deepEqual(await count("kernel.journal where kind = 'read'"), [1]);
});

test("what an act reads on its way is on record with the act: in one commit, or not at all", async (t) => {
  const { act, asOwner } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  await assert.rejects(act(reviewer, quoteLine, { id, fall: true }), /fell/);
  await act(reviewer, quoteLine, { id });
  const rows = await asOwner<{ name: string; kind: string; commit: string }>(
    "select name, kind, xmin::text as commit from kernel.journal where agency is not null order by kind",
  );
  assert.deepEqual(
    rows.map(({ name, kind }) => [kind, name]),
    [
      ["act", "guestbook.quote-line"],
      ["read", "guestbook.line"],
    ],
  );
  assert.equal(new Set(rows.map(({ commit }) => commit)).size, 1);
});

test("who is taken for somebody learns nothing and leaves no trace until it is proved, which takes no trip of its own", async (t) => {
  const { act, world, count } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  const asked = (proves: boolean) =>
    new Sitting(world, reviewer, {}, async (statement) => {
      const [row] = await statement<{ is: boolean }>("select $1::boolean as is", [proves]);
      if (!row!.is) throw new Error("somebody else");
    });
  const greet = query({
    name: "guestbook.greet",
    input: z.object({}),
    allow: [{ hat: "anyone" }],
    answer: async () => 1,
  });
  const wrong = asked(false);
  await assert.rejects(wrong.ask(readLine, { id }), /somebody else/);
  await assert.rejects(wrong.ask(readLine, { id: randomUUID() }), /somebody else/, "not even that there is none");
  await assert.rejects(wrong.end(), /somebody else/);
  const idle = asked(false);
  await assert.rejects(idle.ask(greet, {}), /somebody else/, "also where nothing else is asked of the database");
  await assert.rejects(idle.end(), /somebody else/);
  await assert.rejects(asked(false).end(), /somebody else/, "and where nothing is asked at all");
  assert.deepEqual(await count("kernel.journal where kind = 'read'"), [0]);
  const right = asked(true);
  assert.equal(await right.ask(greet, {}), 1);
  assert.equal((await right.ask(readLine, { id })).id, id);
  await right.end();
  assert.deepEqual(await count("kernel.journal where kind = 'read'"), [1]);
});

test("questions asked at once in one request take turns on its one connection", async (t) => {
  const { act, world } = await stage(t, { modules });
  const { id } = await act(actors.citizen(ani), writeLine, { words: "rahasia saya" });
  const sitting = new Sitting(world, actors.citizen(ani), {});
  const warned: string[] = [];
  const listen = (warning: Error) => void warned.push(warning.message);
  process.on("warning", listen);
  const missing = sitting.ask(readLine, { id: randomUUID() }).catch((error: Refusal) => error.code);
  const answers = [sitting.ask(readLine, { id }), sitting.ask(readLine, { id })];
  assert.deepEqual(
    [await missing, ...(await Promise.all(answers)).map(({ words }) => words)],
    ["not-found", "rahasia saya", "rahasia saya"],
  );
  await sitting.end();
  await new Promise(setImmediate);
  process.off("warning", listen);
  assert.deepEqual(warned, []);
});

test("the app cannot change or empty the journal, and sees no row of others", async (t) => {
  const { act, world } = await stage(t, { modules });
  await act(actors.citizen(ani), writeLine, { words: "satu" });
  const tries = ["update kernel.journal set name = 'x'", "delete from kernel.journal", "truncate kernel.journal"];
  for (const text of tries) {
    await assert.rejects(
      world.database.inTransaction(actors.system("kernel"), true, (tx) => tx.query(text)),
      /permission denied/,
    );
  }
  const seen = (actor: Parameters<typeof world.database.inTransaction>[0]) =>
    world.database
      .inTransaction(actor, false, (tx) => tx.query("select * from guestbook.line"))
      .then((rows) => rows.length);
  assert.deepEqual(
    [
      await seen(actors.citizen(ani)),
      await seen(actors.citizen(budi)),
      await seen(actors.stranger),
      await seen(reviewer),
    ],
    [1, 0, 0, 1],
  );
});

test("facts reach their listeners once the relay runs, and a relay that dies half-way has done nothing", async (t) => {
  const { act, work, count, asOwner, world } = await stage(t, { modules });
  heard.length = 0;
  await act(actors.citizen(ani), writeLine, { words: "satu" });
  const failing = {
    ...world,
    modules: [{ ...manifest, taps: [{ name: "fall", take: async () => Promise.reject(new Error("fell")) }] }],
  };
  const { relayOnce } = await import("../jobs/relay.ts");
  await assert.rejects(relayOnce(failing), /fell/);
  assert.deepEqual(await count("kernel.outbox", "graphile_worker._private_jobs"), [1, 0]);
  assert.equal(await work(), 1);
  assert.equal(heard.length, 1);
  assert.deepEqual(await asOwner("select 1 from kernel.outbox"), []);
});
