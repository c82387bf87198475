import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { book } from "../commands/book.ts";
import { cancel } from "../commands/cancel.ts";
import { arrive, callNext, countStock, drawNumber, finish } from "../commands/desk.ts";
import { sweep } from "../commands/sweep.ts";
import { deskToday } from "../queries/desk.ts";
import { screen } from "../queries/free.ts";
import { card, licence, today, tomorrow, town } from "./town.ts";

const desk = (code: string) => ({ place: "mpp", desk: code });

test("whose hour has come is called first, then who is longest here; nobody is called who is not there", async (t) => {
  const s = await town(t);
  const booked = await s.act(s.somebody(), book, { ...licence, day: today, slot: "09:00" });
  const absent = await s.act(s.somebody(), book, { ...licence, day: today, slot: "09:00" });
  s.clock.set("2026-11-24T01:30:00Z");
  const door = await s.act(s.officer, drawNumber, licence);
  s.clock.set("2026-11-24T01:40:00Z");
  const later = await s.act(s.officer, drawNumber, licence);
  s.clock.set("2026-11-24T01:50:00Z");
  await s.act(actors.stranger, arrive, { place: "mpp", code: booked.code.toLowerCase() });
  s.clock.set("2026-11-24T02:01:00Z");
  const called: (string | null)[] = [];
  for (let i = 0; i < 4; i += 1) {
    const { number, ticket } = await s.act(s.officer, callNext, desk("2"));
    called.push(number);
    if (ticket) await s.act(s.officer, finish, { ticket, outcome: "served" });
  }
  assert.deepEqual(called, [booked.number, door.number, later.number, null]);
  assert.equal((await s.tickets(`id = '${absent.ticket}'`))[0]!.state, "booked");
});

test("two desks that call at the same instant get two different numbers, and a desk serves one at a time", async (t) => {
  const s = await town(t);
  for (let i = 0; i < 2; i += 1) await s.act(s.officer, drawNumber, licence);
  const calls = await Promise.all(["1", "2"].map((code) => s.act(s.officer, callNext, desk(code))));
  assert.deepEqual(calls.map(({ number }) => number).sort(), ["A001", "A002"]);
  await assert.rejects(s.act(s.officer, callNext, desk("1")), /desk-busy/);
  const shown = await s.ask(actors.stranger, screen, { place: "mpp" });
  assert.deepEqual(shown.called.map(({ number, desk }) => `${number} ${desk}`).sort(), [
    `${calls[0]!.number} 1`,
    `${calls[1]!.number} 2`,
  ]);
});

test("a code is good for its day and place only, and what the screen shows is numbers", async (t) => {
  const s = await town(t);
  const { code } = await s.act(s.somebody(), book, { ...licence, day: tomorrow, slot: "09:00" });
  await assert.rejects(s.act(actors.stranger, arrive, { place: "mpp", code }), /invalid/);
  s.clock.set("2026-11-25T01:50:00Z");
  await assert.rejects(s.act(actors.stranger, arrive, { place: "disdukcapil", code }), /invalid/);
  assert.equal((await s.act(actors.stranger, arrive, { place: "mpp", code })).number, "A001");
  assert.equal(
    (await s.act(actors.stranger, arrive, { place: "mpp", code })).number,
    "A001",
    "a second time changes nothing",
  );
  const shown = JSON.stringify(await s.ask(actors.stranger, screen, { place: "mpp" }));
  assert.doesNotMatch(shown, new RegExp(`${code}|person`));
});

test("what is served uses up a blank, what is missed gives it back", async (t) => {
  const s = await town(t);
  await s.stock("blangko-ktp", 2);
  for (const outcome of ["served", "missed"] as const) {
    await s.act(s.officer, drawNumber, card);
    const { ticket } = await s.act(s.officer, callNext, desk("3"));
    await s.act(s.officer, finish, { ticket: ticket!, outcome: "again" });
    await s.act(s.officer, finish, { ticket: ticket!, outcome });
    await assert.rejects(s.act(s.officer, finish, { ticket: ticket!, outcome }), /moved-on/);
  }
  const { stocks, done } = await s.ask(s.officer, deskToday, { place: "mpp" });
  assert.deepEqual([stocks[0]!.on_hand, done], [1, { served: 1, missed: 1 }]);
});

test("only officers of the place work its desks, see its numbers, draw and count", async (t) => {
  const s = await town(t);
  const { ticket } = await s.act(s.somebody(), book, { ...licence, day: today, slot: "10:00" });
  for (const actor of [s.foreign, actors.officer(s.world.newId(), "dpmptsp", "loket", ["reviewer"]), s.somebody()]) {
    await assert.rejects(s.act(actor, drawNumber, licence), /not-(found|allowed)/);
    await assert.rejects(s.act(actor, callNext, desk("1")), /not-(found|allowed)/);
    await assert.rejects(s.act(actor, finish, { ticket, outcome: "missed" }), /not-(found|allowed)/);
    await assert.rejects(
      s.act(actor, countStock, { place: "mpp", stock: "blangko-ktp", onHand: 1 }),
      /not-(found|allowed)/,
    );
    await assert.rejects(s.ask(actor, deskToday, { place: "mpp" }), /not-(found|allowed)/);
    await assert.rejects(s.act(actor, cancel, { ticket }), /not-(found|allowed)/);
  }
});

test("who stays away twice books again after two weeks; a number that was never called is our failing, not theirs", async (t) => {
  const s = await town(t);
  const narti = s.somebody();
  for (const [day, evening] of [
    [today, "2026-11-24T11:00:00Z"],
    [tomorrow, "2026-11-25T11:00:00Z"],
  ] as const) {
    await s.act(narti, book, { ...licence, day, slot: "10:00" });
    s.clock.set(`${day}T01:00:00Z`);
    await s.act(s.officer, drawNumber, licence);
    s.clock.set(evening);
    await s.act(s.system, sweep, {});
  }
  s.clock.set("2026-11-26T01:00:00Z");
  await s.act(s.system, sweep, {});
  assert.deepEqual((await s.tickets()).map(({ state }) => state).sort(), ["missed", "missed", "unserved", "unserved"]);
  const again = { ...licence, day: "2026-12-10", slot: "10:00" };
  await assert.rejects(s.act(narti, book, again), /stayed-away/);
  s.clock.set("2026-12-09T04:00:00Z");
  await s.act(narti, book, again);
});
