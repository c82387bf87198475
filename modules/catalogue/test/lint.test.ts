import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readGovernment } from "../../../kernel/government.ts";
import { FileFault } from "../../../kernel/index.ts";
import { loadService, loadServices } from "../definition/load.ts";

const example = fileURLToPath(new URL("../../../government/example", import.meta.url));
const { government } = readGovernment(example);

/** The licence's files with one thing changed in one of them. */
function planted(file: string, from: string, to: string) {
  const root = mkdtempSync(join(tmpdir(), "pendopo-lint-"));
  const folder = join(root, "services", "izin-usaha-mikro");
  cpSync(join(example, "services", "izin-usaha-mikro"), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
  try {
    loadServices({ ...government, folder: root });
    return { path, faults: [] as readonly string[], text: text.replace(from, to) };
  } catch (error) {
    assert.ok(error instanceof FileFault, String(error));
    return { path, faults: error.faults, text: text.replace(from, to) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A fault: in which file, what is changed into what, what is said, and (if it differs) what stands on the line that is told. */
const faults: [file: string, from: string, to: string, says: RegExp, line?: string][] = [
  ["service.yaml", 'law: "PP 28/2025",', 'law: "PP 99/2099",', /"PP 99\/2099" is cited/],
  ["service.yaml", 'law: "Perbup Tirta 12/2026 Pasal 9",', 'law: "Pasal 99",', /"Pasal 99" is cited/],
  ["service.yaml", 'law: "Perda Tirta 3/2025 Lampiran II",', 'law: "Perda X",', /"Perda X" is cited/],
  [
    "service.yaml",
    '  law: "Perbup Tirta 12/2026 Pasal 14"\n  text',
    '  law: "Perbup X"\n  text',
    /"Perbup X" is cited/,
    "Perbup X",
  ],
  ["service.yaml", "workingDays: 5", "workingDays: risk.tiers", /tiers/],
  ["service.yaml", "workingDays: 5", "workingDays: risk.tier", /number/],
  ["service.yaml", "workingDays: 5", "workingDays: 5 / 2", /5 \/ 2 may be 2.5, and a clock is a whole number/],
  ["process.yaml", "days: 14, to: lapse", "days: lapseDays, to: lapse", /"lapseDays" is not a field/],
  ["process.yaml", "days: 14, to: lapse", "days: fee.amount - fee.amount, to: lapse", /may be 0, and a clock/],
  ["fee.yaml", "payWithinDays: 14", "payWithinDays: fee.amount * 0.001 + 0.5", /may be 20.5/],
  ["fee.yaml", "payWithinDays: 14", "payWithinDays: 0 - fee.amount", /may be -20000/],
  ["remedies.yaml", "fileWithin: 21", "fileWithin: business.name", /number/],
  ["remedies.yaml", "deemed: { workingDays: 5", "deemed: { workingDays: ownership", /number/],
  [
    "process.yaml",
    "outcomes: { ask-opinions: opinions, forward",
    "pause: { reason: { id: a, en: b }, law: UU 9 }\n      outcomes: { ask-opinions: opinions, forward",
    /"UU 9" is cited/,
    "title: { id: Tinjau permohonan",
  ],
  ["service.yaml", "office: perizinan", "office: taman", /no office dpmptsp\/taman/],
  ["service.yaml", "numbers: {", "# numbers: {", /an online service needs numbers/, "channels: [online, counter]"],
  ["documents.yaml", "  validYears: 5\n", "", /a permit must end/, "kind: certificate"],
  ["documents.yaml", "value: floorArea, unit", "value: floorAreas, unit", /"floorAreas" is not a field/],
  ["service.yaml", "version: 1", "version: one", /version: /],
  [
    "service.yaml",
    "channels: [online, counter]",
    "channels: [online]\nflavour: sweet",
    /[Uu]nrecognized key/,
    "code: izin",
  ],
  ["fee.yaml", 'law: "Perda Tirta 3/2025 Lampiran II"', 'law: "Perda X"', /"Perda X" is cited/],
  ["fee.yaml", "output: amount", "output: sum", /the decision fee has no output sum/],
  ["form.yaml", "id: hazardous", "id: floorArea", /floorArea is there twice/, "id: floorArea,\n          type: yes-no"],
  ["form.yaml", "id: hazardous", "id: business", /business is there twice/, "id: business,"],
  ["form.yaml", "id: hazardous", "id: constructor", /choose another/],
  ["form.yaml", "type: text,", "type: choice,", /name needs options/, "id: name,"],
  ["form.yaml", "type: text,", "type: photo,", /plain questions only/, "type: photo,\n              label: { id: Nama"],
  [
    "form.yaml",
    "type: text,",
    'type: text,\n              show: "true",',
    /[Uu]nrecognized key/,
    "{\n              id: name,",
  ],
  [
    "form.yaml",
    "purpose: service,\n          autocomplete: tel,",
    "autocomplete: tel,",
    /phone is personal: a personal answer needs a purpose/,
    "id: phone,",
  ],
  [
    "form.yaml",
    "from: { register: population, path: name },",
    "",
    /applicantName is a fact without a register/,
    "id: applicantName,",
  ],
  ["form.yaml", "show: cooksOnSite = true", "show: cookOnSite = true", /"cookOnSite" is not a field/],
  ["form.yaml", "show: cooksOnSite = true", "show: cooksOnSite = = true", /"= true" cannot stand here \(character 15/],
  ["form.yaml", "show: 'some code", "show: 'some code in other, code", /"other" is not a field/],
  ["form.yaml", "show: cooksOnSite = true", "show: cooksOnSite = 5", /you compare a yes or no with a number/],
  [
    "form.yaml",
    "max: 5000,\n",
    'max: 5000,\n          check: { holds: "size > 1", message: Besar },\n',
    /"size" is not a field/,
  ],
  [
    "form.yaml",
    "max: 500000000,\n",
    'max: 500000000,\n              check: { holds: "names > 1", message: Besar },\n',
    /"names" is not a field/,
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 5, pause: true, late: lapse, law: "Perda X" },',
    /"Perda X" is cited/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    "type: photo,\n          later: { workingDays: 5, pause: true, late: lapse },",
    /"photo" may be brought later without a law/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    "type: photo,\n          later: { workingDays: 5, pause: true, late: lapse, why: { id: Jauh., en: It is far. } },",
    /"photo" ends something without a law/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 0, law: "Perbup Tirta 12/2026 Pasal 9", pause: true, late: lapse },',
    /workingDays: /,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: letterDays, law: "Perbup Tirta 12/2026 Pasal 9", pause: true, late: lapse },',
    /"letterDays" is no parameter of decisions.yaml/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 5, law: "Perbup Tirta 12/2026 Pasal 9", pause: true, late: nowhere },',
    /"nowhere" is not a step/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 5, law: "Perbup Tirta 12/2026 Pasal 9", pause: true },',
    /the rules alone can decide here/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 5, law: "Perbup Tirta 12/2026 Pasal 9", late: lapse },',
    /the law would decide while "photo" is still awaited/,
    "later:",
  ],
  [
    "form.yaml",
    "type: photo,",
    'type: photo,\n          later: { workingDays: 5, law: "Perbup Tirta 12/2026 Pasal 9", pause: true, late: lapse }, required: false,',
    /"photo" may be left empty/,
    "later:",
  ],
  [
    "form.yaml",
    "id: hazardous,",
    'id: hazardous,\n          later: { workingDays: 5, law: "Perbup Tirta 12/2026 Pasal 9", pause: true, late: lapse },',
    /"hazardous" takes no file/,
    "later:",
  ],
  ["decisions.yaml", 'law: "Perbup Tirta 12/2026 Pasal 6"', 'law: "Perbup X"', /"Perbup X" is cited/],
  [
    "decisions.yaml",
    '    - from: "2024-01-01"',
    '    - from: "2024-01-01"\n      law: "Perda X"',
    /"Perda X" is cited/,
    "Perda X",
  ],
  ["decisions.yaml", 'when: ["true", "-", "-", "-"]', 'when: ["true", "-", "-"]', /rule 1 has 3 cells for 4 inputs/],
  ["decisions.yaml", "then: [20000]", "then: [20000, 1]", /rule 1 has 2 results for 1 outputs/],
  ["decisions.yaml", "then: [20000]", "then: [20000.5]", /a fee is a whole amount above nought, not 20000.5/],
  ["decisions.yaml", "then: [20000]", "then: [0]", /a fee is a whole amount above nought, not 0/],
  ["decisions.yaml", '"> 100"]', '"> limit"]', /"limit" is not a field/],
  ["decisions.yaml", '"> 100"]', '"> > 1"]', /cannot (stand|be read) here \(character 3/],
  ["decisions.yaml", "expression: risk.tier", "expression: danger.tier", /"danger" is not a field/],
  ["form.yaml", "show: cooksOnSite = true", "show: 1 = 2", /this field is never shown/],
  [
    "form.yaml",
    "show: cooksOnSite = true",
    'show: ownership = "buy"',
    /"ownership" is never "buy". Its options are own, rent/,
  ],
  ["form.yaml", "id: workers,", "id: nib,", /asked again: the business register knows "nib"/],
  [
    "form.yaml",
    "label: { id: Nama produk atau jasa, en: Name of the product or service }",
    "label: Nama produk",
    /"Nama produk" is there in one language/,
  ],
  ["decisions.yaml", "risk:", "spare:", /nothing reads the decision "spare"/, "title: { id: Tingkat risiko"],
  [
    "process.yaml",
    'to: lapse, law: "Perda Tirta 3/2025"',
    "to: lapse",
    /"payment" has a time limit without a law/,
    "days: 14",
  ],
  ["process.yaml", "start: route", "start: rout", /starts with "rout"/],
  ["process.yaml", "next: weigh\n  weigh", "next: wegh\n  weigh", /"opinions" leads to "wegh"/, "each:"],
  [
    "process.yaml",
    "outcomes: { agree: weigh, object: weigh }",
    "outcomes: { agree: weigh, object: refuse }",
    /all go on to "weigh"/,
    "each:",
  ],
  [
    "process.yaml",
    "lapsed: { end: lapsed }",
    "lapsed: { end: lapsed }\n  spare: { end: spare }",
    /nothing leads to "spare"/,
    "spare:",
  ],
  [
    "process.yaml",
    "      - { to: review }",
    "      - { when: 'today = null', to: review }",
    /may fit no way/,
    "choose:",
  ],
  ["process.yaml", `when: 'risk.tier = "low"'`, `when: 'risks.tier = "low"'`, /"risks" is not a field/],
  ["process.yaml", "over: risk.opinions", "over: opinions.all", /"opinions" is not a field/],
  [
    "process.yaml",
    "    reason: { id: Sistem menyusun dan menyegel dokumen, en: The system makes and seals the document }\n",
    "",
    /"issuing" waits without a timer or a reason/,
    "wait: issued",
  ],
  [
    "process.yaml",
    "office: pimpinan",
    "office: pimpina",
    /no office dpmptsp\/pimpina/,
    "task:\n      title: { id: Putuskan",
  ],
  [
    "process.yaml",
    "lapse: { do: lapse, next: lapsed }",
    "lapse: { do: lapse, next: nudged }",
    /"nudged" joins, but no fork leads to it/,
    "nudged:",
  ],
  [
    "process.yaml",
    "nudge: { do: remind-office, next: nudged }",
    "nudge: { do: remind-office, next: lapse }",
    /the warning "nudge" of "review"/,
    "task:\n      title: { id: Tinjau",
  ],
  [
    "process.yaml",
    "refuse: { do: refuse, next: refused }",
    "refuse: { do: refuse, next: refuse }",
    /no way leads from "refuse" to an end/,
  ],
  [
    "process.yaml",
    "issue: { do: issue, next: issuing }",
    "issue: { fork: [issuing, lapse], next: done }",
    /the branch "lapse" of "issue" never joins/,
    "issue: {",
  ],
  [
    "process.yaml",
    "issue: { do: issue, next: issuing }",
    "issue: { fork: [issuing, nudged], next: done }",
    /runs on into "done"/,
    "issue: {",
  ],
  ["process.yaml", "steps: [payment]", "steps: [paymant]", /the station's step "paymant" does not exist/],
  ["process.yaml", "steps: [payment]", "steps: []", /"payment" belongs to no station/, "wait: payment"],
  [
    "process.yaml",
    "timers:\n      - { workingDays: 3,",
    "timers:\n      - { workingDays: 3, days: 3,",
    /either workingDays or days/,
    "workingDays: 3",
  ],
];

for (const [file, from, to, says, line] of faults)
  test(`${file}: ${to.trim().split("\n").at(-1)!.trim().slice(0, 70) || `without ${from.slice(0, 50)}`}`, () => {
    const { path, faults, text } = planted(file, from, to);
    const expected = line ?? to;
    const at = text.slice(0, text.indexOf(expected) + (line ? 0 : leading(to, from))).split("\n").length;
    const found = faults.find((fault) => says.test(fault));
    assert.ok(found, `nothing says ${says} among\n${faults.join("\n")}`);
    assert.equal(found.slice(0, found.indexOf(": ")), `${relative(process.cwd(), path)}:${at}`, found);
  });

/** Where the change begins within what was put in: past what both share. */
function leading(to: string, from: string): number {
  let i = 0;
  while (i < to.length && to[i] === from[i]) i += 1;
  return i;
}

test("a file that is no YAML is told with its line", () => {
  assert.match(
    planted("process.yaml", "steps:\n  route:", "steps:\n  route: {").faults.join("\n"),
    /process\.yaml:\d+: /,
  );
});

test("a service's code is its folder's name", () => {
  assert.match(planted("service.yaml", "code: izin-usaha-mikro", "code: izin").faults[0]!, /must be the folder's name/);
});

test("all faults of a service are told at once, and the example has none", () => {
  assert.deepEqual(planted("form.yaml", "show: cooksOnSite = true", "show: cooksOnSite = false").faults, []);
  assert.equal(planted("fee.yaml", "decision: fee\noutput: amount", "decision: x\noutput: y").faults.length, 1);
  assert.equal(loadServices(government).length, readdirSync(join(example, "services")).length);
});

test("the hash is of the content: layout and order change nothing, a word does", () => {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-hash-"));
  try {
    cpSync(join(example, "services", "izin-usaha-mikro"), folder, { recursive: true });
    const hash = () => loadService(folder).hash;
    const first = hash();
    const file = join(folder, "fee.yaml");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    writeFileSync(file, `# a remark\n${lines.reverse().join("\n\n")}\n`);
    assert.equal(hash(), first);
    writeFileSync(file, readFileSync(file, "utf8").replace("payWithinDays: 14", "payWithinDays: 15"));
    assert.notEqual(hash(), first);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
