import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { openDocument } from "../commands/open-document.ts";
import { sealDocument } from "../commands/seal-document.ts";
import { papers } from "./paper.ts";

const order = (subject: string, person: string) => ({
  subject,
  kind: "izin",
  title: { id: "Izin", en: "Licence" },
  person,
  holder: "Warung",
  agency: "dpmptsp",
  numberPattern: "IZ/{seq:4}/{year}",
  validUntil: "2031-01-01",
  content: {},
});

test("numbers run on without a gap, though many are given at once and some come to nothing; each year begins anew", async (t) => {
  const s = await papers(t);
  const room = actors.system("documents");
  const open = (subject: string, person = s.id("narti")) => s.act(room, openDocument, order(subject, person));
  const tries = await Promise.allSettled(
    Array.from({ length: 24 }, (_, i) => (i % 6 === 5 ? open(`b${i}`, "nobody") : open(`s${i % 15}`))),
  );
  const given = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value.number] : []));
  const all = (await s.asOwner<{ number: string }>("select number from documents.document order by number")).map(
    ({ number }) => number,
  );
  assert.deepEqual(
    all,
    all.map((_, i) => `IZ/${String(i + 1).padStart(4, "0")}/2026`),
  );
  assert.deepEqual([...new Set(given)].sort(), all);
  assert.equal((await open("s0")).number, given[0], "asked again, the same again");
  s.clock.forward(60 * 86_400_000);
  assert.equal((await open("new-year")).number, "IZ/0001/2027");
});

test("a job that could not keep the file ends, tried again by four workers at once, as one document with the number it had", async (t) => {
  const s = await papers(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  const inTheWay = join(s.config.DATA_DIR, "files", "documents");
  mkdirSync(dirname(inTheWay), { recursive: true });
  writeFileSync(inTheWay, "a full disk");
  await assert.rejects(s.issue(id));
  const before = await s.row(id);
  assert.equal(before.state, "making");
  rmSync(inTheWay);
  await Promise.all([1, 2, 3, 4].map(() => s.issue(id)));
  await s.issue(id);
  await s.work();
  const after = await s.row(id);
  assert.deepEqual([after.state, after.number, after.code], ["valid", before.number, before.code]);
  assert.deepEqual(await s.count("documents.document"), [1]);
  assert.equal(
    createHash("sha256")
      .update(await s.file(after))
      .digest("hex"),
    after.sha256,
  );
  const files = readdirSync(dirname(join(s.config.DATA_DIR, "files", after.store!)));
  assert.equal(files.length, 1, "what lost the race is not left lying about");
  assert.equal((await s.look(id)).row.status, "issued");
});

test("two workers that begin at the same moment make one document", async (t) => {
  const s = await papers(t);
  const id = await s.submitted({ floorArea: "12", cooks: false });
  await s.paid(id);
  const tries = await Promise.allSettled([s.issue(id), s.issue(id)]);
  assert.ok(tries.some((one) => one.status === "fulfilled"));
  await s.work();
  assert.deepEqual(await s.count("documents.document"), [1]);
  assert.equal((await s.look(id)).row.status, "issued");
});

test("nothing is signed that the head did not read: a case that changed after the consent makes no document", async (t) => {
  const s = await papers(t);
  const id = await s.submitted();
  await s.approved(id);
  await s.asOwner(`update cases.case set answers = answers || '{"floorArea": 900}' where id = $1`, [id]);
  await s.paid(id);
  await assert.rejects(s.issue(id), /was changed after .* agreed to sign it/);
  assert.deepEqual(await s.count("documents.document"), [0]);
  assert.deepEqual(await s.count("documents.key"), [0], "no key was even taken out");
  await s.asOwner(`update cases.case set answers = answers || '{"floorArea": 60}' where id = $1`, [id]);
  await s.issue(id);
  const { signers } = await s.row(id);
  assert.deepEqual(
    signers.map((one) => [one.kind, one.name]),
    [
      ["signature", s.head.name],
      ["seal", "Dinas Penanaman Modal dan PTSP"],
    ],
  );
});

test("what is sealed never changes: a second seal does nothing, and its hash stands in the journal", async (t) => {
  const s = await papers(t);
  const { row } = await s.sealed();
  const again = { id: row.id, sha256: "f".repeat(64), store: "x", bytes: 1, signers: [] };
  assert.deepEqual(await s.act(actors.system("documents"), sealDocument, again), { sealed: false });
  assert.deepEqual(await s.row(row.subject), row);
  const [noted] = await s.asOwner<{ body: { facts: { name: string; body: { sha256: string } }[] } }>(
    "select body from kernel.journal where name = 'documents.seal-document' and body->'facts' <> '[]'",
  );
  assert.equal(noted?.body.facts[0]?.body.sha256, row.sha256);
});

test("private keys lie wrapped in the database, and only the room itself takes them out", async (t) => {
  const s = await papers(t);
  await s.signed();
  const keys = await s.asOwner<{ name: string; wrapped: Buffer; issuer: string | null }>(
    "select name, wrapped, issuer from documents.key order by name",
  );
  const names = keys.map(({ name }) => name.replace(/[0-9a-f-]{36}/, "id"));
  // Agencies that published services have seals too: they sign what they publish.
  const others = names.filter((name) => /^seal:(?!dpmptsp)/.test(name));
  assert.deepEqual(
    names.filter((name) => !others.includes(name)),
    ["officer:id", "root", "seal:dpmptsp", "timestamp"],
  );
  // The beginning of every P-256 key in PKCS #8.
  const open = Buffer.from("06072a8648ce3d0201", "hex");
  assert.ok(keys.every(({ wrapped }) => !wrapped.includes(open)));
});
