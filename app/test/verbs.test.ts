import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stage } from "../../test/stage.ts";
import { isPlain, pendopo } from "./verb.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));
const bin = fileURLToPath(new URL("../../bin/pendopo.mjs", import.meta.url));

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-verbs-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("help names every verb and every setting, also when nothing or --help was asked", async () => {
  const { out, code } = await pendopo(["help"]);
  assert.equal(code, 0);
  const verbs = [
    ...readFileSync(new URL("../cli.ts", import.meta.url), "utf8").matchAll(/^ {2}"?([a-z-]+)"?: \(\) => import/gm),
  ].map(([, name]) => name!);
  assert.ok(verbs.length >= 12);
  for (const verb of verbs.filter((name) => name !== "help"))
    assert.match(out, new RegExp(`(pendopo|npm run|npm) ${verb}\\b`), verb);
  const { settings } = await import("../../kernel/config.ts");
  for (const name of Object.keys(settings)) assert.ok(out.includes(`  ${name} `), name);
  assert.equal((await pendopo(["--help"])).out, out);
});

test("without a database, each verb that needs one says what to set; without a bug's look", async (t) => {
  const DATA_DIR = scratch(t);
  const verbs = [["serve"], ["migrate"], ["backup", "x"], ["restore", "x"], ["token", "--account", "x"]];
  const said = await Promise.all(verbs.map((args) => pendopo(args, { DATA_DIR, BACKUP_PASSPHRASE: "x".repeat(12) })));
  for (const [i, one] of said.entries()) {
    assert.ok(isPlain(one), `${verbs[i]}: ${one.err}`);
    assert.match(one.err, /DATABASE_URL/, String(verbs[i]));
  }
});

test("all faults of the configuration are told at once, each by its name", async () => {
  const said = await pendopo(["serve"], {
    PORT: "http",
    PUBLIC_URL: "nowhere",
    WORKERS: "0",
    LOG_LEVEL: "loud",
    SMTP_URL_FILE: "/nowhere",
  });
  assert.ok(isPlain(said), said.err);
  for (const name of ["PORT", "PUBLIC_URL", "WORKERS", "LOG_LEVEL", "SMTP_URL_FILE"])
    assert.match(said.err, new RegExp(`- ${name}`));
});

test("a government's file with a fault is told with its name and line, by every verb that reads it", async (t) => {
  const folder = scratch(t);
  const GOVERNMENT_DIR = join(folder, "government");
  cpSync(example, GOVERNMENT_DIR, { recursive: true });
  const agencies = join(GOVERNMENT_DIR, "agencies.yaml");
  const text = readFileSync(agencies, "utf8");
  const at = text.split("\n").findIndex((line) => /code:/.test(line)) + 1;
  writeFileSync(agencies, text.replace(/code: *[a-z-]+/, "code: TIDAK BENAR"));
  const env = { GOVERNMENT_DIR, DATA_DIR: folder, DATABASE_URL: "postgres://nobody@localhost:1/none" };
  const served = await pendopo(["serve"], env);
  assert.ok(isPlain(served), served.err);
  assert.match(served.err, new RegExp(`agencies\\.yaml:${at}: .*code`));
  const looked = await pendopo(["doctor"], env);
  assert.equal(looked.code, 1);
  assert.match(looked.out, new RegExp(`MEND .*agencies\\.yaml:${at}`));
  assert.match(looked.out, /database answers/);
});

test("wrong use of a verb is answered with how to use it", async (t) => {
  const wrong: [string, string[], RegExp][] = [
    ["token", [], /--account/],
    ["token", ["--account", "x", "--hat", "king"], /citizen, business, officer/],
    ["token", ["--account", "x", "--days", "0"], /1 to 366/],
    ["token", ["--colour", "red"], /'--colour'/],
    ["verify-log", [], /Say which log/],
    ["verify-log", ["--proof", "/nowhere"], /key/],
    ["backup", [], /Say where to/],
    ["restore", [], /Say which/],
    ["seed", ["--people", "many"], /--people takes/],
    ["demo", ["--people", "10"], /60 to 1000000/],
    ["demo", ["--people", "2000000"], /60 to 1000000/],
    ["demo", ["--port", "http"], /--port takes/],
    ["demo", ["--fresh", "--data", example], /does not look like a demo/],
  ];
  for (const [verb, args, said] of wrong) {
    const { run } = (await import(`../verbs/${verb}.ts`)) as { run(args: string[]): Promise<void> };
    await assert.rejects(run(args), (error: Error & { code?: string }) => {
      assert.ok(error.name === "UsageFault" || error.code?.startsWith("ERR_PARSE_ARGS"), `${verb} ${args}: ${error}`);
      return said.test(error.message);
    });
  }
  assert.ok(existsSync(join(example, "government.yaml")), "what is no demo's is left alone");
  const s = await stage(t);
  const env = {
    DATABASE_URL: s.urls.owner,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR: example,
    KEY_FILE: s.config.KEY_FILE!,
  };
  const outside: [string[], Record<string, string>, RegExp][] = [
    [["token", "--account", "nobody@tirta.example"], {}, /nobody@tirta\.example: /],
    [["migrate"], { DATABASE_URL: s.urls.owner.replace("stage@", "wrong@") }, /turns us away.*Check DATABASE_URL/],
    [["migrate"], { DATABASE_URL: "postgres://x@127.0.0.1:1/x" }, /does not answer.*DATABASE_URL/],
    [["verify-log", "--proof", "/nowhere", "--key", "x"], {}, /\/nowhere/],
    [["verify-log", "http://127.0.0.1:1"], {}, /does not answer/],
    [["demo", "--colour", "red"], {}, /pendopo help/],
  ];
  for (const [args, more, said] of outside) {
    const answer = await pendopo(args, { ...env, ...more });
    assert.ok(isPlain(answer), `${args.join(" ")}: ${answer.err}`);
    assert.match(answer.err, said, args.join(" "));
  }
});

