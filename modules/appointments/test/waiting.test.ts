import assert from "node:assert/strict";
import { test } from "node:test";
import { book } from "../commands/book.ts";
import { acceptOffer, cancel } from "../commands/cancel.ts";
import { remind, sweep } from "../commands/sweep.ts";
import { joinWaiting, leaveWaiting } from "../commands/waiting.ts";
import { myAppointments } from "../queries/mine.ts";
import { card, tomorrow, town } from "./town.ts";

test("a place that becomes free is kept for the first in line for some hours, then for the next, and nobody else gets it", async (t) => {
  const s = await town(t);
  await s.stock("blangko-ktp", 1);
  const [holder, first, second, outsider] = [s.somebody(), s.somebody(), s.somebody(), s.somebody()];
  const wish = { ...card, day: tomorrow, slot: "09:00" };
  const { ticket } = await s.act(holder, book, wish);
  await s.act(first, joinWaiting, { ...card, until: "2026-11-27" });
  await assert.rejects(s.act(first, joinWaiting, { ...card, until: "2026-11-27" }), /in-line/);
  await s.act(second, joinWaiting, { ...card, until: "2026-11-27" });
  await s.work();
  assert.equal((await s.ask(first, myAppointments, {})).live.length, 0, "nothing is free yet");

  await s.act(holder, cancel, { ticket });
  await assert.rejects(s.act(outsider, book, wish), /slot-full/, "not even before the line was asked");
  await s.work();
  const { live, waiting } = await s.ask(first, myAppointments, {});
  assert.deepEqual([live[0]!.state, waiting.length], ["offered", 0]);
  await assert.rejects(s.act(second, acceptOffer, { ticket: live[0]!.id }), /not-found/);
  await assert.rejects(s.act(outsider, book, wish), /no-stock|slot-full/);

  s.clock.set(new Date(live[0]!.offered_until!.getTime() + 1000).toISOString());
  await assert.rejects(s.act(first, acceptOffer, { ticket: live[0]!.id }), /offer-over/);
  await s.act(s.system, sweep, {});
  await s.work();
  const next = (await s.ask(second, myAppointments, {})).live[0]!;
  await s.act(second, acceptOffer, { ticket: next.id });
  assert.equal((await s.ask(second, myAppointments, {})).live[0]!.state, "booked");
  assert.deepEqual((await s.kinds()).filter((kind) => kind === "appointment-offered").length, 2);
});

test("new blanks are offered to the line, one each; who left the line is not asked", async (t) => {
  const s = await town(t);
  const people = [s.somebody(), s.somebody(), s.somebody()];
  const ids: string[] = [];
  for (const one of people) ids.push((await s.act(one, joinWaiting, { ...card, until: "2026-11-27" })).waiting);
  await assert.rejects(s.act(people[1]!, leaveWaiting, { waiting: ids[0]! }), /not-found/);
  await s.act(people[0]!, leaveWaiting, { waiting: ids[0]! });
  await s.stock("blangko-ktp", 1);
  await s.work();
  const offered = await s.tickets();
  assert.deepEqual(
    offered.map(({ person, state }) => [person, state]),
    [[people[1]!.person, "offered"]],
  );
  await s.stock("blangko-ktp", 3);
  await s.work();
  assert.equal((await s.tickets()).length, 2);
});

test("the day before, at the set hour, the holder is reminded; who cancelled is not, and twice is once", async (t) => {
  const s = await town(t);
  const [comes, cancels] = [s.somebody(), s.somebody()];
  const wish = { place: "mpp", errand: "izin-usaha", day: "2026-11-26", slot: "09:00" };
  const kept = await s.act(comes, book, wish);
  const given = await s.act(cancels, book, wish);
  const due = await s.asOwner<{ run_at: Date; key: string }>(
    "select run_at, key from graphile_worker._private_jobs where key like 'remind:%' order by key",
  );
  assert.deepEqual(
    due.map(({ run_at }) => run_at.toISOString()),
    Array(2).fill("2026-11-25T09:00:00.000Z"),
  );
  await s.act(cancels, cancel, { ticket: given.ticket });
  s.clock.set("2026-11-25T09:00:01Z");
  const once = { key: `remind:${kept.ticket}` };
  for (const ticket of [kept.ticket, kept.ticket]) await s.act(s.system, remind, { ticket }, once);
  await s.act(s.system, remind, { ticket: given.ticket });
  assert.equal((await s.kinds()).filter((kind) => kind === "appointment-reminder").length, 1);
});
