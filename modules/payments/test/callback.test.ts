import assert from "node:assert/strict";
import { test } from "node:test";
import { actors } from "../../../test/stage.ts";
import { cancelBill, expireBill } from "../commands/bills.ts";
import { settleException } from "../commands/settle-exception.ts";
import { signCallback } from "../gateway/simulator.ts";
import { day, till } from "./till.ts";

const system = actors.system("test");

test("a signed word pays the bill: receipt, books and the fact that the case waits for, at once", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  assert.deepEqual(await s.tell(s.word(await s.order(bill))), { status: 200, verdict: "paid" });
  assert.equal(await s.state(bill), "paid");
  const [receipt] = await s.asOwner("select number, amount_minor, currency, paid_at from payments.receipt");
  assert.deepEqual(receipt, {
    number: "TT-2026-000001",
    amount_minor: 2_500_000n,
    currency: "IDR",
    paid_at: s.clock.now(),
  });
  assert.deepEqual(await s.balance(), { cash: 2_500_000n, revenue: -2_500_000n });
  const facts = await s.asOwner<{ name: string }>(
    "select f->>'name' as name from kernel.outbox, jsonb_array_elements(facts) f where f->>'name' = 'payments.paid'",
  );
  assert.equal(facts.length, 1);
});

test("a word that is not signed, signed by another, changed by one byte, or too old is not believed and changes nothing", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const text = JSON.stringify(s.word(await s.order(bill)));
  const { "x-gateway-signature": good = "", ...rest } = signCallback(s.world, text, s.clock.now());
  const signed = (value: string) => ({ ...rest, "x-gateway-signature": value });
  const mac = good.slice(-64);
  const flipped = mac.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const now = Math.floor(s.clock.now().getTime() / 1000);
  const bad: [why: string, body: string, headers: Record<string, string>][] = [
    ["no signature", text, rest],
    ["an empty one", text, signed("")],
    ["one bit of the signature", text, signed(good.replace(mac, flipped))],
    ["a shorter one", text, signed(good.slice(0, -2))],
    ["another time than was signed", text, signed(good.replace(String(now), String(now + 1)))],
    ["one byte of the body", text.replace("2500000", "2500001"), signed(good)],
    ["a byte more", `${text} `, signed(good)],
    ["five minutes old", text, signCallback(s.world, text, new Date((now - 301) * 1000))],
    ["from the future", text, signCallback(s.world, text, new Date((now + 301) * 1000))],
  ];
  for (const [why, body, headers] of bad)
    assert.deepEqual(await s.tell(body, headers), { status: 401, verdict: "not-believed" }, why);
  assert.deepEqual(await s.count("payments.event", "payments.exception", "payments.receipt"), [0, 0, 0]);
  assert.equal(await s.state(bill), "open");
  assert.equal((await s.tell(text, signed(good))).verdict, "paid", "the word itself was good all along");
});

test("bytes that are no text do not pass for the text that was signed", async (t) => {
  const s = await till(t);
  const reference = await s.order(await s.bill());
  const text = JSON.stringify(s.word(reference, { event: "e\ufffd" }));
  const headers = signCallback(s.world, text, s.clock.now());
  const raw = Buffer.from(text.replace("\ufffd", "\u0000"));
  raw[raw.indexOf(0)] = 0xff;
  assert.equal(raw.toString(), text, "as text they look the same");
  const { statusCode } = await s.postRaw("/payments/callback/qris", raw, headers);
  assert.equal(statusCode, 401);
});

