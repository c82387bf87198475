import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadModules } from "../app/modules.ts";
import { readGovernment } from "../kernel/government.ts";
import { filesIn, inspect } from "../modules/catalogue/definition/load.ts";
import { vocabularyOf } from "../modules/catalogue/index.ts";

const folder = fileURLToPath(new URL("../government/example", import.meta.url));
const { government } = readGovernment(folder);
const words = vocabularyOf(await loadModules(), government);
const files = (code: string) => filesIn(`${folder}/services/${code}`);
const found = (set: Record<string, string>) => inspect(set, { government, words }).faults.map(({ says }) => says);

test("a service that decides by itself, or asks about children or money, is not released without an assessment", () => {
  for (const [code, why] of [
    ["izin-usaha-mikro", /automated-decision/],
    ["akta-kelahiran", /children/],
    ["pajak-bumi-dan-bangunan", /personal-finance/],
  ] as const) {
    const { "dpia.yaml": _, ...without } = files(code);
    assert.deepEqual(found(files(code)), []);
    assert.equal(found(without).filter((says) => why.test(says)).length, 1, code);
  }
  assert.equal(files("surat-pindah")["dpia.yaml"], undefined, "and one that does none of this needs none");
  assert.deepEqual(found(files("surat-pindah")), []);
});

test("an assessment considers every reason, and leaves no high risk", () => {
  const set = files("izin-usaha-mikro");
  const dpia = set["dpia.yaml"]!;
  const other = { ...set, "dpia.yaml": dpia.replace("automated-decision", "children") };
  assert.ok(found(other).some((says) => says.includes('"automated-decision" is not considered')));
  const risky = { ...set, "dpia.yaml": dpia.replace("left: low", "left: high") };
  assert.ok(found(risky).some((says) => says.includes("a high risk is left")));
  const late = { ...set, "dpia.yaml": dpia.replace("2027-10-01", "2026-09-01") };
  assert.ok(found(late).some((says) => says.includes("the review comes after the assessment")));
});
