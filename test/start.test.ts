import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";

const bin = join(import.meta.dirname, "../bin");
type Entry = { version: string; dev?: true; optional?: true };

/** A checkout in a folder with a space, with an npm that only notes how it was called. */
function checkout(t: TestContext, wanted: Record<string, Entry>, present?: Record<string, Entry>, npmDoes = "") {
  const root = mkdtempSync(join(tmpdir(), "check out "));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const lock = (packages: object) => JSON.stringify({ packages });
  writeFileSync(join(root, "package-lock.json"), lock({ "": { name: "pendopo" }, ...wanted }));
  mkdirSync(join(root, "node_modules"));
  if (present) writeFileSync(join(root, "node_modules/.package-lock.json"), lock(present));
  const calls = join(root, "calls");
  const npm = join(root, "npm-cli.js");
  const note = `require("fs").appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(" ") + "\\n");`;
  writeFileSync(npm, note + npmDoes);
  const run = (file: string, call: string) => {
    const script = `const m = await import(${JSON.stringify(pathToFileURL(join(bin, file)).href)}); const root = ${JSON.stringify(root)};
      try { console.log(m.${call} ?? ""); } catch (error) { console.log(error.plain ? "plain: " + error.message : error.stack); }`;
    const done = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      env: { ...process.env, npm_execpath: npm },
    });
    return { said: done.stdout, calls: existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [] };
  };
  return { root, run };
}

const serving = "bringPackages(root, { withDevelopment: false })";
const testing = "bringPackages(root, { withDevelopment: true })";
const a = { "node_modules/a": { version: "1.0.0" } };
const tool = { "node_modules/tool": { version: "1.0.0", dev: true as const } };
const binary = { "node_modules/binary": { version: "1.0.0", optional: true as const } };

test("what is installed is not installed again; an optional package of another platform is not missed", (t) => {
  const { run } = checkout(t, { ...a, ...binary, ...tool }, { ...a, ...tool });
  assert.deepEqual(run("packages.mjs", testing), { said: "\n", calls: [] });
});

test("a fresh checkout is installed exactly, without the tools of developers", (t) => {
  const [call, more] = checkout(t, { ...a, ...tool }).run("packages.mjs", serving).calls;
  assert.match(call!, /^ci .*--omit=dev/);
  assert.equal(more, undefined);
});

test("npm test brings the developers' tools later", (t) => {
  const { run } = checkout(t, { ...a, ...tool }, a);
  assert.deepEqual(run("packages.mjs", serving).calls, []);
  assert.match(run("packages.mjs", testing).calls[0]!, /^install --no-save (?!.*omit)/);
});

test("a package of another version is brought up to date, and a developer's tools stay", (t) => {
  const { run } = checkout(t, { ...a, ...tool }, { "node_modules/a": { version: "0.9.0" }, ...tool });
  assert.match(run("packages.mjs", serving).calls[0]!, /^install --no-save (?!.*omit)/);
});

test("when npm fails, the person is told what to do", (t) => {
  const { run } = checkout(t, a, undefined, "process.exit(1)");
  assert.match(run("packages.mjs", serving).said, /^plain: .*\n.*Offline\?/);
});

test("a Node whose checksum is not the tried one is removed, not run", (t) => {
  const forged = `const fs = require("fs"); fs.writeFileSync("package-lock.json", '{"packages":{}}');`;
  const { root, run } = checkout(t, a, a, forged);
  assert.match(run("runtime.mjs", "bringNode(root)").said, /^plain: .*checksum differs/);
  assert.equal(existsSync(join(root, ".pendopo/runtime")), false);
});

test("an unknown verb ends with 1 and says what to do", () => {
  const done = spawnSync(process.execPath, [join(bin, "pendopo.mjs"), "dance"], { encoding: "utf8", cwd: "/" });
  assert.equal(done.status, 1);
  assert.match(done.stderr, /pendopo help/);
});
