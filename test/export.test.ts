import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isPlain, pendopo } from "../app/test/verb.ts";
import { demoAccounts } from "../modules/identity/index.ts";
import { registers } from "../modules/registers/test/house.ts";

const example = fileURLToPath(new URL("../government/example", import.meta.url));

test("a register is taken out in the name of an officer who keeps it, with a reason that each person in it sees", async (t) => {
  const s = await registers(t);
  await s.write({ register: "biodata", person: s.id("joko"), sets: { education: "S1" } });
  const env = {
    DATABASE_URL: s.urls.owner,
    DATABASE_APP_URL: s.urls.app,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR: example,
    KEY_FILE: s.config.KEY_FILE!,
  };
  const accounts = await demoAccounts(s.world);
  const named = (key: string) => accounts.find((one) => one.key === key)!.identifier;
  const file = join(s.config.DATA_DIR, "biodata.csv");
  const asked = (account: string, ...more: string[]) =>
    pendopo(["export", "biodata", file, "--account", account, ...more], env);

  const done = await asked(named("population-data"), "--reason", "report");
  assert.equal(done.code, 0, done.err);
  const text = readFileSync(file, "utf8");
  assert.match(text.split("\n")[0]!, /education/);
  assert.match(text, /S1/);
  assert.equal(statSync(file).mode & 0o077, 0, "nobody else may read it");
  const receipts = await s.asOwner<{ agency: string; via: string; body: object; about: string[] }>(
    "select agency, via, body, about from kernel.journal where name = 'registers.exported-rows'",
  );
  assert.deepEqual(receipts, [
    { agency: "disdukcapil", via: "cli", body: { register: "biodata", reason: "report" }, about: [s.id("joko")] },
  ]);

  const over = await asked(named("population-data"), "--reason", "report");
  assert.ok(isPlain(over), over.err);
  for (const [account, more, says] of [
    [named("population-data"), [], /--reason is one of/],
    [named("agency-data"), ["--reason", "report"], /./],
    [named("citizen"), ["--reason", "report"], /./],
    ["nobody@tirta.example", ["--reason", "report"], /./],
  ] as const) {
    const refused = await pendopo(["export", "biodata", `${file}.other`, "--account", account, ...more], env);
    assert.ok(isPlain(refused), `${account}: ${refused.err}`);
    assert.match(refused.err, says);
    assert.ok(!existsSync(`${file}.other`), "nothing is left behind");
  }
  assert.equal((await pendopo(["export", "--help"])).code, 0);
});
