import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Inspection, inspect } from "../../tools/walls/walls.ts";

/** A small house whose walls stand; each test below plants one violation in it. */
const soundHouse: Record<string, string> = {
  "package.json": JSON.stringify({
    dependencies: { fastify: "1", pg: "1", kysely: "1", "graphile-worker": "1", zod: "1" },
    devDependencies: { autocannon: "1" },
  }),
  "modules/graph.json": JSON.stringify({ registry: [], cases: ["registry"], payments: [] }),
  "kernel/index.ts": `export const act = 1;\n`,
  "kernel/act.ts": `import { act } from "./index.ts";\nexport const inner = act;\n`,
  "kernel/http/server.ts": `import fastify from "fastify";\nexport default fastify;\n`,
  "kernel/database/index.ts": `export { sql } from "kysely";\nexport { Pool } from "pg";\n`,
  "kernel/migrations/0001.sql": `create table kernel.journal (id uuid);`,
  "design/button.tsx": `export const Button = () => <b>x</b>;\n`,
  "modules/registry/index.ts": `export { person } from "./person.ts";\n`,
  "modules/registry/person.ts": `export const person = 1;\n`,
  "modules/registry/migrations/0001.sql": `create table registry.person (id uuid); -- not cases.case\n`,
  "modules/cases/index.ts": `import { person } from "../registry/index.ts";\nimport { act } from "../../kernel/index.ts";\nexport const open = [person, act];\n`,
  "modules/cases/tables.ts": `export interface Tables { "cases.case": { id: string } }\n`,
  "modules/cases/queue.ts": `import { sql } from "../../kernel/database/index.ts";\nimport { Button } from "../../design/button.tsx";\nexport const queue = (db: any) => [db.selectFrom("cases.case as c"), sql\`select 1 from kernel.journal\`, "payments.no-such-bill", Button];\n`,
  "modules/cases/test/queue.test.ts": `import { queue } from "../queue.ts";\nimport { stage } from "../../../test/stage.ts";\nimport { person } from "../../registry/index.ts";\nqueue(stage(person));\n`,
  "modules/payments/index.ts": `export const pay = 1;\n`,
  "app/web.ts": `import * as cases from "../modules/cases/index.ts";\nexport const web = await import("../modules/payments/index.ts").then(() => cases);\n`,
  "test/stage.ts": `import { inner } from "../kernel/act.ts";\nexport const stage = (x: unknown) => [x, inner];\n`,
  "tools/draw.ts": `export const draw = 1;\n`,
  "bench/load.ts": `import cannon from "autocannon";\nexport default cannon;\n`,
};

