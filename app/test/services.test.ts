import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../kernel/government.ts";
import { FileFault } from "../../kernel/index.ts";
import { loadModules } from "../modules.ts";
import { servicesOf } from "../services.ts";

const example = fileURLToPath(new URL("../../government/example", import.meta.url));

const modules = await loadModules();

function faultsOf(t: TestContext, file: string, from: string, to: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-services-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(example, folder, { recursive: true });
  const path = join(folder, "services", "izin-usaha-mikro", file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
  try {
    servicesOf(modules, readGovernment(folder).government);
    return [];
  } catch (error) {
    assert.ok(error instanceof FileFault, String(error));
    return error.faults;
  }
}

test("the example's services say nothing that the house does not understand", () => {
  const folders = readdirSync(join(example, "services"));
  assert.deepEqual(
    servicesOf(modules, readGovernment(example).government)
      .map(({ code }) => code)
      .sort(),
    folders.sort(),
  );
});

const plants: [file: string, from: string, to: string, says: RegExp][] = [
  [
    "form.yaml",
    "purpose: service,\n          autocomplete",
    "purpose: fun,\n          autocomplete",
    /:\d+: the purpose "fun" is not in purposes/,
  ],
  [
    "form.yaml",
    "              maxLength: 80",
    "              purpose: fun,\n              maxLength: 80",
    /"fun" is not in purposes/,
  ],
  ["service.yaml", "lifeEvents: [usaha]", "lifeEvents: [usahaku]", /"usahaku" is not in life-events/],
  ["process.yaml", "do: bill, next: payment", "do: approve, next: payment", /fee\.yaml:\d+: fee is never used/],
  ["process.yaml", "do: issue", "do: approve", /documents\.yaml:\d+: documents is never used/],
  ["process.yaml", "do: issue", "do: issue, with: { document: izin }", /there is no document "izin"/],
  ["service.yaml", "refusals:", "x-refusals:", /[Uu]nrecognized key/],
  ["service.yaml", "  lapsed:\n", "  lapse:\n", /nothing sends the message "lapse"/],
  ["process.yaml", "do: issue", "do: isue", /"isue" is no deed of the house/],
  ["process.yaml", "do: issue", "do: constructor", /"constructor" is no deed/],
  ["process.yaml", "wait: payment", "wait: money", /"money" is no word that the house waits for/],
  ["process.yaml", "end: refused", "end: rejected", /"rejected" is no end of a case/],
  ["process.yaml", "role: opinion-giver", "role: adviser", /"adviser" is no duty/],
  ["process.yaml", "role: reviewer", "role: reader", /"reader" is no duty/],
  [
    "process.yaml",
    "forward: decision, return: late",
    "escalate: decision, forward: decision, return: late",
    /"escalate" is no outcome/,
  ],
  ["process.yaml", 'law: "Perda Tirta 3/2025"', 'law: "Perda X"', /"Perda X" is cited/],
  ...["submitted", "returned", "corrected", "approved", "issued", "refused", "revoked", "lapsed", "reminder"].map(
    (message): [string, string, string, RegExp] => [
      "service.yaml",
      `\n  ${message}:\n    title`,
      `\n  x-${message}:\n    title`,
      new RegExp(`the message "${message}" is missing`),
    ],
  ),
];

for (const [file, from, to, says] of plants)
  test(`a service that is not understood is not published: ${to.trim().replace(/\s+/g, " ").slice(0, 60)}`, (t) => {
    const faults = faultsOf(t, file, from, to);
    assert.ok(
      faults.some((fault) => says.test(fault) && /ya?ml:\d+: /.test(fault)),
      `${says}: ${faults.join("\n")}`,
    );
  });
