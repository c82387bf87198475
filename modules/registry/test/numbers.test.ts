import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { composeNib, isNib } from "../nib.ts";
import { composeNik, nikFits, readNik } from "../nik.ts";

const dates = fc
  .date({ min: new Date("1925-01-01"), max: new Date("2026-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const sexes = fc.constantFrom("female" as const, "male" as const);

test("a NIK says district, birth day, sex and serial, and is read back to the same", () => {
  fc.assert(
    fc.property(
      dates,
      sexes,
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      (date, sex, serial, d) => {
        const district = `99.01.${String(d).padStart(2, "0")}`;
        const nik = composeNik(district, date, sex, serial);
        assert.match(nik, /^9901\d{12}$/);
        assert.deepEqual(readNik(nik), {
          region: district.replaceAll(".", ""),
          year2: date.slice(2, 4),
          monthDay: date.slice(5),
          sex,
          serial,
        });
        assert.ok(nikFits(nik, date, sex));
        assert.ok(!nikFits(nik, date, sex === "male" ? "female" : "male"));
        assert.ok(!nikFits(nik, date === "1990-01-02" ? "1990-01-03" : "1990-01-02", sex));
      },
    ),
  );
});

test("what can be no NIK is read as none", () => {
  for (const bad of [
    "",
    "990101",
    "99010100018000010",
    "9901013202800001",
    "9901017302800001",
    "9901013002800001",
    "9901010113800001",
    "9901010101800000",
    "99010101018000O1",
  ])
    assert.equal(readNik(bad), null, bad);
  assert.throws(() => composeNik("99.01.01", "1980-01-01", "male", 10_000), /No serial/);
});

test("one wrong digit in a NIB is noticed, and so are almost all swapped neighbours", () => {
  assert.equal(composeNib("9901", 1), "9901000000018");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999_999 }),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (serial, at, by) => {
        const nib = composeNib("9901", serial);
        assert.ok(isNib(nib));
        const slip = nib.slice(0, at) + ((Number(nib[at]) + by) % 10) + nib.slice(at + 1);
        assert.ok(!isNib(slip));
      },
    ),
  );
  assert.throws(() => composeNib("9901", 100_000_000));
});
