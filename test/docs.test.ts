import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { loadModules } from "../app/modules.ts";
import { settings } from "../kernel/config.ts";
import { parts, ServiceFile } from "../modules/catalogue/definition/schema.ts";
import { listed, rowsOf, unfounded } from "../tools/docs/asvs.ts";
import { readPage } from "../tools/docs/markdown.ts";
import { type Ground, rules } from "../tools/docs/rules.ts";
import { answerTo, trialsOf } from "../tools/docs/trial.ts";
import { madePages } from "../tools/pages/made.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const text = (path: string) => readFileSync(root + path, "utf8");

const pages = execFileSync(
  "git",
  ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
  { cwd: root, encoding: "utf8" },
)
  .split("\0")
  .filter((path) => path && existsSync(root + path))
  .map((path) => readPage(path, text(path)));

const modules = await loadModules();
const doors = [
  ...modules.flatMap(({ pages: shown = [], routes = [] }) => [...shown, ...routes].map(({ path }) => path)),
  ...modules.flatMap(({ commands = [], queries = [] }) =>
    [...commands, ...queries].filter((one) => !one.internal).map(({ name }) => `/api/v1/${name.replace(".", "/")}`),
  ),
  ..."/healthz /readyz /metrics /api/v1/openapi.json".split(" "),
].map((path) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replace("*", ".*")}/?$`));

/** The flags of a verb, out of its options or out of what the manual says. */
function flagsOf(verb: string): ReadonlySet<string> {
  const source = text(`app/verbs/${verb}.ts`);
  return new Set(
    [...source.matchAll(/^\s*"?([a-z-]+)"?: \{ type: "/gm)]
      .map(([, flag]) => flag!)
      .concat([...source.matchAll(/\b([a-z-]+): \{ type: "/g)].map(([, flag]) => flag!)),
  );
}
const verbs = new Map(
  [...text("app/cli.ts").matchAll(/import\("\.\/verbs\/([a-z-]+)\.ts"\)/g)].map(([, verb]) => [verb!, flagsOf(verb!)]),
);
const names = Object.keys(settings);

const ground: Ground = {
  rooms: modules.map(({ name }) => name),
  scripts: new Set(Object.keys(JSON.parse(text("package.json")).scripts)),
  verbs,
  settings: new Set([
    ...names,
    ...names.map((name) => `${name}_FILE`),
    "BACKUP_PASSPHRASE",
    "BACKUP_PASSPHRASE_FILE",
    "PENDOPO_POSTGRES",
    "API",
    "TOKEN",
    "KEY",
  ]),
  serves: (path) => doors.some((door) => door.test(path)) || path === "/" || path === "/api/v1",
  // The measurements are written by `npm run bench -- --write`, on a machine that does nothing else.
  exists: (path) => existsSync(root + path) || path === "bench/RESULTS.md",
  testFiles: globSync("{kernel,modules,design,app,test}/**/*.test.ts", { cwd: root }),
  file: (path) => (existsSync(root + path) && statSync(root + path).isFile() ? text(path) : null),
};

test("every page of the repository was read", () => {
  const missing = [
    "README.md",
    "ARCHITECTURE.md",
    "STYLE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
  ].filter((path) => !pages.some((page) => page.path === path));
  assert.deepEqual(missing, []);
  assert.ok(verbs.get("demo")?.has("accounts-file"), "the flags of the verbs were read");
  assert.ok(pages.flatMap((page) => page.blocks).length > 40, "the code blocks were read");
});

for (const [sentence, rule] of Object.entries(rules)) {
  test(sentence, () => assert.deepEqual(rule(pages, ground), []));
}

for (const [path, make] of Object.entries(madePages)) {
  test(`${path} says what the code says (else: node --import ./bin/typescript.mjs tools/pages.ts)`, async () => {
    assert.equal(text(path), await make());
  });
}

const designer = text("docs/guide/designer.md");

test("the linter answers each mistake of the designer guide with the words that stand there", () => {
  const trials = trialsOf(designer);
  assert.ok(trials.length >= 8, `${trials.length} mistakes`);
  for (const { printed, ...mistake } of trials) assert.equal(answerTo(mistake), printed, JSON.stringify(mistake));
});

test("the designer guide explains every key that a service's files may hold", () => {
  const explained = new Set(readPage("", designer).words.map((word) => word.text));
  const keys = [ServiceFile, ...Object.values(parts)].flatMap((schema) =>
    keysOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })),
  );
  assert.ok(keys.length > 80, `${keys.length} keys`);
  assert.deepEqual(
    [...new Set(keys)].filter((key) => !explained.has(key) && key !== "id" && key !== "en"),
    [],
  );
});

function keysOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties } = schema as { properties?: Record<string, unknown> };
  const inner = Object.values(schema).flatMap(keysOf);
  return properties ? [...Object.keys(properties), ...inner] : inner;
}

for (const [path, locale] of [
  ["docs/guide/officer.md", "en"],
  ["docs/guide/officer.id.md", "id"],
] as const) {
  test(`${path} quotes what the screen says`, () => {
    const queues = parse(text("government/example/queues.yaml")) as { title: Record<string, string> }[];
    const said = globSync("{app,modules/*}/messages", { cwd: root })
      .flatMap((folder) => Object.values(JSON.parse(text(`${folder}/${locale}.json`)) as Record<string, string>))
      // The names of queues are the government's own.
      .concat(queues.map(({ title }) => title[locale]!));
    const quoted = [...text(path).matchAll(/(?<![_\w`])_([^_`]+)_(?!\w)/g)].map(([, words]) =>
      words!.replace(/\s+/g, " "),
    );
    assert.ok(quoted.length > 30, `${quoted.length} quotes`);
    assert.deepEqual(
      quoted.filter((words) => !said.includes(words)),
      [],
    );
  });
}

const requirements = rowsOf(text("docs/security/asvs.md"));

test("the security table lists every requirement that is sought, each once", () => {
  const counts: Record<string, number> = {};
  for (const { number } of requirements.filter((row) => row.number.includes(".")))
    counts[number.split(".")[0]!] = (counts[number.split(".")[0]!] ?? 0) + 1;
  assert.deepEqual(counts, listed);
  assert.equal(new Set(requirements.map((row) => row.number)).size, requirements.length);
});

test("what the security table says is shown has its test, and what it names is there", () => {
  assert.deepEqual(unfounded(requirements, ground.file), []);
  const [first] = requirements.filter((row) => row.state === "shown");
  assert.equal(
    unfounded([{ ...first!, test: '`kernel/test/spine.test.ts`: "nobody wrote this"' }], ground.file).length,
    1,
  );
  assert.equal(unfounded([{ ...first!, test: "" }], ground.file).length, 1);
});

test("the map of the rooms is shown where the rooms are explained", () => {
  const page = pages.find(({ path }) => path === "ARCHITECTURE.md")!;
  assert.ok(page.links.some(({ to }) => to === "docs/modules.svg"));
});

test("the README's pictures are light: 600 KB together", () => {
  const pictures = globSync("docs/pictures/*", { cwd: root });
  const shown = new Set(pages.find(({ path }) => path === "README.md")!.links.map(({ to }) => to));
  assert.deepEqual(
    pictures.filter((path) => !shown.has(path)),
    [],
    "each picture is shown",
  );
  assert.ok(pictures.length >= 4);
  assert.ok(pictures.reduce((sum, path) => sum + statSync(root + path).size, 0) < 600_000);
});

/** [rule, page, text]: each must be the one complaint of that rule. */
const plants: [start: string, text: string][] = [
  ["every link", "[there](no-such-page.md)"],
  ["every link", "# Here\n\n[there](#not-here)"],
  ["every link", '<img src="docs/pictures/none.webp" alt="">'],
  ["every code block says", "```\nls\n```"],
  ["code in a page", "```ts\nconst a = 1;\n```"],
  ["code in a page", "<!-- cut: kernel/money.ts -->\n```ts\nconst nobodyWrote = 1;\n```"],
  ["every command", "```sh\nnpm run fly\n```"],
  ["every command", "```sh\nnpm run demo -- --wings 2\n```"],
  ["every command", "```sh\nnpx pendopo fly\n```"],
  ["every command", "```sh\nNO_SUCH_SETTING=1 npx pendopo start\n```"],
  ["every command", "```sh\ncurl http://localhost:8080/api/v1/cases/fly\n```"],
  ["every command", "```sh\nnode --import ./bin/typescript.mjs tools/fly.ts\n```"],
  ["every file", "see `kernel/fly.ts`"],
  ["every verb", "call `pendopo fly`"],
  ["a page speaks", `kept in ${"/t"}mp/x`],
];
for (const [start, planted] of plants) {
  test(`planted in a page: ${start} ... (${planted.split("\n").at(1) ?? planted})`, () => {
    const [, rule] = Object.entries(rules).find(([sentence]) => sentence.startsWith(start))!;
    const found = rule([readPage("planted.md", planted)], ground);
    assert.equal(found.length, 1, found.join("; "));
  });
}
