import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { payInSilence } from "../gateway/simulator.ts";
import { lookJob } from "../jobs/index.ts";
import { silentOrders } from "../queries/bills.ts";
import { day, till } from "./till.ts";

const system = actors.system("payments");
const minute = 60_000;
type Till = Awaited<ReturnType<typeof till>>;
const look = (s: Till) =>
  lookJob.handle(
    {
      world: s.world,
      act: (command, raw) => s.act(system, command, raw),
      ask: (query, raw) => s.ask(system, query, raw),
    },
    {},
  );
const paid = (s: Till, reference: string) => {
  const word = s.word(reference);
  return { ...word, amountMinor: BigInt(word.amountMinor), happenedAt: new Date(word.happenedAt) };
};

test("a payment whose word got lost is found by asking the gateway; its word, when it comes after all, is the same one", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const event = paid(s, await s.order(bill));
  payInSilence(s.world, event);
  s.clock.forward(5 * minute);
  await look(s);
  assert.equal(await s.state(bill), "open", "the word is given ten minutes to come by itself");
  s.clock.forward(5 * minute);
  await look(s);
  assert.equal(await s.state(bill), "paid");
  const late = { ...event, amountMinor: String(event.amountMinor), happenedAt: event.happenedAt.toISOString() };
  assert.equal((await s.tell(late)).verdict, "paid");
  assert.deepEqual(await s.count("payments.receipt", "payments.exception"), [1, 0]);
});

test("money that was silently paid for a bill that ran out or was cancelled is found too", async (t) => {
  const s = await till(t);
  const bill = await s.bill({ days: 1 });
  const event = paid(s, await s.order(bill));
  s.clock.forward(2 * day);
  await s.work();
  payInSilence(s.world, { ...event, happenedAt: s.clock.now() });
  await look(s);
  assert.deepEqual(
    (await s.exceptions()).map(({ kind }) => kind),
    ["late"],
  );
});

test("an order that nobody pays is asked about less and less often, and after 40 days no more", async (t) => {
  const s = await till(t);
  await s.order(await s.bill({ days: 60 }));
  let asked = 0;
  for (let n = 0; n < 45 * 24; n += 1) {
    s.clock.forward(60 * minute);
    const due = (await s.ask(system, silentOrders, { minutes: 10 })).length;
    if (due === 0) continue;
    asked += due;
    await look(s);
  }
  assert.ok(asked > 8 && asked < 25, `${asked} times`);
  assert.equal((await s.ask(system, silentOrders, { minutes: 10 })).length, 0);
});

test("one order that the gateway stumbles over keeps no other waiting", async (t) => {
  const s = await till(t);
  const [first, second] = [await s.bill(), await s.bill()];
  const orders = [await s.order(first), await s.order(second)];
  // An amount that no schema lets in: the house refuses this word, and goes on.
  payInSilence(s.world, { ...paid(s, orders[0]!), amountMinor: -1n });
  payInSilence(s.world, paid(s, orders[1]!));
  s.clock.forward(10 * minute);
  await assert.rejects(look(s), /1 of 2 orders/);
  assert.deepEqual([await s.state(first), await s.state(second)], ["open", "paid"]);
});
