import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { writeLine } from "../../../kernel/test/guestbook/module.ts";
import { actors } from "../../../test/stage.ts";
import { canonicalRow, type JournalRow } from "../commitment.ts";
import { LogFault, verifyLog, verifyProof } from "../index.ts";
import { openLogKey, verifierOf } from "../keystore.ts";
import { signerSign, signOnce } from "../signer.ts";
import { leafHash } from "../tree/hash.ts";
import { signCheckpoint } from "../tree/note.ts";
import { writeProof } from "../tree/proof-file.ts";
import { hall, somebody } from "./hall.ts";

const bin = fileURLToPath(new URL("../../../bin/pendopo.mjs", import.meta.url));
/** The command as people type it; not waited for in the thread that serves the log. */
const pendopo = (...args: string[]) =>
  new Promise<{ code: number; text: string }>((done) => {
    execFile(process.execPath, [bin, ...args], (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, text: `${out}${err}` }),
    );
  });

test("tiles are for ever and say so; the checkpoint is for a second; what is not signed, or is no tile's name, is not there", async (t) => {
  const s = await hall(t);
  await s.write(260);
  const web = await s.web();
  const get = (path: string) => web.inject({ url: `/log/${path}` });
  const size = Number((await s.signed()).size);
  for (const path of [
    "tile/0/000",
    `tile/0/001.p/${size - 256}`,
    "tile/1/000.p/1",
    "tile/entries/000",
    "tile/0/000.p/7",
  ]) {
    const answer = await get(path);
    assert.equal(answer.statusCode, 200, path);
    assert.equal(answer.headers["cache-control"], "public, max-age=31536000, immutable", path);
    assert.equal(answer.headers["content-type"], "application/octet-stream");
    const width = Number(/p\/(\d+)$/.exec(path)?.[1] ?? 256);
    assert.equal(answer.rawPayload.length, width * (path.includes("entries") ? 34 : 32), path);
  }
  assert.equal((await get("checkpoint")).headers["cache-control"], "public, max-age=1");
  const partial = (await get("tile/0/000.p/7")).rawPayload;
  assert.deepEqual((await get("tile/0/000")).rawPayload.subarray(0, partial.length), partial);
  await s.write(3, false);
  assert.equal((await get(`tile/0/001.p/${size - 255}`)).statusCode, 404, "leaves that nobody has signed");
  for (const path of [
    "",
    "0/000.p/256",
    "0/000.p/0",
    "0/00",
    "0/x000/000",
    "0/999",
    "9/000",
    "..%2f..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/checkpoint",
    "0/000%00",
    "0/000%20",
    "0//000",
    "0/x999/x999/x999/x999/x999/x999/999",
    "0/000'%20or%201=1",
  ]) {
    const { statusCode } = await get(`tile/${path}`);
    assert.ok(statusCode === 404 || statusCode === 422, `${path}: ${statusCode}`);
  }
});

test("who reads the whole log learns no more than how many acts there were, not even by guessing whole rows", async (t) => {
  const s = await hall(t);
  const ani = actors.citizen(randomUUID());
  await s.act(ani, writeLine, { words: "rahasia Ani" });
  await s.write(20);
  const web = await s.web();
  const size = Number((await s.signed()).size);
  const paths = ["checkpoint", "key", `tile/0/000.p/${size}`, `tile/entries/000.p/${size}`];
  const all = Buffer.concat(
    await Promise.all(paths.map(async (path) => (await web.inject(`/log/${path}`)).rawPayload)),
  );
  const rows = await s.asOwner<JournalRow & { id: string }>(
    "select * from kernel.journal where name like 'guestbook%'",
  );
  for (const row of rows) {
    for (const known of [row.id, row.account, row.person, row.name, row.subject].filter(Boolean).map(String))
      assert.ok(!all.includes(known), known);
    const text = Buffer.from(canonicalRow(row));
    const sha256 = createHash("sha256").update(text).digest();
    const guesses = [sha256, leafHash(text), leafHash(sha256), createHmac("sha256", "").update(text).digest()];
    for (const guess of guesses) assert.ok(!all.includes(guess), "the salt is what it hangs on");
  }
  const salts = new Set(rows.map((row) => row.salt.toString("hex")));
  assert.equal(salts.size, rows.length, "a salt of its own for each");
  assert.ok(rows.every((row) => row.salt.length === 32));
});

