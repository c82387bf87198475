import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { judges, outputOf } from "../../../test/judge.ts";
import { render } from "../render/render.ts";

const folder = new URL("../../../government/example/letters/micro-business-licence/", import.meta.url);
const data = {
  place: "Kabupaten Tirta",
  agency: "Dinas Penanaman Modal",
  kind: "kabupaten",
  title: "Izin Usaha Mikro",
  titleEn: "Micro-Business Licence",
  number: "IUM/000001/2026",
  code: "K7MQ-2XPD-9RTA",
  holder: "Warung",
  rows: [{ label: "Luas", value: "60 m²" }],
  legalBasis: ["PP 28/2025"],
  address: "https://layanan.tirta.example/c/K7MQ-2XPD-9RTA",
  issued: "24 November 2026",
  validUntil: "24 November 2031",
  signatory: null as { name: string; office: string } | null,
  decided: "diputus oleh sistem menurut aturan risiko rendah",
  contact: "",
};
const letter = {
  template: readFileSync(new URL("template.typ", folder), "utf8"),
  files: {
    "/crest.svg": readFileSync(new URL("crest.svg", folder), "utf8"),
    "/qr.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  },
  data,
  at: new Date("2026-11-24T03:00:00Z"),
};
const hash = async (more: Partial<typeof letter> = {}) =>
  createHash("sha256")
    .update(await render({ ...letter, ...more }))
    .digest("hex");

test("the same letter at the same time is the same to the last byte, however often it is set; another time is another letter", async () => {
  const [first, ...others] = await Promise.all([hash(), hash(), hash()]);
  assert.deepEqual(others, [first, first]);
  assert.notEqual(await hash({ at: new Date("2026-11-24T03:00:01Z") }), first);
  assert.notEqual(await hash({ data: { ...data, holder: "Warunq" } }), first);
});

test("what people typed is set as they typed it, never run as the template's language; long names wrap on one page", async (t) => {
  if (!judges(t, "pdftotext", "pdfinfo")) return;
  const desk = mkdtempSync(join(tmpdir(), "pendopo-letter-"));
  t.after(() => rmSync(desk, { recursive: true }));
  const nasty = '#read("/data.json") *tebal* $x^2$ <b> @rujuk \\ _m_ `k` // selesai';
  const long = "Paguyuban Pedagang Kuliner Tradisional Pasar Tirtasari Blok C Sejahtera Bersama Selamanya";
  const rows = Array.from({ length: 7 }, (_, i) => ({ label: `Baris ${i}`, value: [nasty, long, "60 m²"][i % 3]! }));
  const signatory = { name: `Dr. ${long}`, office: "Kepala Dinas" };
  const file = join(desk, "a.pdf");
  writeFileSync(file, await render({ ...letter, data: { ...data, holder: long, rows, signatory } }));
  const words = String(outputOf("pdftotext", ["-raw", file, "-"])).replaceAll(/\s+/g, " ");
  assert.equal(words.split('#read("/data.json") *tebal* $x^2$ <b> @rujuk').length - 1, 3, words);
  assert.match(String(outputOf("pdfinfo", [file])), /Pages: +1\n/);
});

test("a template that cannot be set is told with its fault, and the next letter is set all the same", async () => {
  const broken = render({ ...letter, template: "#no-such-thing()" });
  const [fault, next] = await Promise.allSettled([broken, hash()]);
  assert.match(String(fault.status === "rejected" && fault.reason), /the letter could not be set: .*no-such-thing/);
  assert.equal(next.status, "fulfilled");
});
