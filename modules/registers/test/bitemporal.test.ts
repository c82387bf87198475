import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextDay, succeed } from "../../../kernel/index.ts";
import { answersFor, recordWhole } from "../queries/record.ts";
import { registers } from "./house.ts";

interface Version {
  value: number;
  valid_from: string;
  valid_until: string | null;
  recorded_at: Date;
  recorded_until: Date | null;
}
const first = "2026-01-01";
/** The day that is so many days after the first. */
const dayAt = (days: number): string => {
  let day = first;
  for (let i = 0; i < days; i += 1) day = nextDay(day);
  return day;
};
const days = Array.from({ length: 13 }, (_, i) => dayAt(i));

/** What happens to a record: a change from a day on (also one in the past, or the same), or a correction, minutes apart or at once. */
const steps = fc.array(
  fc.record({ kind: fc.constantFrom("change", "correct"), day: fc.nat({ max: 11 }), minutes: fc.nat({ max: 2 }) }),
  { maxLength: 12 },
);

/** All versions after some steps, by the piece that every register's history is made with, and what answered on the way. */
function lived(all: readonly { kind: string; day: number; minutes: number }[]) {
  let now = new Date("2026-03-01T00:00:00Z");
  let current = { value: 0, valid_from: dayAt(3), recorded_at: now };
  const kept: Version[] = [];
  const told: { day: string; known: Date; value: number | null }[] = [];
  const whole = () => [...kept, { ...current, valid_until: null, recorded_until: null }];
  const answers = (day: string, known: Date) => whole().filter((one) => answersFor(one, day, known));
  for (const [i, { kind, day, minutes }] of all.entries()) {
    for (const one of days) {
      const [found] = answers(one, now);
      // Asked again within the same instant, the later act counts: remembered is what no act of that instant can change.
      if (minutes > 0) told.push({ day: one, known: now, value: found?.value ?? null });
    }
    now = new Date(now.getTime() + minutes * 60_000);
    const { from, kept: old } = succeed(current, kind === "correct" ? current.valid_from : dayAt(day), now);
    kept.push(...old);
    current = { value: i + 1, valid_from: from, recorded_at: now };
  }
  return { answers, told, now };
}

test("for any sequence of changes and corrections, at any day as known at any moment, at most one version answers", () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 40 }), (all, later) => {
      const { answers } = lived(all);
      const known = new Date(new Date("2026-03-01T00:00:00Z").getTime() + later * 60_000);
      for (const day of days) assert.ok(answers(day, known).length <= 1, day);
    }),
    { numRuns: 500 },
  );
});

test("what was answered once is answered for ever: no later act changes what was known before it", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { answers, told } = lived(all);
      for (const { day, known, value } of told) assert.equal(answers(day, known)[0]?.value ?? null, value, day);
    }),
    { numRuns: 500 },
  );
});

test("the register itself answers so: creates, changes, corrections and an end, asked anew after all of them", async (t) => {
  const s = await registers(t);
  let tries = 0;
  await fc.assert(
    fc.asyncProperty(
      steps.filter((all) => all.length <= 6),
      fc.boolean(),
      async (all, ends) => {
        const place = `pasar/${++tries}`;
        const keeper = s.officer("made", "disdag", "pasar", "administrator");
        const write = (more: object) => s.write({ register: "market-stalls", sets: { place }, ...more }, keeper);
        const { id } = await write({
          change: "create",
          person: s.id("narti"),
          since: dayAt(3),
          sets: { place, goods: "0" },
        });
        const told: { day: string; known: string; goods: unknown }[] = [];
        const at = async (day: string, known: string) =>
          (await s.ask(keeper, recordWhole, { id, day, known })).believed?.data.goods ?? null;
        for (const [i, { kind, day, minutes }] of all.entries()) {
          const known = s.world.clock.now().toISOString();
          for (const one of [dayAt(2), dayAt(4), dayAt(day)])
            told.push({ day: one, known, goods: await at(one, known) });
          s.clock.forward((minutes + 1) * 60_000);
          await write({
            change: kind === "correct" ? "correct" : "update",
            number: place,
            since: dayAt(day),
            sets: { goods: String(i + 1) },
            ...(kind === "correct" && { authority: "Surat 1/2026" }),
          });
        }
        s.clock.forward(60_000);
        if (ends) await write({ change: "end", number: place, since: dayAt(12), sets: {} });
        for (const { day, known, goods } of told)
          assert.equal(await at(day, known), goods, `${day} as known at ${known}`);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});
