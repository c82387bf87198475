import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { act, Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { capacityOf } from "../capacity.ts";
import { book, bookFor, change } from "../commands/book.ts";
import { cancel } from "../commands/cancel.ts";
import { drawNumber } from "../commands/desk.ts";
import { countersOf, errandOf } from "../counters.ts";
import { freeDays } from "../queries/free.ts";
import { myAppointments } from "../queries/mine.ts";
import { card, licence, today, tomorrow, town } from "./town.ts";

const refused = (key: string) => (error: unknown) => error instanceof Refusal && error.messageKey === key;
const at = (day: string, slot: string) => ({ ...licence, day, slot });

test("two hundred at once want three places: three get them, with three numbers, and all others are told", async (t) => {
  const s = await town(t);
  const tries = await Promise.allSettled(
    Array.from({ length: 200 }, () => s.act(s.somebody(), book, at(tomorrow, "09:00"))),
  );
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 3);
  for (const one of tries)
    if (one.status === "rejected") assert.equal((one.reason as Refusal).messageKey, "appointments.refusal.slot-full");
  const tickets = await s.tickets();
  assert.deepEqual(tickets.map(({ number }) => number).sort(), ["A001", "A002", "A003"]);
  assert.equal(new Set(tickets.map(({ code }) => code)).size, 3);
});

test("two hundred at once at the door and for slots of today: never more numbers than can be served until closing", async (t) => {
  const s = await town(t);
  s.clock.set("2026-11-24T07:05:00Z"); // 14.05: what is left of one slot, and two more
  const tries = await Promise.allSettled(
    Array.from({ length: 200 }, (_, i) =>
      i % 2 ? s.act(s.officer, drawNumber, licence) : s.act(s.somebody(), book, at(today, "15:00")).catch(() => null),
    ),
  );
  assert.ok(tries.some(({ status }) => status === "rejected"));
  assert.equal((await s.tickets()).length, 4 + 5 + 5);
});

test("twice the same wish with one key is one number", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  const wish = at(tomorrow, "09:00");
  const answers = await Promise.all(Array.from({ length: 8 }, () => s.act(narti, book, wish, { key: "one" })));
  assert.equal(new Set(answers.map(({ ticket }) => ticket)).size, 1);
  assert.equal((await s.tickets()).length, 1);
});

test("an act that dies after it counted leaves no number and no gap in what is free", async (t) => {
  const s = await town(t);
  const { reserve } = await import("../commands/reserve.ts");
  const dies = {
    ...reserve,
    carryOut: async (...given: Parameters<typeof reserve.carryOut>) => {
      await reserve.carryOut(...given);
      throw new Error("killed");
    },
  };
  const person = s.world.newId();
  await assert.rejects(act(s.world, s.system, dies, { ...at(tomorrow, "09:00"), person }), /killed/);
  assert.deepEqual(await s.count("appointments.ticket", "messages.message"), [0, 0]);
  const made = await s.act(s.somebody(), book, at(tomorrow, "09:00"));
  assert.equal(made.number, "A001");
});

test("whatever happens in whatever order, no slot is overbooked and no number is given that cannot be served", async (t) => {
  const s = await town(t);
  await s.stock("blangko-ktp", 9);
  const people = Array.from({ length: 12 }, () => s.somebody());
  const errands = [licence, card];
  const step = fc.record({
    what: fc.constantFrom("book", "draw", "cancel", "move", "later" as const),
    who: fc.nat(11),
    which: fc.nat(1),
    slot: fc.constantFrom("09:00", "10:30", "14:00", "15:00"),
    day: fc.constantFrom(today, tomorrow),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      await s.asOwner("delete from appointments.ticket");
      s.clock.set("2026-11-24T00:45:00Z");
      for (const { what, who, which, slot, day } of steps) {
        const errand = errands[which]!;
        const [own] = await s.tickets(`person = '${people[who]!.person}' and closed_at is null`);
        const doing =
          what === "book"
            ? s.act(people[who]!, book, { ...errand, day, slot })
            : what === "draw"
              ? s.act(s.officer, drawNumber, errand)
              : what === "later"
                ? Promise.resolve(s.clock.set(new Date(s.clock.now().getTime() + 20 * 60_000).toISOString()))
                : own && what === "cancel"
                  ? s.act(people[who]!, cancel, { ticket: own.id })
                  : own && s.act(people[who]!, change, { ticket: own.id, day, slot });
        let given = what !== "later" && what !== "cancel";
        await Promise.resolve(doing).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
          given = false;
        });
        if (!given || !doing) continue;
        for (const { place, errand: code } of errands) {
          const where = errandOf(s.world.government, place, code)!;
          for (const on of [today, tomorrow])
            await s.world.database.inTransaction(s.system, false, async (tx) => {
              const capacity = await capacityOf({ world: s.world, tx, now: s.clock.now() }, where, on);
              for (const one of capacity.slots)
                assert.ok((capacity.claimed.get(one.time) ?? 0) <= one.bookable, `${code} ${on} ${one.time}`);
              assert.ok(capacity.stockLeft === null || capacity.stockLeft >= 0, "stock");
              if (
                on === (what === "draw" ? today : day) &&
                code === (own && what === "move" ? own.errand : errand.errand)
              )
                assert.ok(
                  capacity.owed <= capacity.possible,
                  `${code} ${on}: ${capacity.owed} of ${capacity.possible}`,
                );
            });
        }
      }
    }),
    { numRuns: 12 },
  );
});

