import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import pino from "pino";
import { z } from "zod";
import { actors, stage } from "../../test/stage.ts";
import { ConfigFault, readConfig } from "../config.ts";
import { folderFiles } from "../files/index.ts";
import { FileFault, readGovernment, readYaml } from "../government.ts";
import { isId, timeOf, uuidv7 } from "../ids.ts";
import { makeLog } from "../log.ts";
import { add, decimal, money, moneyText } from "../money.ts";
import { pageOf } from "../paging.ts";
import { mask } from "../policy.ts";
import { fileKms } from "../secrets/index.ts";
import { manifest } from "./guestbook/module.ts";

const scratch = () => mkdtempSync(join(tmpdir(), "pendopo-test-"));
const text = (file: string) => ({ file, at: writeFileSync(file, "") });

test("ids sort by the time they were made, even within one millisecond and when the clock steps back", () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => uuidv7(1_800_000_000_000 - Math.floor(i / 5000)));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every(isId));
  assert.ok(Math.abs(timeOf(ids[0]!).getTime() - 1_800_000_000_000) < 20);
});

test("money never loses a unit and never mixes currencies", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n }), (a, b) => {
      assert.equal(add({ minor: a, currency: "IDR" }, { minor: b, currency: "IDR" }).minor, a + b);
    }),
  );
  assert.throws(() => add(money(1, "IDR"), money(1, "USD")), /Cannot add/);
  assert.throws(() => money(0.5, "IDR"));
  assert.equal(decimal(money(25_000, "IDR")), "25000");
  assert.equal(decimal({ minor: -2_500_050n, currency: "IDR" }), "-25000.50");
  assert.equal(moneyText(money(25_000, "IDR"), "id-ID").replace(/\s/g, " "), "Rp 25.000");
});

test("a masked value shows its ends and never more", () => {
  assert.equal(mask("3374015203850003"), "3374••••••••0003");
  assert.equal(mask("ab"), "••");
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      (value) => mask(value).length >= Math.min(2, value.length) && (value.length < 3 || mask(value).includes("•")),
    ),
  );
});

test("a page of a list points to the older and the newer page only where there is one", () => {
  const rows = ["c", "b", "a"].map((id) => ({ id }));
  assert.deepEqual(pageOf(rows, { limit: 2 }), { rows: rows.slice(0, 2), older: "b", newer: null });
  assert.deepEqual(pageOf(rows.slice(2), { after: "b", limit: 2 }), { rows: [{ id: "a" }], older: null, newer: "a" });
  assert.deepEqual(pageOf([{ id: "b" }, { id: "c" }], { before: "a", limit: 2 }), {
    rows: [{ id: "c" }, { id: "b" }],
    older: "b",
    newer: null,
  });
});

test("configuration tells all its faults at once, and reads secrets from files", () => {
  assert.throws(
    () => readConfig({ PORT: "http", PUBLIC_URL: "nowhere", SMTP_URL_FILE: "/nowhere" }),
    (error) => {
      assert.ok(error instanceof ConfigFault);
      assert.deepEqual(error.faults.map((f) => f.split(":")[0]).sort(), ["PORT", "PUBLIC_URL", "SMTP_URL_FILE"]);
      return true;
    },
  );
  const file = join(scratch(), "url");
  writeFileSync(file, "postgres://example\n");
  assert.equal(readConfig({ DATABASE_URL_FILE: file }).DATABASE_URL, "postgres://example");
});

test("a government's file tells each fault with its line", () => {
  const { file } = text(join(scratch(), "a.yaml"));
  writeFileSync(file, "name: Tirta\nagencies:\n  - code: BIG\n");
  const schema = z.object({ name: z.string(), agencies: z.array(z.object({ code: z.string().regex(/^[a-z]+$/) })) });
  assert.throws(
    () => readYaml(file, schema),
    (error) => error instanceof FileFault && /a\.yaml:3: agencies\.0\.code/.test(error.message),
  );
  writeFileSync(file, "name: [\n");
  assert.throws(() => readYaml(file, schema), FileFault);
  assert.equal(readGovernment("government/example").government.code, "tirta");
});

test("files appear whole, are private, and never leave their folder", async () => {
  const folder = scratch();
  const files = folderFiles(folder);
  const body = randomBytes(100_000);
  await files.put("documents/2026/a.pdf", body, "application/pdf");
  assert.deepEqual(await files.get("documents/2026/a.pdf"), body);
  assert.equal(statSync(join(folder, "documents/2026/a.pdf")).mode & 0o077, 0);
  assert.equal(await files.get("documents/none"), null);
  for (const bad of ["../x/y", "/etc/passwd", "a/../../b", "a"])
    await assert.rejects(files.put(bad, body, "x"), /Unfit/);
});

test("a master key is made once, kept private, and unwraps only in its own context", async () => {
  const path = join(scratch(), "keys", "master.json");
  const kms = fileKms(path);
  const wrapped = await kms.wrap(Buffer.from("rahasia"), "subject-1");
  assert.equal((await fileKms(path).unwrap(wrapped, "subject-1")).toString(), "rahasia");
  await assert.rejects(kms.unwrap(wrapped, "subject-2"));
  wrapped[wrapped.length - 1]! ^= 1;
  await assert.rejects(kms.unwrap(wrapped, "subject-1"));
  assert.equal(statSync(path).mode & 0o077, 0);
});

test("a sealed field opens for its subject only, and never again once the subject's key is destroyed", async (t) => {
  const { world } = await stage(t, { modules: [manifest] });
  const subject = randomUUID();
  const inTx = <T>(work: Parameters<typeof world.database.inTransaction<T>>[2]) =>
    world.database.inTransaction(actors.system("registry"), true, work);
  const sealed = await inTx((tx) => world.secrets.seal(tx, subject, "registry.person.nik", "9901015203850003"));
  assert.ok(!sealed.includes("9901015203850003"));
  assert.equal(await inTx((tx) => world.secrets.open(tx, subject, "registry.person.nik", sealed)), "9901015203850003");
  await assert.rejects(inTx((tx) => world.secrets.open(tx, subject, "registry.person.phone", sealed)));
  await inTx((tx) => world.secrets.shred(tx, subject));
  assert.equal(await inTx((tx) => world.secrets.open(tx, subject, "registry.person.nik", sealed)), null);
  const index = world.secrets.blindIndex("registry.person.nik", "9901015203850003");
  assert.equal(index.length, 16);
  assert.notDeepEqual(index, world.secrets.blindIndex("registry.business.nib", "9901015203850003"));
});

test("the log strikes out what may be personal and never prints what a database quotes", () => {
  const file = join(scratch(), "log");
  const stream = pino.destination({ dest: file, sync: true });
  const log = makeLog("info", stream);
  log.info({ nik: "9901015203850003", answers: { name: "Narti" }, code: "ok" }, "said");
  log.error(
    {
      err: Object.assign(new Error("duplicate key"), { detail: "Key (nik)=(9901015203850003) exists", code: "23505" }),
    },
    "bug",
  );
  const written = readFileSync(file, "utf8");
  assert.ok(!written.includes("9901015203850003") && !written.includes("Narti"));
  assert.ok(written.includes("23505"));
});
