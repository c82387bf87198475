import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Refusal, systemActor } from "../../../kernel/index.ts";
import { relayOnce } from "../../../kernel/jobs/relay.ts";
import { readLine, writeLine } from "../../../kernel/test/guestbook/module.ts";
import { judges } from "../../../test/judge.ts";
import { actors } from "../../../test/stage.ts";
import { auditDatabase, LogFault, verifyLog, verifyProof } from "../index.ts";
import { verifierOf } from "../keystore.ts";
import { logKey } from "../queries/log-key.ts";
import { proofOf } from "../queries/proof.ts";
import { signOnce } from "../signer.ts";
import { hall, somebody } from "./hall.ts";

const ani = actors.citizen(randomUUID());
const budi = actors.citizen(randomUUID());
const reviewer = actors.officer(randomUUID(), "dinas", "loket", ["reviewer"]);
const auditor = actors.officer(randomUUID(), "inspektorat", "audit", ["auditor"]);
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("every journal row becomes one leaf; signing again without news changes nothing", async (t) => {
  const s = await hall(t);
  await s.write(5);
  const [journal] = await s.count("kernel.journal");
  // The log's own key was kept by an act, which the next relay brings in.
  await s.relay();
  await signOnce(s.world);
  assert.equal(await signOnce(s.world), false);
  const [all, entries] = await s.count("kernel.journal", "transparency.entry");
  assert.equal(entries, all);
  assert.ok(journal! >= 5);
  assert.equal(Number((await s.signed()).size), all);
  assert.deepEqual(await auditDatabase(s.world), { entries: all, findings: [] });
});

test("a row that commits late is late in the log, never left out", async (t) => {
  const s = await hall(t);
  const first = Promise.withResolvers<void>();
  const late = s.world.database.inTransaction(systemActor("kernel"), true, async (tx) => {
    await tx.query(
      "insert into kernel.journal (id, at, kind, name, hat, via, salt) values ($1, now(), 'act', 'test.late', 'system', 'job', $2)",
      ["00000000-0000-7000-8000-000000000001", Buffer.alloc(32, 7)],
    );
    await tx.query("insert into kernel.outbox (journal) values ('00000000-0000-7000-8000-000000000001')");
    await first.promise;
  });
  try {
    await s.write(3);
    assert.ok(Number((await s.signed()).size) >= 3, "others do not wait for it");
  } finally {
    first.resolve();
    await late;
  }
  await s.relay();
  const entries = await s.asOwner<{ journal: string }>("select journal from transparency.entry order by index");
  assert.ok(entries.some((entry) => entry.journal === "00000000-0000-7000-8000-000000000001"));
  assert.deepEqual((await auditDatabase(s.world)).findings, []);
});

test("ten relays and ten signers at once make one log", async (t) => {
  const s = await hall(t);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => s.act(somebody(), writeLine, { words: "ramai" })));
    await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? relayOnce(s.world) : signOnce(s.world))));
  }
  await s.relay();
  await signOnce(s.world);
  const { entries, findings } = await auditDatabase(s.world);
  assert.deepEqual(findings, []);
  assert.deepEqual(await s.count("kernel.journal"), [entries]);
});

