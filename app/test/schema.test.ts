import assert from "node:assert/strict";
import { cpSync, existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, matchesGlob, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { loadModules } from "../modules.ts";
import { governmentFiles, schemaName, schemasOf } from "../schemas.ts";
import { pendopo } from "./verb.ts";

const government = fileURLToPath(new URL("../../government", import.meta.url));
const example = join(government, "example");
const modules = await loadModules();
const files = globSync("**/*.yaml", { cwd: example });
const text = (file: string) => readFileSync(join(example, file), "utf8");

test("the schemas for editors say what the house reads (else: npx pendopo schema)", () => {
  const made = schemasOf(modules);
  assert.deepEqual(readdirSync(join(government, "schema")).sort(), [...made.keys()].sort());
  for (const [name, schema] of made) assert.equal(readFileSync(join(government, "schema", name), "utf8"), schema, name);
});

test("every file of the example names its schema in the first line, and fits it by a second opinion", () => {
  assert.ok(files.length > 20, `${files.length} files`);
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  for (const file of files) {
    const kind = governmentFiles(modules).find((one) => matchesGlob(file, one.file));
    assert.ok(kind, `nobody reads ${file}`);
    const [, named] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text(file)) ?? [];
    assert.ok(named, `${file} names no schema`);
    const path = resolve(dirname(join(example, file)), named);
    assert.equal(relative(government, path), join("schema", schemaName(kind.file)), file);
    assert.ok(existsSync(path), path);
    const fits = ajv.compile(JSON.parse(readFileSync(path, "utf8")) as object);
    assert.ok(fits(parse(text(file))), `${file}: ${ajv.errorsText(fits.errors)}`);
  }
});

test("a schema finds what the house would refuse: a key that is not known, one that is missing, a wrong word", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const wrong: [file: string, from: RegExp, to: string][] = [
    ["payments.yaml", /treasury: dpmptsp/, "tresury: dpmptsp"],
    ["purposes.yaml", /- code: own-data\n/, "- note: x\n"],
    ["services/izin-usaha-mikro/form.yaml", /type: photo/, "type: picture"],
    ["services/izin-usaha-mikro/process.yaml", /do: approve/, "doo: approve"],
  ];
  for (const [file, from, to] of wrong) {
    const schema = JSON.parse(schemasOf(modules).get(schemaName(file))!) as object;
    const planted = text(file).replace(from, to);
    assert.notEqual(planted, text(file), file);
    assert.equal(ajv.compile(schema)(parse(planted)), false, `${file}: ${to}`);
  }
});

test("an own government gets its schemas where its files look for them", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-schema-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(example, join(folder, "government"), { recursive: true });
  const said = await pendopo(["schema"], { GOVERNMENT_DIR: join(folder, "government") });
  assert.equal(said.code, 0, said.err);
  for (const file of files) {
    const [, named = ""] = /\$schema=(\S+)\n/.exec(text(file)) ?? [];
    assert.ok(existsSync(resolve(dirname(join(folder, "government", file)), named)), file);
  }
});
