import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { examplePeople } from "../../modules/registry/index.ts";
import { judges } from "../../test/judge.ts";
import { stage } from "../../test/stage.ts";
import { isPlain, pendopo } from "./verb.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));
const bin = fileURLToPath(new URL("../../bin/pendopo.mjs", import.meta.url));

test("enrol names each row at fault and enters nothing; with --skip-bad the sound ones; it never says what a row holds", async (t) => {
  const s = await stage(t);
  const env = {
    DATABASE_URL: s.urls.owner,
    DATABASE_APP_URL: s.urls.app,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR: example,
    KEY_FILE: s.config.KEY_FILE!,
  };
  const rows: object[] = [];
  let card = "";
  for (const { key: _k, id: _i, family: _f, businesses: _b, ...person } of examplePeople(s.world.government)) {
    card = person.familyNumber ?? card;
    rows.push({ ...person, familyNumber: card, ...(rows.length >= 250 && { sex: person.name }) });
    if (rows.length === 500) break;
  }
  const file = join(s.config.DATA_DIR, "people.jsonl");
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  const refused = await pendopo(["enrol", file], env);
  assert.ok(isPlain(refused), refused.err);
  assert.match(refused.out, /500 rows: 250 people to enter, 0 in the register already, 250 at fault/);
  assert.match(refused.err, /people\.jsonl:251: sex: is one of: female, male\n/);
  assert.match(refused.err, /people\.jsonl:450: sex[\s\S]*\.\.\. and 50 more faults\n\nNothing was entered\./);
  assert.deepEqual(await s.count("registry.person"), [0]);
  const skipped = await pendopo(["enrol", file, "--skip-bad"], env);
  assert.equal(skipped.code, 0, skipped.err);
  assert.match(skipped.out, /250 people were entered\./);
  const words = refused.out + refused.err + skipped.out + skipped.err;
  assert.doesNotMatch(words, /9901\d{12}/);
  for (const row of rows) assert.ok(!words.includes((row as { name: string }).name));
  const again = await pendopo(["enrol", file, "--check", "--skip-bad"], env);
  assert.match(again.out, /0 people to enter, 250 in the register already, 250 at fault/);
  for (const [args, says] of [
    [[], /Say which file/],
    [["a.csv", "b.csv"], /Say which file/],
    [["/nowhere.csv"], /nowhere\.csv/],
    [["people.txt"], /people\.txt/],
  ] as const) {
    const said = await pendopo(["enrol", ...args], env);
    assert.ok(isPlain(said), said.err);
    assert.match(said.err, says);
  }
});

test("enrol --help lists the columns, without a database", async () => {
  const { out, code } = await pendopo(["enrol", "--help"]);
  assert.equal(code, 0);
  for (const column of ["nik ", "familyRole ", "village ", "business.nib "])
    assert.ok(out.includes(`\n  ${column}`), column);
});

test("a service whose files changed under a published version is told in a sentence", async (t) => {
  const s = await stage(t, { people: 60 });
  const GOVERNMENT_DIR = join(s.config.DATA_DIR, "government");
  cpSync(example, GOVERNMENT_DIR, { recursive: true });
  const fee = join(GOVERNMENT_DIR, "services", "izin-usaha-mikro", "fee.yaml");
  writeFileSync(fee, readFileSync(fee, "utf8").replace("payWithinDays: 14", "payWithinDays: 15"));
  const said = await pendopo(["seed"], {
    DATABASE_URL: s.urls.owner,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR,
    KEY_FILE: s.config.KEY_FILE!,
  });
  rmSync(GOVERNMENT_DIR, { recursive: true });
  assert.ok(isPlain(said), said.err);
  assert.match(said.err, /izin-usaha-mikro version 1 was published with other content/);
});

/** A terminal of its own for a program (util-linux). */
const terminal = "script";

test("a NIK that is typed at appoint's prompt is not shown", async (t) => {
  if (!judges(t, terminal)) return;
  const { PATH = "", HOME = "" } = process.env;
  const asked = `${process.execPath} ${bin} appoint --agency diskominfo --office aplikasi --roles administrator`;
  const child = spawn(terminal, ["-qec", asked, "/dev/null"], {
    env: {
      PATH,
      HOME,
      DATABASE_URL: "postgres://x@127.0.0.1:1/x",
      GOVERNMENT_DIR: example,
      DATA_DIR: "/nowhere",
      KEY_FILE: join(process.cwd(), ".cache", "stage-master.json"),
    },
  });
  let shown = "";
  child.stdout.on("data", (bytes) => {
    shown += bytes;
    if (/not shown\): $/.test(shown)) setTimeout(() => child.stdin.write("9901014508800001\r"), 300);
  });
  await new Promise((done) => child.once("close", done));
  assert.match(shown, /NIK \(not shown\): /);
  assert.match(shown, /The database does not answer/, "the NIK was read");
  assert.doesNotMatch(shown, /9901/);
});
