import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { act, systemActor } from "../../../kernel/index.ts";
import { relayOnce } from "../../../kernel/jobs/relay.ts";
import { endAgreement } from "../commands/agreements.ts";
import { deliver, deliverDue, spreadAll } from "../events/courier.ts";
import { claimDeliveries } from "../events/line.ts";
import { setCallback } from "../events/subscriptions.ts";
import { receiver } from "./receiver.ts";
import { told } from "./told.ts";

const room = systemActor("exchange");

test("whatever fails and whoever dies: each event comes at least once, of one subject in order, and none after the agreement ended", async (t) => {
  const s = await told(t);
  let round = 0;
  let mood: number[] = [];
  const seen: { subject: string; sequence: string; id: string; taken: boolean }[] = [];
  const moody = await receiver(t, ({ event }) => {
    const status = mood.shift() ?? 204;
    seen.push({ subject: event.subject, sequence: event.sequence, id: event.id, taken: status === 204 });
    return status;
  });
  await s.act(s.consumer, setCallback, { system: s.mine.id, address: moody.address });
  const ready = async () => {
    while ((await relayOnce(s.world)) > 0);
    await spreadAll(s.world);
  };
  const step = fc.oneof(
    fc.constantFrom("narti", "joko"),
    fc.constantFrom("work", "killed before it is sent", "killed before it is written down", "time"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 10 }),
      fc.array(fc.constantFrom(204, 204, 500, 422, 0), { maxLength: 8 }),
      async (steps, moods) => {
        mood = [...moods];
        for (const one of steps) {
          if (one === "narti" || one === "joko") await s.change(one, { name: `Nama ${round++}` });
          else if (one === "time") s.clock.forward(600_000);
          else {
            await ready();
            if (one === "work") await deliverDue(s.world);
            else {
              const claimed = await act(s.world, room, claimDeliveries, { most: 4 });
              // It was sent, and the worker died before it said so: as if its settling had never been.
              if (one === "killed before it is written down")
                for (const it of claimed) await deliver(s.world, { ...it, tries: it.tries + 1000 });
            }
          }
        }
        mood = [];
        await ready();
        for (let n = 0; n < 6; n += 1) {
          s.clock.forward(43_200_000);
          await deliverDue(s.world);
        }
        const events = await s.asOwner<{ id: string }>("select event as id from exchange.delivery");
        const taken = new Set(seen.filter((one) => one.taken).map(({ id }) => id));
        assert.deepEqual(
          events.filter(({ id }) => !taken.has(id)),
          [],
        );
        for (const subject of new Set(seen.map((one) => one.subject))) {
          const order = seen.filter((one) => one.subject === subject).map(({ sequence }) => sequence);
          assert.deepEqual(order, [...order].sort(), "nothing of a subject overtakes");
        }
      },
    ),
    { numRuns: 6 },
  );
  const before = seen.length;
  await s.change("narti", { name: "Nama Akhir" });
  await ready();
  await s.act(s.provider, endAgreement, { id: s.agreement, reason: "Selesai" });
  await s.change("joko", { name: "Nama Akhir" });
  await ready();
  await deliverDue(s.world);
  assert.equal(seen.length, before);
});
