import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answers } from "../answer.ts";
import { postedOf } from "../posted.ts";
import { readPage } from "../read.ts";
import { host, inItems, page } from "./every.ts";

const file = { file: "0192", name: "surat.pdf", bytes: 12_000, type: "application/pdf" };
/** A right answer of every kind that is asked. */
const plain: Record<string, unknown> = {
  text: "Warung Bu Sri",
  "long-text": "Dua baris\nlagi",
  number: 2.5,
  money: 4_500_000,
  date: "1990-08-07",
  month: "2026-03",
  time: "08:30",
  nik: "9901011708900001",
  business: "9901500000012",
  phone: "081234567890",
  email: "sri@tirta.example",
  choice: "own",
  choices: ["own", "rent"],
  "yes-no": false,
  declaration: true,
  address: {
    village: { code: "12", text: "regions/villages 12" },
    street: "Jl. Melati 3",
    rt: "001",
    rw: null,
    postal: "99011",
  },
  point: { at: { lat: -6.9, lon: 107.625 }, village: null, landmark: "Dekat pasar" },
  area: [
    { lat: -6.9, lon: 107.6 },
    { lat: -6.91, lon: 107.6 },
    { lat: -6.9, lon: 107.61 },
  ],
  person: { nik: "9901011708900001", name: "Narti", known: true },
};
const all = (prefix: string) =>
  Object.fromEntries(
    inItems
      .filter((type) => type !== "computed")
      .map((type) => {
        assert.ok(type in plain, `an answer of the kind ${type}`);
        return [`${prefix}${type.replace(/\W/g, "")}`, plain[type]];
      }),
  );

test("answers of every kind come back the same when they are posted as a browser does", () => {
  const answers = {
    ...all("a"),
    photo: file,
    papers: [file],
    signed: { ...file, signedBy: "Narti" },
    visit: { slot: "s1", at: "2026-11-26T09:00", place: "Loket 1" },
    activity: { code: "56", text: "activities 56" },
    villages: [{ code: "12", text: "regions/villages 12" }],
    rows: [{ ...all("r"), deeper: [all("r"), all("r")] }, all("r")],
    year: [
      { tnumber: 1000, ttext: "a" },
      { tnumber: 0.125, ttext: "b" },
    ],
  } as unknown as Answers;
  const posted = postedOf(page.fields, answers);
  assert.deepEqual(
    Object.values(posted)
      .flat()
      .filter((text) => typeof text !== "string"),
    [],
  );
  const { photo, papers, signed } = answers;
  const read = readPage(page, posted, { photo: photo!, papers: papers!, signed: signed! }, {}, { known: host });
  const bare = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, one) =>
        one === null || /computed$/.test(key) || (key === "deeper" && one.length === 0) ? undefined : one,
      ),
    );
  assert.deepEqual(bare(read.answers), bare(answers));
});
