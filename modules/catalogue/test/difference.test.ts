import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadWords } from "../../../kernel/words.ts";
import { filesIn, readFiles } from "../definition/load.ts";
import { changeWords, difference } from "../difference/difference.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const files = filesIn(join(here("../../../government/example"), "services", "izin-usaha-mikro"));
const old = readFiles(files);
const words = loadWords([here("..")], "Asia/Jakarta");

/** One thing changed in one file, and what a reader is told. */
const changes: [file: string, from: string, to: string, id: RegExp, en: RegExp][] = [
  [
    "service.yaml",
    "Satu foto bagian",
    "Dua foto bagian",
    /^Tidak diperlukan lagi: Satu foto/,
    /^No longer needed: One photo/,
  ],
  [
    "service.yaml",
    "Satu foto bagian",
    "Dua foto bagian",
    /^Kini diperlukan: Dua foto .*Pasal 4\)$/,
    /^Now needed: One photo/,
  ],
  [
    "service.yaml",
    "workingDays: 5",
    "workingDays: 7",
    /7 hari kerja; sebelumnya 5/,
    /within 7 working days; before, 5/,
  ],
  [
    "service.yaml",
    '"Rp 25.000 (risiko',
    '"Rp 30.000 (risiko',
    /Biaya: Rp 25\.000 .* menjadi Rp 30\.000/,
    /^Cost: Rp 25,000/,
  ],
  [
    "service.yaml",
    "[online, counter]",
    "[online, village]",
    /tidak dilayani lagi di loket/i,
    /No longer done at the counter/,
  ],
  [
    "service.yaml",
    "[online, counter]",
    "[online, village]",
    /Kini dilayani di kantor desa/,
    /Now done at the village office/,
  ],
  ["service.yaml", "workingDays: 21", "workingDays: 14", /Keberatan .* 14 hari kerja/, /objection .* 14 working days/],
  ["service.yaml", "code: keselamatan", "code: keamanan", /Alasan penolakan baru/, /No longer a reason|A new reason/],
  ["form.yaml", "id: workers", "id: staff", /Tidak ditanyakan lagi: Jumlah orang/, /No longer asked: How many people/],
  ["form.yaml", "id: workers", "id: staff", /Pertanyaan baru: Jumlah orang/, /A new question: How many people/],
  ["form.yaml", "max: 5000,", "max: 300,", /Batas jawaban berubah: Luas/, /limits of an answer have changed: Floor/],
  [
    "form.yaml",
    "show: cooksOnSite = true",
    "show: cooksOnSite = false",
    /keadaan lain: Air/,
    /other circumstances: Where/,
  ],
  ["form.yaml", "value: well", "value: spring", /Pilihan baru: Sumur/, /A choice is gone: A well|A new choice/],
  ["decisions.yaml", "then: [25000]", "then: [30000]", /Retribusi: aturan berubah/, /Fee: the rules have changed/],
  ["process.yaml", "role: head", "role: reviewer", /kantor lain: Putuskan/, /another officer or office: Decide/],
  [
    "process.yaml",
    "workingDays: 3,",
    "workingDays: 4,",
    /Batas waktu berubah: Tinjau/,
    /Time limits have changed: Review/,
  ],
  [
    "process.yaml",
    "forward: decision, return: correction",
    "forward: decision",
    /Pilihan petugas/,
    /officer can choose/,
  ],
  ["process.yaml", "next: issuing", "next: done", /Jalannya permohonan berubah/, /way of an application has changed/],
  ["fee.yaml", "payWithinDays: 14", "payWithinDays: 30", /14 hari menjadi 30 hari/, /14 days becomes 30 days/],
  ["documents.yaml", "validYears: 5", "validMonths: 18", /berlaku 18 bulan; sebelumnya 60/, /valid for 18 months/],
  ["documents.yaml", "validYears: 5", "validYears: 3", /berlaku 3 tahun; sebelumnya 5/, /valid for 3 years; before, 5/],
  ["documents.yaml", "value: business.nib", "value: business.id", /Isi dokumen berubah/, /What the document says/],
];
for (const [file, from, to, id, en] of changes)
  test(`${file}: ${from} becomes ${to}, in words`, () => {
    assert.ok(files[file]!.includes(from), from);
    const next = readFiles({ ...files, [file]: files[file]!.replace(from, to) });
    const found = difference(old, next);
    const told = (locale: "id" | "en") => found.map((change) => changeWords(change, words.say(locale), locale));
    assert.ok(
      told("id").some((line) => id.test(line)),
      told("id").join("\n"),
    );
    assert.ok(
      told("en").some((line) => en.test(line)),
      told("en").join("\n"),
    );
    assert.ok(!told("id").some((line) => /catalogue\./.test(line)), told("id").join("\n"));
  });

test("a service differs from itself in nothing, whatever the order and the layout of its files", () => {
  assert.deepEqual(difference(old, old), []);
  const turned = JSON.parse(JSON.stringify(old, Object.keys(flat(old)).sort().reverse()));
  assert.deepEqual(difference(old, turned), []);
});

/** Every key that stands anywhere in it. */
function flat(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) flat(part, Object.assign(keys, { [key]: true }));
  return keys;
}

test("every kind of change that the code can note has its words in both languages", () => {
  const source = ["difference", "form", "process"]
    .map((name) => readFileSync(here(`../difference/${name}.ts`), "utf8"))
    .join("\n");
  const kinds = [...source.matchAll(/note\(\s*"[a-z]+",\s*"([a-z-]+)"/g)].map(([, kind]) => kind!);
  assert.ok(kinds.length > 30, `${kinds.length}`);
  for (const locale of ["id", "en"] as const) {
    const known = JSON.parse(readFileSync(here(`../messages/${locale}.json`), "utf8")) as Record<string, string>;
    for (const kind of [...kinds, "field-added", "field-required", "field-optional"])
      assert.ok(known[`catalogue.difference.${kind}`], `${locale} ${kind}`);
  }
});