function inspectHouse(changes: Record<string, string | null>): Inspection {
  const root = mkdtempSync(join(tmpdir(), "house-"));
  try {
    for (const [path, text] of Object.entries({ ...soundHouse, ...changes })) {
      if (text === null) continue;
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return inspect(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** [the rule in a sentence, where, what is planted, what the complaint must say] */
const plants: [rule: string, path: string, planted: string, complaint: RegExp][] = [
  ["the kernel knows no module", "kernel/x.ts", `import "../modules/cases/index.ts";`, /the kernel knows no module/],
  [
    "nor by type alone",
    "kernel/x.ts",
    `import type { open } from "../modules/cases/index.ts";`,
    /the kernel knows no module/,
  ],
  [
    "nor by import() in a type",
    "kernel/x.ts",
    `let a: import("../modules/cases/index.ts").open;`,
    /the kernel knows no module/,
  ],
  [
    "nor by re-export",
    "kernel/x.ts",
    `export { open } from "../modules/cases/index.ts";`,
    /the kernel knows no module/,
  ],
  ["nor by export *", "kernel/x.ts", `export * from "../modules/cases/index.ts";`, /the kernel knows no module/],
  ["nor at run time", "kernel/x.ts", `await import("../modules/cases/index.ts");`, /the kernel knows no module/],
  [
    "the kernel does not import design",
    "kernel/x.ts",
    `import "../design/button.tsx";`,
    /kernel may not import design/,
  ],
  ["the kernel does not import app", "kernel/x.ts", `import "../app/web.ts";`, /kernel may not import app/],
  [
    "the kernel imports no government",
    "kernel/x.ts",
    `import a from "../government/example/fees.json";`,
    /never imported/,
  ],
  ["design does not import the kernel", "design/x.tsx", `import "../kernel/index.ts";`, /design may not import kernel/],
  ["design knows no module", "design/x.tsx", `import "../modules/cases/index.ts";`, /design knows no module/],
  [
    "a module uses only modules on its line of the map",
    "modules/payments/x.ts",
    `import "../cases/index.ts";`,
    /does not let payments use cases/,
  ],
  [
    "a used module is entered by the front door",
    "modules/cases/x.ts",
    `import "../registry/person.ts";`,
    /only modules\/registry\/index.ts is public/,
  ],
  ["so is the kernel", "modules/cases/x.ts", `import "../../kernel/act.ts";`, /only through an index.ts/],
  ["a module does not import app", "modules/cases/x.ts", `import "../../app/web.ts";`, /module may not import app/],
  [
    "shipped code does not import tests",
    "modules/cases/x.ts",
    `import "./test/queue.test.ts";`,
    /may not import tests/,
  ],
  ["nor test/", "app/x.ts", `import "../test/stage.ts";`, /may not import tests/],
  ["nor tools/", "app/x.ts", `import "../tools/draw.ts";`, /tools\/ is never shipped/],
  ["nor bench/", "kernel/x.ts", `import "../bench/load.ts";`, /bench\/ is never shipped/],
  [
    "app enters modules by their doors",
    "app/x.ts",
    `import "../modules/cases/queue.ts";`,
    /index.ts and module.ts are public/,
  ],
  [
    "a test of one module enters another by the front door",
    "modules/cases/test/x.ts",
    `import "../../registry/person.ts";`,
    /index.ts is public/,
  ],
  ["fastify stays in kernel/http", "app/x.ts", `import type { FastifyInstance } from "fastify";`, /only kernel\/http/],
  ["pg stays in kernel/database", "modules/cases/x.ts", `import "pg";`, /only kernel\/database/],
  ["kysely stays in kernel/database", "kernel/jobs/x.ts", `import { sql } from "kysely";`, /only kernel\/database/],
  ["graphile-worker stays in kernel/jobs", "app/x.ts", `import "graphile-worker";`, /only kernel\/jobs/],
  [
    "a package must be in package.json",
    "kernel/x.ts",
    `import "left-pad/index.js";`,
    /left-pad is not in package.json/,
  ],
  ["development packages are not shipped", "kernel/x.ts", `import "autocannon";`, /only for development/],
  ["an import leads somewhere", "kernel/x.ts", `import "./gone.ts";`, /does not exist/],
  [
    "no import whose name only a run would know",
    "modules/cases/x.ts",
    `await import("../" + "registry/person.ts");`,
    /only a run would know/,
  ],
  [
    "the map has no circle",
    "modules/graph.json",
    `{"registry":["cases"],"cases":["registry"],"payments":[]}`,
    /circle: registry -> cases -> registry/,
  ],
  [
    "the map names no stranger",
    "modules/graph.json",
    `{"registry":[],"cases":["registry","tax"],"payments":[]}`,
    /tax, which is not on it/,
  ],
  [
    "a module that exists is on the map",
    "modules/tax/index.ts",
    `export const a = 1;`,
    /modules\/tax: is not on modules\/graph.json/,
  ],
  [
    "a module on the map exists",
    "modules/graph.json",
    `{"registry":[],"cases":["registry"],"payments":[],"tax":[]}`,
    /modules\/tax does not exist/,
  ],
  ["a file that cannot be parsed is noticed", "kernel/x.ts", `export const = 1;`, /cannot be read/],
  [
    "no table of another module in Kysely",
    "modules/cases/x.ts",
    `(db: any) => db.selectFrom("payments.bill as b");`,
    /schema of payments/,
  ],
  [
    "nor in a list of tables",
    "modules/cases/x.ts",
    `(db: any) => db.selectFrom(["cases.case", "payments.bill"]);`,
    /schema of payments/,
  ],
  [
    "nor in a join",
    "modules/cases/x.ts",
    `(db: any) => db.leftJoin("registry.person", "a", "b");`,
    /schema of registry/,
  ],
  ["nor in SQL text", "modules/cases/x.ts", "const text = `update payments.bill set a = $1`;", /schema of payments/],
  ["nor in its typed tables", "modules/cases/x.ts", `interface T { "payments.bill": 1 }`, /belongs to payments/],
  [
    "a module does not write into the kernel's tables",
    "modules/cases/x.ts",
    `(db: any) => db.insertInto("kernel.journal");`,
    /writes into the kernel/,
  ],
  ["nor by SQL text", "modules/cases/x.ts", `const a = "delete from kernel.journal";`, /writes into the kernel/],
  [
    "the kernel's code names no module's table",
    "kernel/x.ts",
    `const a = "select 1 from cases.case";`,
    /schema of cases/,
  ],
  [
    "no foreign key across schemas",
    "modules/cases/migrations/2.sql",
    `create table cases.x (a uuid references payments.bill);`,
    /schema of payments/,
  ],
  [
    "no view across schemas",
    "modules/cases/migrations/2.sql",
    `create view cases.v as select * from "registry"."person";`,
    /schema of registry/,
  ],
  [
    "nor in a function's body",
    "modules/cases/migrations/2.sql",
    `create function cases.f() returns int language sql as $$ select 1 from registry.person $$;`,
    /schema of registry/,
  ],
  [
    "no key to the kernel's tables",
    "modules/cases/migrations/2.sql",
    `alter table cases.c add foreign key (a) references kernel.journal;`,
    /refers to its tables/,
  ],
  [
    "the kernel's migrations name no module",
    "kernel/migrations/2.sql",
    `grant select on cases.case to pendopo_app;`,
    /schema of cases/,
  ],
];

test("a sound house passes, and all of it was seen", () => {
  assert.deepEqual(inspectHouse({}), { faults: [], files: 16, modules: 3, imports: 16 });
});

for (const [rule, path, planted, complaint] of plants) {
  test(`planted: ${rule}`, () => {
    const { faults } = inspectHouse({ [path]: planted });
    assert.equal(faults.length, 1, `exactly one complaint: ${faults.join("; ")}`);
    assert.match(faults[0]!, complaint);
    assert.ok(faults[0]!.startsWith(path) || faults[0]!.startsWith("modules/"), faults[0]);
  });
}

test("planted: a module none of whose files was read is noticed", () => {
  const { faults } = inspectHouse({
    "modules/payments/index.ts": null,
    "modules/payments/index.js": "",
    "app/web.ts": "",
  });
  assert.deepEqual(faults, ["modules/payments: none of its files was read"]);
});

test("the walls of this house stand", () => {
  const { faults, modules, files, imports } = inspect(fileURLToPath(new URL("../..", import.meta.url)));
  assert.deepEqual(faults, []);
  assert.ok(
    modules >= 1 && files > 60 && imports > 300,
    `${modules} modules, ${files} files, ${imports} imports were seen`,
  );
});
