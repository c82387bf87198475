import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveForm } from "../bank.ts";
import { expressionsIn, findingsIn } from "../definition.ts";
import { Form } from "../field.ts";
import { faultsOfForm, pagesToShow, pruned, withComputed } from "../form.ts";
import { readPage } from "../read.ts";

const form = Form.parse({
  declaration: "Benar",
  rules: [{ holds: "staff < guests", message: "Lebih banyak staf daripada tamu.", at: "staff" }],
  pages: [
    {
      id: "rooms",
      title: "Ruang",
      rules: [{ holds: "guests <= seats", message: "Kursinya kurang.", at: "guests" }],
      fields: [
        { id: "guests", type: "number", label: "Tamu" },
        { id: "seats", type: "computed", value: "sum(tables.seats)", label: "Kursi" },
        {
          id: "tables",
          type: "group",
          label: "Meja",
          fields: [
            { id: "long", type: "number", label: "Panjang" },
            { id: "seats", type: "computed", value: "long * 4", label: "Kursi" },
          ],
        },
        { id: "why", type: "text", label: "Kenapa", required: true, requiredIf: "guests > 50" },
      ],
    },
    { id: "large", title: "Besar", show: "guests > 50", fields: [{ id: "exits", type: "number", label: "Pintu" }] },
    { id: "staff", title: "Staf", fields: [{ id: "staff", type: "number", label: "Staf" }] },
  ],
});
const [rooms, , staff] = form.pages;
const read = (posted: Record<string, string>) => readPage(rooms!, posted, {});

test("what is computed is worked out in each row, then over the rows, and conditions see it", () => {
  const { answers, faults } = read({ guests: "6", "tables.0.long": "1", "tables.1.long": "2" });
  assert.deepEqual([answers.seats, faults], [12, []]);
  assert.deepEqual(answers.tables, [
    { long: 1, seats: 4 },
    { long: 2, seats: 8 },
  ]);
  const typed = read({ guests: "6", "tables.0.long": "1", "tables.0.seats": "999", seats: "999" });
  assert.equal(typed.answers.seats, 4, "nobody types what is computed");
  const stale = { ...answers, seats: 1, guests: 60 };
  assert.equal(withComputed(form, stale).seats, 12);
});

test("a rule between answers is told at its field, in its own words, once each of them is right", () => {
  const broken = read({ guests: "9", "tables.0.long": "1" }).faults;
  assert.deepEqual(broken, [{ path: "guests", messageKey: 'text:"Kursinya kurang."' }]);
  const paths = read({ guests: "x", "tables.0.long": "1" }).faults.map(({ path }) => path);
  assert.deepEqual(paths, ["guests"], "first what is wrong by itself");
  const answers = { guests: 5, tables: [{ long: 2, seats: 8 }], staff: 7 };
  assert.deepEqual(
    faultsOfForm(form, answers).map(({ page, faults }) => [page, faults[0]?.path]),
    [["staff", "staff"]],
    "a rule of the whole form is told on the page of its field",
  );
  assert.equal(readPage(staff!, { staff: "7" }, answers, {}, { rules: form.rules }).faults.length, 1);
  assert.equal(readPage(staff!, { staff: "2" }, answers, {}, { rules: form.rules }).faults.length, 0);
});

test("required only when a condition holds; pages and what is handed in follow", () => {
  const missing = (guests: string) =>
    read({ guests, "tables.0.long": "20" }).faults.some(
      ({ path, messageKey }) => path === "why" && /empty/.test(messageKey),
    );
  assert.deepEqual([missing("51"), missing("50"), missing("")], [true, false, false]);
  const ids = (guests: number) => pagesToShow(form, { guests }).map(({ id }) => id);
  assert.deepEqual(ids(51), ["rooms", "large", "staff"]);
  assert.deepEqual(ids(50), ["rooms", "staff"]);
  assert.ok(!("exits" in pruned(form, { guests: 5, exits: 1 })));
  assert.equal(pruned(form, { guests: 5, tables: [{ long: 3 }] }).seats, 12, "handed in as computed now");
});

test("a definition is looked through: what a kind needs, names, appointments that nobody offers", () => {
  const broken = Form.parse({
    declaration: "Benar",
    pages: [
      {
        id: "a",
        title: "A",
        fields: [
          { id: "pick", type: "choice", label: "Pilih" },
          { id: "pick", type: "computed", label: "Hitung" },
          { id: "home", type: "address", label: "Alamat", from: { list: "no/list" } },
          { id: "visit", type: "appointment", label: "Waktu" },
          { id: "call", type: "appointment", label: "Waktu", errand: "salon" },
        ],
      },
    ],
  });
  const says = (host = {}) => findingsIn(broken, host).map((one) => one.says);
  assert.deepEqual(says({ lists: new Set(["regions/villages"]) }), [
    "pick needs options, or a list they come from",
    "pick is there twice",
    "pick is computed from nothing: give it a value",
    "home is personal: a personal answer needs a purpose",
    "home is answered from no/list, a list that there is not",
    "visit is an appointment without an errand",
  ]);
  assert.ok(!says({ errands: ["salon"] }).some((one) => /^call/.test(one)));
  assert.ok(says({ errands: ["ktp"] }).includes("call is an appointment for salon, which no office sees people for"));
  assert.deepEqual(
    expressionsIn(form).map(({ text }) => text),
    [
      "sum(tables.seats)",
      "long * 4",
      "guests > 50",
      "guests <= seats",
      "guests",
      "guests > 50",
      "staff < guests",
      "staff",
    ],
  );
});

const bank = {
  phone: { type: "phone", label: { id: "Telepon", en: "Phone" }, purpose: "service", hint: "08…" },
  helper: { type: "person", label: "Pembantu", purpose: "service", required: false },
} as const;
const using = (...fields: object[]) =>
  resolveForm({ declaration: "Benar", pages: [{ id: "a", title: "A", fields }] } as never, bank);

test("a question of the bank is written out with what is different here, and keeps its name", () => {
  const { form: made } = using(
    { use: "phone" },
    { use: "phone", id: "second", label: "Telepon kedua", required: false, show: "phone != null" },
    { id: "people", type: "group", label: "Orang", fields: [{ use: "helper", required: true }] },
  );
  const [first, second, people] = made!.pages[0]!.fields;
  assert.deepEqual(
    [first!.id, first!.bank, first!.type, first!.required, first!.hint],
    ["phone", "phone", "phone", true, "08…"],
  );
  assert.deepEqual(
    [second!.id, second!.bank, second!.label, second!.required],
    ["second", "phone", "Telepon kedua", false],
  );
  assert.deepEqual(
    [people!.fields![0]!.id, people!.fields![0]!.bank, people!.fields![0]!.required],
    ["helper", "helper", true],
  );
  const { form: plain } = using({ id: "x", type: "text", label: "X" });
  assert.deepEqual(
    plain,
    Form.parse({
      declaration: "Benar",
      pages: [{ id: "a", title: "A", fields: [{ id: "x", type: "text", label: "X" }] }],
    }),
  );
  assert.deepEqual(using({ use: "nothing" }).findings, [
    { path: ["pages", 0, "fields", 0, "use"], says: 'the bank has no question "nothing"' },
  ]);
  assert.match(using({ use: "phone", type: "quiz" }).findings[0]!.says, /Invalid option/);
});