test("a byte turned in any part of a log is told as a fault of the log, never taken and never a crash", async (t) => {
  const s = await hall(t);
  await s.write(300);
  const genuine = await s.address();
  const early = (await verifyLog(genuine)).note;
  await s.write(20);
  const parts = new Map<string, Buffer>();
  let bent: { path: string; at: number } | null = null;
  const copy = createServer(async (request, response) => {
    const path = request.url!;
    const kept = parts.get(path) ?? Buffer.from(await (await fetch(genuine.replace("/log", path))).arrayBuffer());
    parts.set(path, kept);
    const body = Buffer.from(kept);
    if (bent?.path === path) body[Math.floor(bent.at * body.length)]! ^= 0x40;
    response.end(body);
  });
  await new Promise<void>((done) => copy.listen(0, "127.0.0.1", done));
  t.after(() => copy.close());
  const address = `http://127.0.0.1:${(copy.address() as AddressInfo).port}/log`;
  const key = await verifierOf(s.world);
  await verifyLog(address, { key, since: early });
  assert.ok(parts.size >= 6, [...parts.keys()].join());
  for (const path of parts.keys()) {
    for (const at of [0, 0.3, 0.6, 0.99]) {
      bent = { path, at };
      await assert.rejects(
        verifyLog(address, { since: early, ...(path.endsWith("key") ? {} : { key }) }),
        LogFault,
        `${path} ${at}`,
      );
    }
  }
  bent = null;
  copy.closeAllConnections();
  await new Promise((done) => copy.close(done));
  await assert.rejects(verifyLog(address, { key }), /does not answer/);
});

test("the command says what it found and ends with 1 when the log does not hold; so it does for a proof", async (t) => {
  const s = await hall(t);
  await s.write(5);
  const folder = mkdtempSync(join(tmpdir(), "pendopo-log-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const address = await s.address();
  const since = join(folder, "since.txt");
  const first = await pendopo("verify-log", address.replace("/log", ""), "--since", since);
  assert.equal(first.code, 0, first.text);
  assert.match(first.text, /Signature, entries, tiles and root agree/);
  await s.write(2);
  assert.match(
    (await pendopo("verify-log", address, "--since", since)).text,
    /It continues the checkpoint of \d+ entries/,
  );
  await s.asOwner("update transparency.entry set commitment = sha256('lain') where index = 2");
  const changed = await pendopo("verify-log", address, "--since", since);
  assert.equal(changed.code, 1);
  assert.match(changed.text, /The log does not hold: .*the log was changed/);
  assert.doesNotMatch(changed.text, /\n\s+at /, "words, no stack");

  const { origin, privateKey, publicKey } = await openLogKey(s.world);
  const checkpoint = signCheckpoint({ origin, size: 1, root: Buffer.alloc(32) }, privateKey, publicKey);
  for (const extra of ["", "{}", "no json", '{"row": 5, "salt": null}']) {
    const text = writeProof({ extra, index: 0, path: [], checkpoint });
    await assert.rejects(async () => verifyProof(text, await verifierOf(s.world)), LogFault, extra);
  }
  writeFileSync(join(folder, "proof"), "no proof");
  const proof = await pendopo("verify-log", "--proof", join(folder, "proof"), "--key", await verifierOf(s.world));
  assert.equal(proof.code, 1);
  assert.match(proof.text, /this is not a proof file/);
});

test("a signer that dies at the moment of writing leaves no checkpoint; the next one signs what was left", async (t) => {
  const s = await hall(t);
  await s.write(3);
  // The log's own key was kept by an act of its own.
  await s.write(1);
  const before = await s.signed();
  await s.asOwner(`create function public.die() returns trigger language plpgsql as $$ begin
    perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
  await s.asOwner(
    "create trigger die after insert on transparency.checkpoint for each row execute function public.die()",
  );
  await s.write(2, false);
  await assert.rejects(signOnce(s.world));
  assert.deepEqual(await s.signed(), before, "what was served stays as it was");
  await s.asOwner("drop trigger die on transparency.checkpoint");
  assert.equal(await signOnce(s.world), true);
  assert.equal((await s.signed()).size, before.size + 2n);
});

test("readiness tells when leaves stay unsigned for a minute, from the first leaf on; a quiet hour is no illness", async (t) => {
  const s = await hall(t);
  const well = () =>
    s.world.database.inTransaction(actors.system("kernel"), false, (tx) => signerSign.look(s.world, tx));
  await s.write(2, false);
  assert.equal((await well()).ok, true);
  s.clock.forward(61_000);
  assert.deepEqual(await well(), {
    ok: false,
    detail: "2 leaves, 2 unsigned",
    gauges: { log_leaves: 2, log_unsigned: 2 },
  });
  await signOnce(s.world);
  assert.equal((await well()).ok, true);
  s.clock.forward(3_600_000);
  await s.write(1, false);
  assert.equal((await well()).gauges?.log_unsigned, 2, "the line and the key's own");
  await signOnce(s.world);
  s.clock.forward(3_600_000);
  await s.act(somebody(), writeLine, { words: "kabar" });
  await s.relay();
  assert.equal((await well()).ok, true);
});

test("two processes that start at once share one key and sign one tree", async (t) => {
  const s = await hall(t);
  const { openWorld } = await import("../../../app/world.ts");
  const second = openWorld(s.config, s.world.modules);
  t.after(() => second.close());
  const [one, two] = await Promise.all([openLogKey(s.world), openLogKey(second.world)]);
  assert.deepEqual(one.publicKey, two.publicKey);
  assert.deepEqual(await s.count("transparency.key"), [1]);
  for (let round = 0; round < 5; round += 1) {
    await s.act(somebody(), writeLine, { words: "baris" });
    await s.relay();
    const signed = await Promise.all([s.world, second.world].map((world) => signOnce(world)));
    assert.equal(signed.filter(Boolean).length, 1);
  }
});
