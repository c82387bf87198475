import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../kernel/government.ts";
import { readGovernmentFiles } from "../../kernel/government-file.ts";
import { FileFault } from "../../kernel/index.ts";
import { loadModules } from "../modules.ts";
import { governmentFiles } from "../schemas.ts";
import { isPlain, pendopo } from "./verb.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));
const files = governmentFiles(await loadModules());

/** [file, what stands there, what somebody writes, what is said, on the line of the change]. */
const plants: [file: string, from: string, to: string, says: string][] = [
  ["payments.yaml", "treasury: dpmptsp", "treasury: nobody", "treasury: the government has no agency nobody"],
  ["payments.yaml", "callbackSeconds: 300", "callbackSeconds: soon", "callbackSeconds"],
  ["purposes.yaml", "- code: own-data", "- code: OWN DATA", "0.code"],
  ["portal.yaml", "answerWithinDays: 5", "answerWithinDays: 0", "accessibility.answerWithinDays"],
  ["life-events.yaml", "code: kelahiran", "code: [kelahiran]", "0.code"],
  [
    "registers.yaml",
    "people: { keeper: disdukcapil,",
    "people: { keeper: nobody,",
    "people.keeper: the government has no agency nobody",
  ],
  ["codes/kbli.yaml", 'code: "01131"', 'code: "0113"', "0.code"],
  ["codes/regions.yaml", 'code: "99.01.01"', 'code: "99.1"', "districts.0.code"],
  ["people/accounts.yaml", "email: joko@tirta.example", "email: joko", "0.email"],
];

for (const shipped of ["example", "province"])
  test(`the files of government/${shipped} are all there and without a fault`, () => {
    const { government } = readGovernment(fileURLToPath(new URL(`../../government/${shipped}`, import.meta.url)));
    readGovernmentFiles(government, files);
  });

function broken() {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-government-"));
  cpSync(example, folder, { recursive: true });
  return folder;
}

test("a fault in any of the government's files is found at start, all at once, each with file and line", {
  timeout: 60_000,
}, async (t) => {
  const folder = broken();
  t.after(() => rmSync(folder, { recursive: true }));
  const lines = plants.map(([file, from, to]) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from), `${file}: ${from}`);
    writeFileSync(path, text.replace(from, to));
    return text.slice(0, text.indexOf(from)).split("\n").length;
  });
  const { government } = readGovernment(folder);
  assert.throws(
    () => readGovernmentFiles(government, files),
    (error) => {
      assert.ok(error instanceof FileFault);
      // What is broken by its schema is not looked at further: payments.yaml tells its second fault once the first is mended.
      for (const [i, [file, , , says]] of plants.entries())
        if (i > 0)
          assert.ok(
            error.faults.some((fault) => fault.includes(`${file}:${lines[i]}: ${says}`)),
            `${file} ${says}:\n${error.faults.join("\n")}`,
          );
      return true;
    },
  );
  const env = {
    GOVERNMENT_DIR: folder,
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: "postgres://nobody@localhost:1/none",
  };
  for (const verb of ["serve", "start"]) {
    const said = await pendopo([verb], env);
    assert.ok(isPlain(said), said.err);
    assert.match(said.err, /purposes\.yaml:\d+: 0\.code[\s\S]*portal\.yaml:\d+/, verb);
  }
  const doctor = await pendopo(["doctor"], env);
  assert.match(
    doctor.out,
    /MEND {3}government's files: [\s\S]*payments\.yaml:\d+: callbackSeconds[\s\S]*portal\.yaml:\d+/,
  );
});

test("names that must be elsewhere too are looked up: a treasury that is no agency, a service's purpose", async (t) => {
  const folder = broken();
  t.after(() => rmSync(folder, { recursive: true }));
  const [file, from, to, says] = plants[0]!;
  writeFileSync(join(folder, file), readFileSync(join(folder, file), "utf8").replace(from, to));
  assert.throws(
    () => readGovernmentFiles(readGovernment(folder).government, files),
    new RegExp(`payments\\.yaml:\\d+: ${says}`),
  );
  const form = join(folder, "services", "izin-usaha-mikro", "form.yaml");
  writeFileSync(join(folder, file), readFileSync(join(example, file)));
  writeFileSync(form, readFileSync(form, "utf8").replace("purpose: service", "purpose: fun"));
  const doctor = await pendopo(["doctor"], { GOVERNMENT_DIR: folder, DATA_DIR: join(folder, "data") });
  assert.match(doctor.out, /MEND {3}government's files: .*form\.yaml:\d+: the purpose "fun" is not in purposes\.yaml/);
});

test("what a government may do without is not missed; what is there is read", (t) => {
  const folder = broken();
  t.after(() => rmSync(folder, { recursive: true }));
  rmSync(join(folder, "people"), { recursive: true });
  readGovernmentFiles(readGovernment(folder).government, files);
  rmSync(join(folder, "portal.yaml"));
  assert.throws(
    () => readGovernmentFiles(readGovernment(folder).government, files),
    /portal\.yaml: the file is missing/,
  );
});

test("of two agencies or offices of one code the later one is told, for nobody would ever find it", (t) => {
  const folder = broken();
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "agencies.yaml");
  const text = readFileSync(path, "utf8");
  const twice = text.replace("- code: dinkes", "- code: dpmptsp").replace("code: perizinan", "code: loket");
  writeFileSync(path, twice);
  assert.throws(
    () => readGovernment(folder),
    (error) =>
      error instanceof FileFault &&
      error.faults.some((fault) => /agencies\.yaml:\d+: \d+\.code: "dpmptsp" stands there twice/.test(fault)) &&
      error.faults.some((fault) => /offices\.\d+\.code: "loket" stands there twice/.test(fault)),
  );
});
