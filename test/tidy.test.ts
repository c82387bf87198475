import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type HouseFile, rules } from "./tidy/rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const binary = /\.(png|jpe?g|webp|gif|ico|pdf|woff2?|ttf|otf|zip|gz|p12|der|bin|parquet)$/i;

/** Every file that git holds or would add. */
function house(): HouseFile[] {
  const listed = execFileSync(
    "git",
    ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 << 20,
    },
  );
  return [...new Set(listed.split("\0"))]
    .filter((path) => path && !binary.test(path))
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(root + path, "utf8") }];
      } catch {
        return []; // deleted, but not yet from the index
      }
    });
}

const files = house();

test("the whole house was read", () => {
  assert.ok(files.length > 100, `${files.length} files`);
  for (const part of ["kernel/", "app/", "test/", "tools/", "docs/"])
    assert.ok(
      files.some(({ path }) => path.startsWith(part)),
      part,
    );
});

for (const [sentence, rule] of Object.entries(rules)) {
  test(sentence, () => assert.deepEqual(rule(files), []));
}

const sound: HouseFile[] = [
  { path: "package.json", text: `{ "dependencies": { "zod": "4" } }` },
  { path: "docs/decisions/0001-parts.md", text: "# 0001\n\nStatus: accepted\n\n`zod`: one declaration" },
  { path: "modules/cases/README.md", text: "Cases." },
  { path: "modules/cases/index.ts", text: `export { a, type B } from "./a.ts";\n` },
  { path: "modules/cases/module.ts", text: "export const manifest = {};\n" },
  { path: "modules/cases/migrations/0001-case.sql", text: "create table cases.case ();" },
];
const lines = (count: number) => "const a = 1;\n".repeat(count);
const many = Array.from({ length: 26 }, (_, n) => `n${n}`).join(", ");

/** [rule, path, text]: each must be the one complaint of that rule. */
const plants: [rule: string, path: string, text: string][] = [
  ["a source file is a screen", "kernel/long.ts", lines(301)],
  ["a source file is a screen", "kernel/test/long.test.ts", lines(401)],
  ["folders and files", "kernel/utils.ts", ""],
  ["folders and files", "modules/cases/case-helper.ts", ""],
  ["so are types", "kernel/x.ts", `export class Case${"Manager"} {}`],
  ["so are types", "kernel/x.ts", `class Mail${"Service"} {}`],
  ["every module has", "modules/cases/README.md", "\0gone"],
  ["a front door", "modules/cases/index.ts", `export { ${many} } from "./a.ts";`],
  ["a front door", "modules/cases/index.ts", `export * from "./a.ts";`],
  ["every decision says", "docs/decisions/0002-x.md", "# 0002"],
  ["every decision says", "docs/decisions/notes.md", "Status: accepted"],
  ["no two decisions", "docs/decisions/0001-other.md", "Status: accepted"],
  ["migrations are numbered", "modules/cases/migrations/0001-again.sql", ""],
  ["migrations are numbered", "modules/cases/migrations/more.sql", ""],
  ["nothing is left", "kernel/x.ts", `// ${"TO"}${"DO"} later`],
  ["no package registry", "kernel/x.ts", `"https://registry.npm${"js"}.org/"`],
  ["no package registry", "docs/x.md", `cd /wo${"rk"}/main`],
  ["every package has", "package.json", `{ "devDependencies": { "left-pad": "1" } }`],
  ["a module takes time", "modules/cases/x.ts", "const now = Date.now();"],
  ["a module takes time", "modules/cases/x.ts", "const now = new Date();"],
  ["a module reads no environment", "modules/cases/x.ts", "process.env.HOME;"],
  ["nothing is set aside", "kernel/x.ts", `// @ts-${"ignore"}`],
];

test("a sound house has nothing to complain of", () => {
  for (const rule of Object.values(rules)) assert.deepEqual(rule(sound), []);
});

for (const [start, path, text] of plants) {
  test(`planted in ${path}: ${start} ...`, () => {
    const rule = Object.entries(rules).find(([sentence]) => sentence.startsWith(start))![1];
    const house = sound.filter((file) => file.path !== path);
    if (text !== "\0gone") house.push({ path, text });
    assert.equal(rule(house).length, 1, rule(house).join("; "));
  });
}