test("what the owner of the database alters, deletes, slips in or rewrites is found and named", async (t) => {
  const s = await hall(t);
  await s.write(6);
  const [row] = await s.asOwner<{ id: string }>(
    "select id from kernel.journal where name = 'guestbook.write-line' limit 1",
  );
  const finds = async (statement: string, undo: string, sentence: RegExp) => {
    await s.asOwner(statement);
    const { findings } = await auditDatabase(s.world);
    assert.match(findings.join("\n"), sentence);
    await s.asOwner(undo);
    assert.deepEqual((await auditDatabase(s.world)).findings, []);
  };
  await finds(
    `update kernel.journal set account = null where id = '${row!.id}'`,
    `update kernel.journal set account = person where id = '${row!.id}'`,
    new RegExp(`journal row ${row!.id} .* was altered`),
  );
  await finds(
    `create table public.kept as select * from kernel.journal where id = '${row!.id}'; delete from kernel.journal where id = '${row!.id}'`,
    "insert into kernel.journal select * from public.kept",
    new RegExp(`journal row ${row!.id} .* was deleted`),
  );
  await finds(
    "insert into kernel.journal (id, at, kind, name, hat, via, salt) values ('00000000-0000-7000-8000-000000000009', now(), 'act', 'x.y', 'system', 'job', '\\x00')",
    "delete from kernel.journal where id = '00000000-0000-7000-8000-000000000009'",
    /00000000-0000-7000-8000-000000000009 never passed through the log/,
  );
  await s.asOwner("update transparency.entry set commitment = sha256('lain') where index = 2");
  assert.match((await auditDatabase(s.world)).findings.join("\n"), /are not those that were signed/);
});

test("the person an entry is about and auditors get its proof; it stands alone; others do not find it", async (t) => {
  const s = await hall(t);
  const { id } = await s.act(ani, writeLine, { words: "data saya" });
  await s.ask(reviewer, readLine, { id });
  const [read] = await s.asOwner<{ id: string }>("select id from kernel.journal where kind = 'read'");
  assert.ok(read, "the read left a receipt");
  await s.write(300);
  const web = await s.web();
  const proof = (await s.ask(ani, proofOf, { id: read.id }))!;
  assert.ok(proof.path.length >= 8);
  await assert.rejects(s.ask(budi, proofOf, { id: read.id }), refused("not-found"));
  await assert.rejects(s.ask(reviewer, proofOf, { id: read.id }), refused("not-allowed"));
  await assert.rejects(s.ask(actors.stranger, proofOf, { id: read.id }), refused("sign-in-needed"));
  await assert.rejects(s.ask(ani, logKey as never, {}), refused("not-allowed"));
  assert.ok(await s.ask(auditor, proofOf, { id: read.id }));
  assert.equal((await web.inject({ url: `/log/bukti/${read.id}` })).statusCode, 303, "a stranger is asked to sign in");
  const { writeProof } = await import("../tree/proof-file.ts");
  const path = proof.path.map((hash) => Buffer.from(hash, "base64"));
  const file = (row: string) =>
    writeProof({
      extra: JSON.stringify({ row, salt: proof.salt }),
      index: proof.index,
      path,
      checkpoint: proof.checkpoint,
    });
  const key = await verifierOf(s.world);
  assert.equal(JSON.parse(verifyProof(file(proof.row), key).row).id, read.id);
  assert.throws(() => verifyProof(file(proof.row.replace("reviewer", "head").replace("loket", "lain")), key), LogFault);
});

test("from outside the whole log is recomputed, and Go's checksum-database library agrees", async (t) => {
  const s = await hall(t);
  await s.write(700);
  await s.relay();
  await signOnce(s.world);
  const address = await s.address();
  const first = await verifyLog(address);
  assert.ok(first.size >= 700);
  await s.write(10);
  assert.equal((await verifyLog(address, { since: first.note })).continues, first.size);
  if (judges(t, "go")) {
    const judge = fileURLToPath(new URL("judge/main.go", import.meta.url));
    const env = { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOFLAGS: "" };
    const { stdout } = await promisify(execFile)("go", ["run", judge, address], { env });
    assert.match(stdout, new RegExp(`^${first.size + 10} records`));
  }
  // The past rewritten: leaf, tiles, root and signature all made to fit, by who holds everything.
  await s.asOwner("update transparency.entry set commitment = sha256('lain') where index = 3");
  await assert.rejects(verifyLog(address), /do not lead to the signed root/);
  for (const path of ["tile/0/099", "tile/0/000.p/300", "tile/9/000", "tile/entries/099"])
    assert.equal((await fetch(`${address}/${path}`)).status, 404, path);
});