test("an operator's day: migrate, seed, doctor, token, serve; a secret may stand in a file; a token is good until it is over or revoked", async (t) => {
  const s = await stage(t, { people: 60 });
  const secret = join(s.config.DATA_DIR, "url");
  writeFileSync(secret, `${s.urls.owner}\n`, { mode: 0o600 });
  const port = await freePort();
  const env = {
    DATABASE_URL_FILE: secret,
    DATA_DIR: s.config.DATA_DIR,
    GOVERNMENT_DIR: example,
    KEY_FILE: s.config.KEY_FILE!,
    PORT: String(port),
    LOG_LEVEL: "info",
  };
  const again = await pendopo(["migrate"], env);
  assert.deepEqual(
    [again.code, again.out.trim()],
    [0, "The database has this version's form."],
    "a second run changes nothing",
  );
  assert.equal((await pendopo(["seed"], env)).code, 0);
  const doctor = await pendopo(["doctor"], env);
  assert.match(doctor.out, /well {3}migrations: all run/);
  assert.match(doctor.out, /well {3}the app's login cannot pass row security/);
  const issued = await pendopo(["token", "--account", "narti@tirta.example", "--days", "2"], env);
  assert.match(issued.out.trim(), /^[\w-]{43}$/, issued.err);
  const headers = { authorization: `Bearer ${issued.out.trim()}` };

  const web = spawn(process.execPath, [bin, "serve"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let log = "";
  web.stdout.on("data", (bytes) => (log += bytes));
  const gone = new Promise<number | null>((done) => web.once("exit", done));
  try {
    for (let tries = 0; !/"msg":"running"/.test(log); tries += 1) {
      assert.ok(tries < 400 && web.exitCode === null, `serve does not come up: ${log}`);
      await wait(50);
    }
    const ask = async () => (await fetch(`http://127.0.0.1:${port}/api/v1/cases/applications`, { headers })).status;
    assert.equal(await ask(), 200);
    const taken = await pendopo(["serve"], env);
    assert.ok(isPlain(taken), taken.err);
    assert.match(taken.err, new RegExp(`Port ${port} is taken`));
    await s.asOwner("update identity.session set expires_at = now() - interval '1 second' where kind = 'token'");
    assert.equal(await ask(), 401, "its days are over");
    await s.asOwner(
      "update identity.session set expires_at = now() + interval '1 day', revoked_at = now() where kind = 'token'",
    );
    assert.equal(await ask(), 401, "revoked");
    assert.doesNotMatch(log, /narti|Bearer|9901\d{12}/i, "the log names nobody");
  } finally {
    web.kill("SIGTERM");
  }
  assert.equal(await gone, 0, "a stop signal ends it cleanly");
});

test("a demo whose port is taken says which to take instead, and leaves no database running", async (t) => {
  const folder = scratch(t);
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  mkdirSync(join(folder, "demo"));
  const said = await pendopo(["demo", "--data", join(folder, "demo"), "--people", "60", "--port", String(port)]);
  assert.ok(isPlain(said), said.err);
  assert.match(said.err, new RegExp(`Port ${port} is taken.*--port ${port + 1}`));
  const left = readFileSync(join(folder, "demo", "postgres", "data", "PG_VERSION"), "utf8");
  assert.ok(left);
  assert.equal(existsSync(join(folder, "demo", "postgres", "data", "postmaster.pid")), false, "PostgreSQL was stopped");
  const { removeCluster } = await import("../../kernel/cluster/index.ts");
  await removeCluster({ dataDir: join(folder, "demo") });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
