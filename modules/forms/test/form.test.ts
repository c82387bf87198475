import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { type Locale, locales, readYaml } from "../../../kernel/index.ts";
import { loadWords } from "../../../kernel/words.ts";
import { type Answers, isFileAnswer } from "../answer.ts";
import { Form, type FormPage, partsOf } from "../field.ts";
import { faultsOfForm, pagesToShow, pruned } from "../form.ts";
import { readDate } from "../kinds/days.ts";
import { readNumber, writeNumber } from "../kinds/numbers.ts";
import { readPage } from "../read.ts";
import { answerWords, faultWords } from "../words.ts";
import { every, host, page } from "./every.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const words = loadWords([here(".."), here("../../../kernel")], "Asia/Jakarta");
const licence = readYaml(here("../../../government/example/services/izin-usaha-mikro/form.yaml"), Form);

const kindParts = [
  "day",
  "month",
  "year",
  "village",
  "village.find",
  "street",
  "rt",
  "rw",
  "postal",
  "landmark",
  "nik",
  "by",
  "find",
];
const names = page.fields.flatMap((field) => [
  field.id,
  ...kindParts.map((part) => `${field.id}.${part}`),
  ...partsOf(field).flatMap((part) => [0, 1, 2, 7].map((row) => `${field.id}.${row}.${part.id}`)),
  ...partsOf(field).flatMap((part) => kindParts.slice(0, 6).map((one) => `${field.id}.0.${part.id}.${one}`)),
  ...partsOf(field)
    .flatMap((part) => partsOf(part))
    .flatMap(({ id }) => [0, 3].map((row) => `rows.0.deeper.${row}.${id}`)),
]);
const nasty = [
  "rows.0.__proto__",
  "rows.__proto__.rtext",
  "rows.99999999999.rtext",
  "rows.-1.rtext",
  "rows.1e1.rtext",
  "__proto__",
  "constructor",
  "photo.file",
  "_add",
  "_remove",
  "_find",
];
const said = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "yes",
    "own",
    "12",
    "s1",
    "-6.9, 107.6",
    "-6.9, 107.6\n-6.91, 107.6\n-6.9, 107.61",
    "9901011708900001",
    "8.30",
    "12,5",
    "1.250.000",
    "2026",
    "31",
    "\u0000",
    "\u202eabc",
    "نص عربي",
    "9".repeat(400),
    "😀".repeat(6000),
  ),
  fc.constantFrom(
    "rows",
    "rows.0",
    "rows.x",
    "activity",
    "aaddress.village",
    "'; drop table cases.case; --",
    "<script>alert(1)</script>",
  ),
);
const posted = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.constantFrom(...nasty) }),
  fc.oneof(said, fc.array(said, { maxLength: 4 })),
  { maxKeys: 40 },
);

test("whatever is posted, a page is read: answers that can be kept, and faults in words of both languages", () => {
  fc.assert(
    fc.property(posted, (form) => {
      const { answers, faults } = readPage(page, form, {}, {}, { known: host });
      const kept = JSON.stringify(answers);
      assert.deepEqual(JSON.parse(kept), answers, "plain JSON");
      assert.doesNotMatch(kept, /\\u0000|\\ud[89a-f]/, "what PostgreSQL cannot store is not kept");
      assert.deepEqual(
        Object.keys(answers).sort(),
        page.fields
          .map(({ id }) => id)
          .filter((id) => id !== "fact" && id !== "fee")
          .sort(),
      );
      assert.equal(answers.photo, null, "a file is never what somebody wrote");
      assert.deepEqual(answers.papers, []);
      assert.ok(!isFileAnswer(answers.signed));
      for (const fault of faults)
        for (const locale of locales) {
          const key = fault.messageKey;
          assert.ok(words.has(key, locale), `${key} in ${locale}`);
          assert.doesNotMatch(faultWords(fault, words.say(locale), locale), /[{}]|^[a-z]+\.fault/);
        }
      for (const field of page.fields)
        for (const locale of locales)
          assert.equal(typeof answerWords(field, answers[field.id], words.say(locale), locale), "string");
    }),
    { numRuns: 500 },
  );
});

