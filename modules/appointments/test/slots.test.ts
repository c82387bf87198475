import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { readGovernment } from "../../../kernel/government.ts";
import { countersOf, errandOf } from "../counters.ts";
import { slotsOf, stillServed } from "../slots.ts";

const folder = fileURLToPath(new URL("../../../government/example", import.meta.url));
const { government, calendar } = readGovernment(folder);
const licence = errandOf(government, "mpp", "izin-usaha")!;
const on = (day: string) => slotsOf(licence.place, licence.errand, day, calendar);

test("a day has slots within its hours, none in the break, and the share of who just comes is kept out of booking", () => {
  const monday = on("2026-11-23");
  assert.deepEqual(
    [monday.length, monday[0]!.time, monday[7]!.time, monday[8]!.time, monday.at(-1)!.time],
    [13, "08:00", "11:30", "13:00", "15:00"],
  );
  assert.equal(monday[0]!.startsAt.toISOString(), "2026-11-23T01:00:00.000Z");
  assert.deepEqual([monday[0]!.capacity, monday[0]!.bookable], [5, 3]);
});

test("a holiday, a day on which this place alone is closed, and a weekday without hours have no slots", () => {
  assert.deepEqual(on("2026-12-25"), []);
  assert.deepEqual(on("2026-12-31"), []);
  assert.deepEqual(on("2026-11-29"), []);
  assert.equal(on("2026-11-28").length, 8, "Saturday morning");
});

test("what can still be served never grows as the day goes on, is all of it before opening and nothing after closing", () => {
  const slots = on("2026-11-23");
  const start = slots[0]!.startsAt.getTime();
  assert.equal(stillServed(slots, new Date(start - 1)), 65);
  assert.equal(stillServed(slots, new Date(slots.at(-1)!.endsAt)), 0);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 480 }), fc.integer({ min: 0, max: 480 }), (a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((m) =>
        stillServed(slots, new Date(start + m * 60_000)),
      );
      assert.ok(late! <= early!);
    }),
  );
});

test("of every errand that can be booked at all something can be booked", () => {
  for (const place of countersOf(government).places)
    for (const errand of place.errands)
      for (const { bookable } of slotsOf(place, errand, "2026-11-23", calendar)) assert.ok(bookable > 0, errand.code);
});
