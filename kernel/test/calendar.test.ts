import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeCalendar, nextDay } from "../calendar.ts";

const jakarta = makeCalendar({
  timeZone: "Asia/Jakarta",
  workdays: [1, 2, 3, 4, 5],
  closing: "16:00",
  holidays: { "2026-12-24": "cuti", "2026-12-25": "Natal", "2027-01-01": "Tahun Baru" },
});
const newYork = makeCalendar({
  timeZone: "America/New_York",
  workdays: [1, 2, 3, 4, 5],
  closing: "16:00",
  holidays: {},
});

test("a term begins the day after, skips weekends and holidays, and ends at closing time", () => {
  // Wednesday 23 December 2026, 10.00 in Jakarta; 24 and 25 are holidays, then a weekend.
  assert.equal(jakarta.deadline(new Date("2026-12-23T03:00:00Z"), 1).toISOString(), "2026-12-28T09:00:00.000Z");
  assert.equal(jakarta.deadline(new Date("2026-12-23T03:00:00Z"), 5).toISOString(), "2027-01-04T09:00:00.000Z");
});

test("late in the evening is still the same local day", () => {
  // 23.30 in Jakarta on Monday is 16.30 UTC.
  assert.equal(jakarta.today(new Date("2026-11-23T16:30:00Z")), "2026-11-23");
  assert.equal(jakarta.today(new Date("2026-11-23T17:30:00Z")), "2026-11-24");
});

test("closing time stays 16.00 across a change of clocks", () => {
  assert.equal(newYork.deadline(new Date("2026-03-06T15:00:00Z"), 1).toISOString(), "2026-03-09T20:00:00.000Z"); // daylight time began on the 8th
  assert.equal(newYork.deadline(new Date("2026-10-30T15:00:00Z"), 1).toISOString(), "2026-11-02T21:00:00.000Z"); // and ended on 1 November
});

test("a leap day is a day like others", () => {
  assert.equal(nextDay("2028-02-28"), "2028-02-29");
  assert.equal(jakarta.deadline(new Date("2028-02-28T03:00:00Z"), 1).toISOString(), "2028-02-29T09:00:00.000Z");
});

test("days spent waiting for the citizen are given back to the clock", () => {
  const due = jakarta.deadline(new Date("2026-11-16T03:00:00Z"), 5); // Monday -> next Monday
  assert.equal(due.toISOString(), "2026-11-23T09:00:00.000Z");
  const later = jakarta.resume(due, new Date("2026-11-18T03:00:00Z"), new Date("2026-11-20T03:00:00Z"));
  assert.equal(later.toISOString(), "2026-11-25T09:00:00.000Z");
});

test("a deadline of n working days is n working days away, and always on a working day", () => {
  const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 60 }), (start, days) => {
      const due = jakarta.deadline(start, days);
      assert.ok(jakarta.isWorkingDay(jakarta.today(due)));
      if (days > 0) assert.equal(jakarta.workingDaysBetween(start, due), days);
    }),
  );
});

test("a pause within one day gives nothing, and pausing never brings a deadline nearer", () => {
  const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 40 * 86_400_000 }),
      (start, days, pause) => {
        const due = jakarta.deadline(start, days);
        assert.ok(jakarta.resume(due, start, new Date(start.getTime() + pause)) >= due);
        assert.equal(jakarta.resume(due, start, start).getTime(), due.getTime());
      },
    ),
  );
});