test("a wrong answer is found again whenever it is looked at, not only when it was posted", () => {
  fc.assert(
    fc.property(posted, (form) => {
      const { answers, faults, changed } = readPage(page, form, {}, {}, { known: host });
      const again = faultsOfForm(every, answers).flatMap((one) => one.faults.map(({ path }) => path));
      // What was never offered and rows that are too many are not kept, so only the post can tell.
      const lost = new Set(
        faults.filter(({ messageKey }) => /choice|group-full|slot/.test(messageKey)).map(({ path }) => path),
      );
      if (changed) return;
      for (const { path } of faults) assert.ok(again.includes(path) || lost.has(path), path);
      for (const path of again)
        assert.ok(
          faults.some((fault) => fault.path === path),
          path,
        );
    }),
  );
});

test("text is kept as it was written; only its edges, unseen characters and what is much too long go", () => {
  const text = page.fields.find(({ id }) => id === "alongtext")!;
  const only = { ...page, fields: [text] };
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (written) => {
      const { answers } = readPage(only, { alongtext: written }, {});
      const visible = written
        .normalize("NFC")
        .replace(/(?![\n\t])\p{Cc}/gu, "")
        .trim();
      assert.equal(answers.alongtext, visible || null);
    }),
  );
  const { answers, faults } = readPage(only, { alongtext: "x".repeat(100_000) }, {});
  assert.equal((answers.alongtext as string).length, 8000);
  assert.deepEqual(faults[0]?.values, { maximum: 4000 });
});

const row = (n: number) => ({ [`products.${n}.name`]: `p${n}`, [`products.${n}.monthly`]: "1000" });
const products = licence.pages.find(({ id }) => id === "produk") as FormPage;

test("rows: holes close, more than fit are told, adding and taking away judge nothing", () => {
  const read = (form: Record<string, string>) => readPage(products, form, {});
  const all = (...rows: number[]) => Object.assign({}, ...rows.map(row)) as Record<string, string>;
  const namesOf = (answers: Answers) => (answers.products as { name: string }[]).map(({ name }) => name);
  assert.deepEqual(namesOf(read(all(0, 7, 3)).answers), ["p0", "p3", "p7"]);
  assert.deepEqual(
    read({}).faults.map(({ messageKey }) => messageKey),
    ["forms.fault.group"],
  );
  const tooMany = read(all(...Array.from({ length: 25 }, (_, i) => i)));
  assert.equal(namesOf(tooMany.answers).length, 10);
  assert.deepEqual(tooMany.faults, [
    { path: "products", messageKey: "forms.fault.group-full", values: { maximum: 10 } },
  ]);
  const added = read({ ...all(0), _add: "products" });
  assert.ok(added.changed);
  assert.equal(namesOf(added.answers).length, 2);
  assert.deepEqual(namesOf(read({ ...all(0, 1, 2), _remove: "products.1" }).answers), ["p0", "p2"]);
  assert.equal(namesOf(read({ ...all(...Array(10).keys()), _add: "products" }).answers).length, 10);
  const wrong = read({ "products.0.name": "", "products.0.monthly": "banyak", "products.5.name": "Teh" }).faults;
  assert.deepEqual(
    wrong.map(({ path }) => path).sort(),
    ["products.0.monthly", "products.0.name", "products.1.monthly"],
    "a fault leads to the row as it is shown again",
  );
});

test("pages and fields that the answers do not ask for are not shown, not required and not handed in", () => {
  const facts = (kbli: string[]) => ({ business: { kbli } });
  const shown = (kbli: string[]) => pagesToShow(licence, {}, facts(kbli)).map(({ id }) => id);
  assert.ok(shown(["56103"]).includes("pangan"));
  assert.ok(!shown(["47731"]).includes("pangan"));
  assert.ok(!shown([]).includes("pangan"), "nothing known, nothing asked");
  const food = { cooksOnSite: false, water: "well" };
  const missing = (answers: Answers) =>
    faultsOfForm(licence, answers, facts(["56103"]))
      .find((one) => one.page === "pangan")
      ?.faults.map(({ path }) => path);
  assert.deepEqual(missing({}), ["cooksOnSite"]);
  assert.deepEqual(missing({ cooksOnSite: true }), ["water"]);
  assert.equal(missing(food), undefined);
  assert.deepEqual(pruned(licence, food, facts(["56103"])), { cooksOnSite: false });
  assert.deepEqual(pruned(licence, food, facts([])), {});
});

