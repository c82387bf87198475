import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../../kernel/government.ts";
import { FileFault } from "../../../kernel/index.ts";
import { filesIn, readService } from "../definition/load.ts";

const example = fileURLToPath(new URL("../../../government/example", import.meta.url));
const { government, calendar } = readGovernment(example);
const files = filesIn(join(example, "services", "izin-usaha-mikro"));

function faultsWith(file: string, from: string, to: string): readonly string[] {
  const text = files[file]!;
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  try {
    readService({ ...files, [file]: text.replace(from, to) }, { government, calendar });
    return [];
  } catch (error) {
    assert.ok(error instanceof FileFault, String(error));
    return error.faults;
  }
}

test("the licence does what its own tests say", () => {
  assert.ok(readService(files, { government, calendar }).tests.length >= 5);
});

/** An expectation that is not true, and how that is told. */
const untrue: [from: string, to: string, says: RegExp][] = [
  ["pages: [pemohon, usaha, tempat, produk]", "pages: [pemohon]", /pages is \["pemohon","usaha".*not \["pemohon"\]/],
  ["fee: 25000", "fee: 20000", /fee is 25000, not 20000/],
  ["risk: { tier: low }", "risk: { tier: high }", /risk\.tier is "low", not "high"/],
  ["path: [approve, bill, payment]", "path: [review]", /path is \["approve","bill","payment"\]/],
  ["at: [payment]", "at: []", /at is \["payment"\], not \[\]/],
  ["outcome: issued", "outcome: refused", /outcome is "issued", not "refused"/],
  ['due: "2026-06-15"', 'due: "2026-06-09"', /due is "2026-06-15", not "2026-06-09"/],
  ["faults: [water]", "faults: []", /faults is \["water"\], not \[\]/],
  ["expect: { faults: [water] }", "expect: { eligible: false }", /eligible is true, not false/],
  ["comes: issued", "comes: rain", /Nobody waits for "rain"/],
  ["at: weigh, chooses: forward", "at: weigh, chooses: dance", /has no outcome "dance"/],
  ["workers: 1", "worker: 1", /the form asks no "worker"/],
  ["floorArea: 12, cooksOnSite", "floorArea: 600, cooksOnSite", /risk\.tier is "(medium|high)", not "low"/],
  ["floorArea: 12, cooksOnSite", "floorArea: 0, cooksOnSite", /these are refused: floorArea/],
  ["floorArea: 12, cooksOnSite", "floor: 12, cooksOnSite", /the form asks no "floor"/],
  ["{ comes: issued }", "{ signal: rain }", /Nobody listens to the signal "rain"/],
];
for (const [from, to, says] of untrue)
  test(`a test that does not come true is told with its line: ${to}`, () => {
    const faults = faultsWith("tests.yaml", from, to);
    assert.ok(
      faults.some((fault) => says.test(fault) && /^tests\.yaml:\d+: /.test(fault)),
      faults.join("\n"),
    );
  });

test("a rule that is changed is found by the tests: the rate, the way, the clock, a question", () => {
  for (const [file, from, to, says] of [
    ["decisions.yaml", "then: [25000]", "then: [26000]", /fee is 26000, not 25000/],
    ["process.yaml", "workingDays: 3, to: nudge", "workingDays: 4, to: nudge", /path is \["review","correction"/],
    ["process.yaml", "pause: true", "pause: false", /due is "2026-06-09", not "2026-06-15"/],
    ["service.yaml", "workingDays: 5", "workingDays: 6", /due is "2026-06-10"/],
    ["form.yaml", "show: cooksOnSite = true", "show: cooksOnSite = false", /water/],
  ] as const) {
    const faults = faultsWith(file, from, to);
    assert.ok(
      faults.some((fault) => says.test(fault)),
      `${file} ${to}: ${faults.join("\n")}`,
    );
  }
});

test("a test that expects nothing, or a file that nobody reads, is a fault", () => {
  assert.match(faultsWith("tests.yaml", "expect: { faults: [water] }", "expect: {}").join(), /cannot fail/);
  assert.throws(() => readService({ ...files, "fees.yaml": "a: 1" }), /fees\.yaml:1: nobody reads this file/);
});
