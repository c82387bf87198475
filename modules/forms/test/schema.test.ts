import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import type { Answer } from "../answer.ts";
import { type FieldType, Form, type FormField, fieldTypes } from "../field.ts";
import { faultsOfForm } from "../form.ts";
import { kinds } from "../kinds/index.ts";
import { readPage } from "../read.ts";
import { formSchema, schemaFormats } from "../schema.ts";
import { every, host, page } from "./every.ts";

const nib = "1234567890128";
const nik = "9901011708900001";
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, formats: { ...schemaFormats } });
const asked = page.fields.filter(({ type }) => !kinds[type].shownOnly);

test("the schema of every kind is one that a strict validator takes, and names each question that is asked", () => {
  assert.deepEqual([...new Set(page.fields.map(({ type }) => type))].sort(), [...fieldTypes].sort());
  const schema = formSchema(every, "https://example.id/form", "Semua");
  ajv.compile(schema);
  assert.deepEqual(
    Object.keys(schema.properties as object),
    page.fields.filter(({ type }) => !kinds[type].shownOnly || type === "computed").map(({ id }) => id),
  );
});

let made = 0;
const fresh = () => {
  made += 1;
  return made;
};
const alone = (field: FormField, required: boolean) => {
  const form = Form.parse({
    declaration: "Benar",
    pages: [{ id: "all", title: "Semua", fields: [{ ...field, required, minItems: 1, maxItems: 3 }] }],
  });
  return { form, page: form.pages[0]!, fits: ajv.compile(formSchema(form, `urn:form:${fresh()}`, "Satu")) };
};

const written = fc.oneof(
  fc.constantFrom("own", "rent", "yes", "no", "12", "34", "s1", "17", "8", "1990", "8.30", "a@b.id", "081234567890"),
  fc.constantFrom(nib, nik, "-6.9, 107.6", "-6.9, 107.6\n-6.91, 107.6\n-6.9, 107.61", "1.250,5", "50.5, 4.3", ""),
  fc.string({ unit: "grapheme", maxLength: 250 }),
);
const parts = ["", ".day", ".month", ".year", ".village", ".village.find", ".street", ".rt", ".postal", ".landmark"];
const inRow = (ids: readonly string[]) => ids.flatMap((id) => parts.slice(0, 7).map((part) => `.0.${id}${part}`));
const file = { file: "0192", name: "a.pdf", bytes: 10, type: "application/pdf" };

test("whatever the browser's form accepts, the schema accepts", () => {
  let accepted = 0;
  for (const field of asked)
    for (const required of [true, false]) {
      const { page: one, fits } = alone(field, required);
      const names = [...parts, ".by", ".nik", ".find", ...inRow((field.fields ?? []).map(({ id }) => id))];
      const posted = fc.dictionary(fc.constantFrom(...names.map((part) => field.id + part)), written, { maxKeys: 12 });
      const before = fc.constantFrom<Answer[]>([file], [null]).map(([kept]) => ({
        [field.id]: (field.type === "files" && kept ? [kept] : (kept ?? null)) as Answer,
      }));
      fc.assert(
        fc.property(posted, before, (form, kept) => {
          const { answers, faults } = readPage(one, form, kept, {}, { known: host });
          if (faults.length > 0) return;
          accepted += 1;
          assert.ok(fits(answers), `${field.type} ${JSON.stringify(answers)} ${ajv.errorsText(fits.errors)}`);
        }),
        { numRuns: 150 },
      );
    }
  assert.ok(accepted > 500, `${accepted} pages were accepted`);
});

const degrees = fc.record({
  lat: fc.double({ min: -12, max: 7, noNaN: true }),
  lon: fc.double({ min: 94, max: 142, noNaN: true }),
});
const entry = fc.constantFrom<Answer>({ code: "12", text: "Dua belas" }, { find: "dua" }, null, { code: "12" });
const block = fc.constantFrom<Answer>("001", "1", null, "abc");
const right: Partial<Record<FieldType, fc.Arbitrary<Answer>>> = {
  address: fc.record({
    village: entry,
    street: fc.constantFrom("Jl. Melati 3", "", null, "x".repeat(201)),
    rt: block,
    rw: block,
    postal: fc.constantFrom("40111", null, "4"),
  }),
  point: fc.record({
    at: fc.oneof(degrees, fc.constantFrom<Answer>(null, "di sana")),
    village: entry,
    landmark: fc.constantFrom("Dekat masjid", null, "x".repeat(201)),
  }),
  area: fc.array(degrees, { maxLength: 6 }),
  person: fc.record({
    nik: fc.constantFrom(nik, "123"),
    name: fc.constantFrom("Narti", "", "x".repeat(151)),
    known: fc.constantFrom(true, false, null),
  }),
  files: fc.array(fc.constant(file), { maxLength: 3 }),
  signature: fc.constantFrom<Answer>(
    { ...file, signedBy: "Narti" },
    { ...file, signedBy: null },
    { signedBy: "Narti" },
  ),
};
const simple = fc.oneof(
  fc.constantFrom<Answer>(
    "own",
    "2026-11-24",
    "2026-13-01",
    "2026-11",
    "08:30",
    "8:30",
    nib,
    nik,
    "9901013208900001",
    true,
    null,
    "",
  ),
  fc.constantFrom<Answer>(file, { code: "12", text: "x" }, { slot: "s1", at: "2026-11-26T09:00", place: "Loket" }),
  fc.constantFrom<Answer>(["own"], ["own", "x"], [{ code: "12", text: "x" }], [file], []),
  fc.integer({ min: -5, max: 2_000_000 }),
  fc.string({ unit: "grapheme", minLength: 150, maxLength: 250 }),
);

test("a generated answer is right for the form exactly when it is right for the schema", () => {
  const seen = { right: 0, wrong: 0 };
  for (const field of asked.filter(({ type }) => type !== "group" && type !== "table"))
    for (const required of [true, false]) {
      const { form, fits } = alone(field, required);
      fc.assert(
        fc.property(fc.oneof(right[field.type] ?? simple, simple), (answer) => {
          const answers = { [field.id]: answer };
          const faults = faultsOfForm(form, answers).flatMap((one) => one.faults);
          seen[faults.length > 0 ? "wrong" : "right"] += 1;
          // An empty list is no answer, also where none is needed.
          assert.equal(
            fits(answers),
            faults.length === 0,
            `${field.type} ${JSON.stringify([answers, faults, fits.errors])}`,
          );
        }),
        { numRuns: 200 },
      );
    }
  assert.ok(seen.right > 500 && seen.wrong > 500, JSON.stringify(seen));
});