test("a fact is never read from a post, whatever name it is posted under", () => {
  for (const one of licence.pages) {
    const form = Object.fromEntries(
      one.fields.flatMap(({ id }) => [
        [id, "Palsu"],
        [`${id}.0`, "Palsu"],
      ]),
    );
    const { answers } = readPage(one, { ...form, applicant: "Palsu", business: "Palsu" }, {});
    for (const field of one.fields) if (field.type === "fact") assert.ok(!(field.id in answers), field.id);
    assert.ok(!("applicant" in answers) && !("business" in answers));
  }
});

test("numbers are read as Indonesians and others write them", () => {
  const read: [text: string, number: number | null][] = [
    ["1.250.000", 1_250_000],
    ["1,250,000.5", 1_250_000.5],
    ["1.250,5", 1250.5],
    ["1.250", 1250],
    ["1250.5", 1250.5],
    ["12,5", 12.5],
    ["0,125", 0.125],
    ["0.125", 0.125],
    ["-3", -3],
    ["Rp 4.500.000", 4_500_000],
    [" 1 250 ", 1250],
    ["007", 7],
    ["1.25.0", null],
    ["1.250.00", null],
    ["1,2,3", null],
    ["12m", null],
    ["1e5", null],
    ["Infinity", null],
    [".", null],
    ["", null],
  ];
  for (const [text, number] of read) assert.equal(readNumber(text), number, text);
});

test("a number that is shown in a field is read back the same, in both languages", () => {
  const number = fc
    .tuple(
      fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e6, max: 1e6 })),
      fc.integer({ min: 0, max: 6 }),
    )
    .map(([n, d]) => n / 10 ** d);
  fc.assert(
    fc.property(number, fc.constantFrom<Locale>(...locales), (n, locale) => {
      assert.equal(readNumber(writeNumber(n, locale)), n, writeNumber(n, locale));
    }),
    { numRuns: 1000 },
  );
});

test("a day that the calendar does not have is no date, and what was typed is kept", () => {
  assert.equal(readDate("29", "2", "2028"), "2028-02-29");
  assert.equal(readDate("29", "2", "2026"), null);
  assert.equal(readDate("1", "1", "26"), null);
  fc.assert(
    fc.property(fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split("-") as [string, string, string];
      assert.equal(readDate(String(Number(day)), month, year), iso);
    }),
  );
  const born = { ...page, fields: page.fields.filter(({ id }) => id === "adate") };
  const { answers, faults } = readPage(born, { "adate.day": "31", "adate.month": "2", "adate.year": "1990" }, {});
  assert.equal(answers.adate, "1990-2-31");
  assert.equal(faults[0]?.messageKey, "forms.fault.date");
});

test("a file is there, or promised by its tick, or missing; what is there wins, and only a form that allows it takes a promise", () => {
  const letter = (posted: Record<string, string>, kept: Answers = {}) =>
    readPage(page, posted, kept, {}, { known: host });
  const faults = ({ faults: all }: ReturnType<typeof letter>) => all.filter(({ path }) => path === "letter");
  assert.deepEqual(faults(letter({})), [{ path: "letter", messageKey: "forms.fault.photo" }]);
  const promised = letter({ "letter.later": "yes" });
  assert.deepEqual([promised.answers.letter, faults(promised)], [{ later: true }, []]);
  const dated = letter({ "letter.later": "yes" }, { letter: { later: "2026-12-10" } });
  assert.deepEqual(dated.answers.letter, { later: "2026-12-10" }, "a last day that was given stays");
  assert.equal(letter({}, promised.answers).answers.letter, null, "unticked");
  const file = { file: "f", name: "x.jpg", bytes: 1, type: "image/jpeg" };
  assert.deepEqual(letter({ "letter.later": "yes" }, { letter: file }).answers.letter, file);
  assert.equal(letter({ "photo.later": "yes" }).answers.photo, null);
});