test("a signed word of another form is not believed", async (t) => {
  const s = await till(t);
  const good = s.word(await s.order(await s.bill()));
  const bad: unknown[] = [
    "no JSON",
    "[]",
    "null",
    { ...good, amountMinor: 2_500_000 },
    { ...good, amountMinor: "-2500000" },
    { ...good, amountMinor: "0" },
    { ...good, amountMinor: "2500000.00" },
    { ...good, amountMinor: "9".repeat(19) },
    { ...good, currency: "rupiah" },
    { ...good, currency: undefined },
    { ...good, happenedAt: "1" },
    { ...good, happenedAt: "kemarin" },
    { ...good, event: "x".repeat(101) },
    { ...good, event: "" },
    { ...good, reference: { $ne: "" } },
  ];
  for (const word of bad) {
    const told = await s.tell(typeof word === "string" ? word : JSON.stringify(word));
    assert.deepEqual(told, { status: 401, verdict: "not-believed" }, JSON.stringify(word));
  }
  assert.deepEqual(await s.count("payments.event"), [0]);
});

test("a body of more than 16 KiB is turned away unread; a gateway that nobody knows is not found", async (t) => {
  const s = await till(t);
  assert.equal((await s.tell(JSON.stringify({ pad: "x".repeat(16_384) }))).status, 413);
  assert.deepEqual(await s.tell("{}", undefined, "none"), { status: 404, verdict: "no-gateway" });
  assert.equal((await s.get("/payments/callback/qris")).statusCode, 404, "only told, never asked");
});

test("the same word again, later or ten times at once, has one effect and the same answer", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const word = s.word(await s.order(bill));
  const answers = await Promise.all(Array.from({ length: 10 }, () => s.tell(word)));
  for (const answer of answers) assert.deepEqual(answer, { status: 200, verdict: "paid" });
  s.clock.forward(3 * day);
  assert.deepEqual(await s.tell(word), { status: 200, verdict: "paid" });
  assert.deepEqual(
    await s.count("payments.event", "payments.receipt", "payments.exception", "payments.entry"),
    [1, 1, 0, 4],
  );
});

test("two words of two payments at the same instant: one pays, the other is money to be sent back", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const reference = await s.order(bill);
  const answers = await Promise.all([s.tell(s.word(reference)), s.tell(s.word(reference))]);
  assert.deepEqual(answers.map(({ verdict }) => verdict).sort(), ["paid", "twice"]);
  assert.deepEqual(await s.balance(), { cash: 5_000_000n, revenue: -2_500_000n, "to-refund": -2_500_000n });
});

test("too little, too much, or another currency pays nothing and is kept; the right amount still pays afterwards", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const reference = await s.order(bill);
  assert.equal((await s.tell(s.word(reference, { amountMinor: "2499900" }))).verdict, "wrong-amount");
  assert.equal((await s.tell(s.word(reference, { amountMinor: "2500100" }))).verdict, "wrong-amount");
  assert.equal((await s.tell(s.word(reference, { currency: "USD" }))).verdict, "wrong-currency");
  assert.equal(await s.state(bill), "open");
  assert.equal((await s.tell(s.word(reference))).verdict, "paid");
  assert.equal(await s.state(bill), "paid");
  assert.deepEqual(
    (await s.exceptions()).map(({ kind, amount_minor }) => [kind, amount_minor]),
    [
      ["wrong-amount", 2_499_900n],
      ["wrong-amount", 2_500_100n],
      ["wrong-currency", 2_500_000n],
    ],
  );
  const uneven = await s.asOwner("select currency from payments.entry group by currency having sum(amount_minor) <> 0");
  assert.deepEqual(uneven, [], "each currency is even for itself");
});

test("money for no order of ours is kept by the treasury, once, even when it is told twice at once", async (t) => {
  const s = await till(t);
  const word = s.word("TIDAK-DIKENAL");
  const answers = await Promise.all([s.tell(word), s.tell(word), s.tell(word)]);
  for (const answer of answers) assert.deepEqual(answer, { status: 200, verdict: "unknown-order" });
  assert.deepEqual(await s.exceptions(), [{ kind: "unknown-order", amount_minor: 2_500_000n, bill: null }]);
  assert.deepEqual(await s.balance(), { cash: 2_500_000n, "to-refund": -2_500_000n });
});