test("a stock-bound errand is given out only while there is something left of it", async (t) => {
  const s = await town(t);
  await assert.rejects(
    s.act(s.somebody(), book, { ...card, day: tomorrow, slot: "09:00" }),
    refused("appointments.refusal.no-stock"),
  );
  await s.stock("blangko-ktp", 1);
  await s.act(s.somebody(), book, { ...card, day: tomorrow, slot: "09:00" });
  await assert.rejects(s.act(s.officer, drawNumber, card), refused("appointments.refusal.no-stock"));
});

test("a past hour, one that closes soon, a day too far off, a holiday and a made-up hour cannot be booked", async (t) => {
  const s = await town(t);
  for (const [day, slot] of [
    ["2026-11-23", "09:00"],
    [today, "08:30"],
    ["2026-12-25", "09:00"],
    [tomorrow, "12:30"],
    [tomorrow, "09:07"],
  ] as const)
    await assert.rejects(s.act(s.somebody(), book, at(day, slot)), /no-such-(day|slot)/, `${day} ${slot}`);
});

test("nobody hoards: one number for an errand, three in all; an officer cannot help somebody past it", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  await s.act(narti, book, at(tomorrow, "09:00"));
  await assert.rejects(s.act(narti, book, at(tomorrow, "10:00")), refused("appointments.refusal.has-one"));
  const again = { ...at(tomorrow, "10:00"), person: narti.person! };
  await assert.rejects(s.act(s.officer, bookFor, again), refused("appointments.refusal.has-one"));
  const { mostOpen } = countersOf(s.world.government).booking;
  assert.equal(mostOpen, 3);
  await s.stock("blangko-ktp", 5);
  await s.stock("blangko-kia", 5);
  await s.act(narti, book, { ...card, day: tomorrow, slot: "09:00" });
  await s.act(narti, book, { place: "mpp", errand: "kia", day: tomorrow, slot: "10:00" });
  const fourth = { place: "disdukcapil", errand: "surat", day: tomorrow, slot: "09:00" };
  await assert.rejects(s.act(narti, book, fourth), refused("appointments.refusal.too-many"));
});

test("moving keeps the number's owner and gives the old hour back; a stranger to it is told that there is none", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  const { ticket } = await s.act(narti, book, at(tomorrow, "09:00"));
  await assert.rejects(s.act(s.somebody(), change, { ticket, day: tomorrow, slot: "10:00" }), /not-found/);
  await assert.rejects(s.act(s.foreign, change, { ticket, day: tomorrow, slot: "10:00" }), /not-found/);
  await s.act(narti, change, { ticket, day: "2026-11-26", slot: "10:00" });
  const [row] = await s.tickets();
  assert.deepEqual([row!.id, row!.day, row!.slot, row!.revision], [ticket, "2026-11-26", "10:00", 1]);
  const { days } = await s.ask(actors.stranger, freeDays, licence);
  assert.equal(days.find(({ day }) => day === tomorrow)!.slots.find(({ time }) => time === "09:00")!.free, 3);
  assert.deepEqual(await s.kinds(), ["appointment-booked", "appointment-changed"]);
});

test("an officer of the place books for a person, who is told by which office; one of another place cannot", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  const wish = { ...at(tomorrow, "09:00"), person: narti.person! };
  await assert.rejects(s.act(s.foreign, bookFor, wish), /not-found/);
  await assert.rejects(s.act(narti, bookFor, wish), /not-allowed/);
  const { ticket } = await s.act(s.officer, bookFor, wish);
  const { live } = await s.ask(narti, myAppointments, {});
  assert.deepEqual([live[0]!.id, live[0]!.by_agency, live[0]!.by_office], [ticket, "dpmptsp", "loket"]);
  await s.act(s.officer, cancel, { ticket });
  assert.deepEqual(await s.kinds(), ["appointment-booked", "appointment-cancelled"]);
});
