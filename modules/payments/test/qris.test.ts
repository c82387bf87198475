import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { judges, outputOf } from "../../../test/judge.ts";
import { crc16, qrisPayload, readObjects, readQris } from "../gateway/qris.ts";
import { till } from "./till.ts";

const merchant = {
  nmid: "ID1099010000001",
  pan: "936000990100000019",
  category: "9399",
  name: "KAS DAERAH TIRTA",
  city: "TIRTASARI",
  postal: "99011",
};
const order = { amount: { minor: 2_500_000n, currency: "IDR" }, bill: "TGH-2026-000001", reference: "0".repeat(24) };

test("the check sum is CRC-16/CCITT-FALSE: the catalogue's value, and that of EMVCo's own example", () => {
  assert.equal(crc16("123456789"), "29B1");
  // EMV QR Code Specification, Merchant-Presented Mode 1.1, annex: a payload with two languages.
  const example =
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT" +
    "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011" +
    "2233449988770708123456786304A13A";
  assert.equal(readQris(example)?.get("54"), "23.72");
  assert.equal(readObjects(readQris(example)!.get("62")!)?.get("03"), "1234");
});

test("the payload is EMVCo merchant-presented: format first, check sum last, each field what the standard says", () => {
  const payload = qrisPayload(merchant, order);
  const objects = readQris(payload);
  assert.ok(objects, "its check sum fits");
  const ids = [...objects.keys()];
  assert.deepEqual(ids, ["00", "01", "26", "51", "52", "53", "54", "58", "59", "60", "61", "62", "63"]);
  assert.deepEqual(ids, [...ids].sort(), "in the order of their ids");
  const value = Object.fromEntries(objects);
  assert.equal(value["00"], "01", "payload format 01");
  assert.equal(value["01"], "12", "dynamic: this code is for one payment");
  assert.equal(value["52"], "9399", "ISO 18245: government services");
  assert.equal(value["53"], "360", "ISO 4217: rupiah");
  assert.equal(value["54"], "25000");
  assert.equal(value["58"], "ID", "ISO 3166-1");
  assert.equal(value["59"], merchant.name);
  assert.equal(value["60"], merchant.city);
  assert.equal(value["61"], merchant.postal);
  assert.deepEqual(Object.fromEntries(readObjects(value["26"]!)!), {
    "00": "ID.CO.QRIS.WWW",
    "01": merchant.pan,
    "02": merchant.nmid,
    "03": "UME",
  });
  assert.equal(readObjects(value["51"]!)?.get("02"), merchant.nmid);
  assert.deepEqual(Object.fromEntries(readObjects(value["62"]!)!), { "01": order.bill, "05": order.reference });
});

test("for every amount and merchant the lengths fit, and one changed character is noticed", () => {
  const plain = (max: number) =>
    fc.string({
      minLength: 1,
      maxLength: max,
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
    });
  const many = fc.record({
    minor: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
    name: plain(25),
    city: plain(15),
    bill: plain(25),
  });
  fc.assert(
    fc.property(many, fc.nat(), ({ minor, name, city, bill }, nth) => {
      const amount = { minor, currency: "IDR" };
      const payload = qrisPayload({ ...merchant, name, city }, { ...order, amount, bill });
      assert.ok(payload.length <= 512);
      const objects = readQris(payload)!;
      assert.match(objects.get("54")!, /^\d+(\.\d\d)?$/);
      assert.ok(objects.get("54")!.length <= 13);
      assert.equal(BigInt(Math.round(Number(objects.get("54")) * 100)), minor);
      assert.deepEqual([objects.get("59"), objects.get("60")], [name, city]);
      const at = nth % payload.length;
      const changed = payload.slice(0, at) + (payload[at] === "7" ? "8" : "7") + payload.slice(at + 1);
      assert.equal(readQris(changed), null);
    }),
    { numRuns: 300 },
  );
});

test("a code is only made for rupiah, and what is cut off or too long is not read", () => {
  assert.throws(() => qrisPayload(merchant, { ...order, amount: { minor: 1n, currency: "USD" } }), /takes rupiah/);
  const payload = qrisPayload(merchant, order);
  assert.equal(readQris(payload.slice(0, -1)), null);
  assert.equal(readObjects("0105abc"), null);
  assert.equal(readObjects("01011011"), null);
  assert.equal(readObjects("0101a0101b"), null, "one object twice");
});

test("a phone reads from the page the very code that the order is for", async (t) => {
  if (!judges(t, "zbarimg")) return;
  const s = await till(t);
  const bill = await s.bill({ minor: 7_500_000n });
  const reference = await s.order(bill);
  const page = await s.get(`/bayar/${bill}`, s.narti);
  const svg = /<svg[\s\S]*?<\/svg>/.exec(page.body)?.[0];
  assert.ok(svg, "the code is drawn in the page itself");
  const png = await sharp(Buffer.from(svg)).resize(240).flatten({ background: "#fff" }).png().toBuffer();
  const read = outputOf("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"], png).toString().trim();
  const objects = readQris(read);
  assert.equal(objects?.get("54"), "75000");
  assert.equal(readObjects(objects!.get("62")!)?.get("05"), reference);
});