test("an id that comes back with other money is no repeat: it is told to the gateway, not swallowed", async (t) => {
  const s = await till(t);
  const word = s.word(await s.order(await s.bill()));
  await s.tell(word);
  const other = s.word(await s.order(await s.bill()), { event: word.event });
  assert.deepEqual(await s.tell(other), { status: 409, verdict: "conflict" });
  assert.deepEqual(await s.count("payments.event", "payments.receipt"), [1, 1]);
});

test("paid in time but told after the bill ran out still counts; paid after its time is kept and sent back", async (t) => {
  const s = await till(t);
  const [inTime, tooLate] = [await s.bill({ days: 1 }), await s.bill({ days: 1 })];
  const words = [await s.order(inTime), await s.order(tooLate)].map((reference) => s.word(reference));
  s.clock.forward(day + 5000);
  for (const bill of [inTime, tooLate]) await s.act(system, expireBill, { bill });
  assert.deepEqual(await s.balance(), {}, "what ran out is written off");
  assert.equal((await s.tell(words[0]!)).verdict, "paid");
  assert.equal((await s.tell({ ...words[1]!, happenedAt: s.clock.now().toISOString() })).verdict, "late");
  assert.deepEqual([await s.state(inTime), await s.state(tooLate)], ["paid", "expired"]);
  assert.deepEqual(await s.balance(), { cash: 5_000_000n, revenue: -2_500_000n, "to-refund": -2_500_000n });
});

test("words that overtake each other come to the same end as in their order", async (t) => {
  const s = await till(t);
  const ends: unknown[] = [];
  for (const turn of [0, 1]) {
    const bill = await s.bill();
    const reference = await s.order(bill);
    const wrong = s.word(reference, { amountMinor: "100" });
    s.clock.forward(1000);
    const right = s.word(reference);
    for (const word of turn === 0 ? [wrong, right] : [right, wrong]) await s.tell(word);
    const kept = (await s.exceptions()).filter((exception) => exception.bill === bill);
    ends.push([await s.state(bill), kept.map(({ amount_minor }) => amount_minor)]);
  }
  assert.deepEqual(ends[0], ends[1]);
});

test("money for a cancelled bill is kept and sent back; a paid bill is not cancelled", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const reference = await s.order(bill);
  await s.act(system, cancelBill, { bill });
  assert.equal((await s.tell(s.word(reference))).verdict, "cancelled");
  const paid = await s.bill();
  await s.tell(s.word(await s.order(paid)));
  assert.deepEqual(await s.act(system, cancelBill, { bill: paid }), { state: "paid" });
  assert.equal(await s.state(paid), "paid");
});

test("cancelling and paying at the same instant: the money either pays or is kept, never both, never neither", async (t) => {
  const s = await till(t);
  for (let i = 0; i < 8; i += 1) {
    const bill = await s.bill();
    const word = s.word(await s.order(bill));
    const [told, closed] = await Promise.all([s.tell(word), s.act(system, cancelBill, { bill })]);
    assert.equal(closed.state, told.verdict === "paid" ? "paid" : "cancelled");
    assert.equal(await s.state(bill), closed.state);
  }
});

test("a finance officer sends money back once, though two press at the same instant", async (t) => {
  const s = await till(t);
  const reference = await s.order(await s.bill());
  await s.tell(s.word(reference));
  await s.tell(s.word(reference));
  const [waiting] = await s.asOwner<{ id: string }>("select id from payments.exception");
  const settle = { id: waiting!.id, note: "dikembalikan ke rekening asal" };
  // The row is held for a moment, so that all three stand before it at once.
  const holder = await s.world.database.open(system, true);
  await holder.tx.query("select 1 from payments.exception where id = $1 for update", [waiting!.id]);
  const pressed = Promise.allSettled([1, 2, 3].map(() => s.act(s.finance, settleException, settle)));
  await new Promise((done) => setTimeout(done, 200));
  await holder.commit();
  const tries = await pressed;
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 1);
  assert.deepEqual(await s.balance(), { cash: 2_500_000n, revenue: -2_500_000n });
});
