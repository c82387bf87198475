import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { command, Refusal } from "../../../kernel/index.ts";
import { actors } from "../../../test/stage.ts";
import { cancelBill, createBill, expireBill } from "../commands/bills.ts";
import { settleException } from "../commands/settle-exception.ts";
import { startPayment } from "../commands/start-payment.ts";
import { expireJob } from "../jobs/index.ts";
import { billById, exceptions, myBills } from "../queries/bills.ts";
import { day, till } from "./till.ts";

const refused = (code: string, key?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (key === undefined || error.messageKey === key);
const system = actors.system("test");

test("only the payer sees and pays a bill; for others, even officers elsewhere, it is not there", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const warung = s.world.newId();
  const others = {
    "another citizen": actors.citizen(s.world.newId(), { assurance: 3 }),
    "the payer in the hat of a business": actors.business(s.narti.person!, warung, ["pay"], { assurance: 3 }),
    "finance of another agency": actors.officer(s.world.newId(), "dinkes", "x", ["finance"], { assurance: 3 }),
  };
  for (const [who, actor] of Object.entries(others)) {
    await assert.rejects(s.ask(actor, billById, { id: bill }), refused("not-found"), who);
    await assert.rejects(s.act(actor, startPayment, { bill }), Refusal, who);
    if (actor.hat !== "officer") assert.deepEqual((await s.ask(actor, myBills, {})).rows, [], who);
  }
  await assert.rejects(s.ask(actors.stranger, billById, { id: bill }), refused("sign-in-needed"));
  assert.equal((await s.ask(s.narti, billById, { id: bill })).bill.id, bill);
  assert.equal((await s.ask(s.finance, billById, { id: bill })).bill.id, bill);
  const opinion = actors.officer(s.world.newId(), "dpmptsp", "perizinan", ["opinion-giver"], { assurance: 3 });
  await assert.rejects(s.ask(opinion, billById, { id: bill }), refused("not-allowed"), "a duty without bills");
  await assert.rejects(s.act(s.finance, startPayment, { bill }), Refusal, "officers pay nobody's bill");
});

test("an officer who opens a bill leaves a receipt of the read; the payer leaves none, and the order is the payer's alone", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  await s.order(bill);
  const [before] = await s.count("kernel.journal");
  assert.ok((await s.ask(s.narti, billById, { id: bill })).intent);
  assert.deepEqual(await s.count("kernel.journal"), [before]);
  assert.equal((await s.ask(s.finance, billById, { id: bill })).intent, null);
  const [read] = await s.asOwner<{ about: string[]; purpose: string }>(
    "select about, purpose from kernel.journal order by id desc limit 1",
  );
  assert.deepEqual(read, { about: [s.narti.person], purpose: "payment" });
});

test("a bill of a business is paid by who holds its mandate to pay; other staff see it, nobody else does", async (t) => {
  const s = await till(t);
  const warung = s.world.newId();
  const bill = await s.bill({ business: warung });
  const clerk = actors.business(s.world.newId(), warung, ["apply"], { assurance: 3 });
  const cashier = actors.business(s.world.newId(), warung, ["pay"], { assurance: 3 });
  const rival = actors.business(s.world.newId(), s.world.newId(), ["pay"], { assurance: 3 });
  assert.equal((await s.ask(clerk, billById, { id: bill })).bill.id, bill);
  await assert.rejects(s.act(clerk, startPayment, { bill }), refused("not-found"));
  await assert.rejects(s.act(rival, startPayment, { bill }), refused("not-found"));
  await assert.rejects(s.act(s.narti, startPayment, { bill }), refused("not-found"), "who applied, in private life");
  assert.deepEqual((await s.ask(s.narti, myBills, {})).rows, []);
  assert.ok(await s.order(bill, cashier));
  assert.deepEqual(
    (await s.ask(cashier, myBills, {})).rows.map(({ id }) => id),
    [bill],
  );
});

test("paying asks for the second factor again", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  await assert.rejects(s.act({ ...s.narti, assurance: 2 }, startPayment, { bill }), refused("step-up-needed"));
  assert.deepEqual(await s.count("payments.intent"), [0]);
  await s.act(s.narti, startPayment, { bill });
});

test("begun twice, or six times at once, it is one order with one code", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const tries = await Promise.all([1, 2, 3, 4, 5, 6].map(() => s.act(s.narti, startPayment, { bill })));
  assert.equal(new Set(tries.map(({ intent }) => intent)).size, 1);
  assert.deepEqual(await s.count("payments.intent"), [1]);
});

test("what is paid, has run out or was cancelled is not paid again, and says why", async (t) => {
  const s = await till(t);
  const paid = await s.bill();
  await s.tell(s.word(await s.order(paid)));
  const cancelled = await s.bill();
  await s.act(system, cancelBill, { bill: cancelled });
  const over = await s.bill({ days: 1 });
  s.clock.forward(day);
  for (const [bill, key] of [
    [paid, "paid"],
    [cancelled, "cancelled"],
    [over, "expired"],
  ] as const)
    await assert.rejects(s.act(s.narti, startPayment, { bill }), refused("conflict", `payments.refusal.${key}`));
  await assert.rejects(s.act(s.narti, startPayment, { bill: s.world.newId() }), refused("not-found"));
  const open = await s.bill();
  await assert.rejects(
    s.act(s.narti, startPayment, { bill: open, gateway: "none" }),
    refused("not-found", "payments.refusal.no-gateway"),
  );
});

test("a bill runs out by itself, not a moment early, and what it asked is written off", async (t) => {
  const s = await till(t, { now: "2020-01-01T00:00:00Z" });
  const bill = await s.bill({ days: 14 });
  const [job] = await s.asOwner<{ run_at: Date }>("select run_at from graphile_worker._private_jobs where key = $1", [
    `expire:${bill}`,
  ]);
  assert.equal(job!.run_at.getTime(), s.clock.now().getTime() + 14 * day);
  const context = { world: s.world, act: (command: never, raw: never) => s.act(system, command, raw) } as never;
  s.clock.forward(14 * day - 1);
  await assert.rejects(expireJob.handle(context, { bill }), /not up yet/, "the queue brings it back");
  assert.equal(await s.state(bill), "open");
  s.clock.forward(1);
  await s.work();
  assert.equal(await s.state(bill), "expired");
  assert.deepEqual(await s.balance(), {});
  const [expired] = await s.asOwner<{ n: number }>(
    "select count(*)::int as n from kernel.journal where body->'facts' @> '[{\"name\": \"payments.expired\"}]'",
  );
  assert.equal(expired!.n, 1);
});

test("running out leaves a paid bill alone; cancelling works on one that ran out, so that late money moves nothing", async (t) => {
  const s = await till(t);
  const [paid, over] = [await s.bill({ days: 1 }), await s.bill({ days: 1 })];
  const reference = await s.order(over);
  const inTime = s.word(reference);
  await s.tell(s.word(await s.order(paid)));
  s.clock.forward(day);
  assert.deepEqual(await s.act(system, expireBill, { bill: paid }), { state: "paid" });
  assert.deepEqual(await s.act(system, expireBill, { bill: over }), { state: "expired" });
  assert.deepEqual(await s.act(system, cancelBill, { bill: over }), { state: "cancelled" });
  assert.equal((await s.tell(inTime)).verdict, "cancelled");
  assert.deepEqual(await s.act(system, cancelBill, { bill: over }), { state: "cancelled" });
  assert.deepEqual(await s.balance(), { cash: 5_000_000n, revenue: -2_500_000n, "to-refund": -2_500_000n });
});

test("numbers of bills and receipts run without gaps, though many are made at once and some are undone; each year begins at 1", async (t) => {
  const s = await till(t);
  const fails = command({
    name: "test.bill-and-fail",
    input: z.object({}),
    allow: [{ hat: "system" }],
    async carryOut({ tell, now }) {
      await tell(createBill, {
        subject: "x",
        payerPerson: s.narti.person!,
        title: { id: "a", en: "a" },
        agency: "dpmptsp",
        law: "x",
        currency: "IDR",
        expiresAt: now,
        lines: [{ code: "x", title: { id: "a", en: "a" }, minor: 1n }],
      });
      throw new Error("undone after its number was taken");
    },
  });
  const undone = Promise.allSettled([1, 2, 3].map(() => s.act(system, fails, {})));
  const bills = await Promise.all(Array.from({ length: 12 }, () => s.bill()));
  for (const one of await undone) assert.match(String((one as PromiseRejectedResult).reason), /number was taken/);
  const references = await Promise.all(bills.map((bill) => s.order(bill)));
  await Promise.all(references.map((reference) => s.tell(s.word(reference))));
  const numbers = async (table: string) =>
    (await s.asOwner<{ number: string }>(`select number from payments.${table} order by number`)).map(
      ({ number }) => number,
    );
  const wanted = (kind: string) =>
    Array.from({ length: 12 }, (_, i) => `${kind}-2026-${String(i + 1).padStart(6, "0")}`);
  assert.deepEqual(await numbers("bill"), wanted("TGH"));
  assert.deepEqual(await numbers("receipt"), wanted("TT"));
  s.clock.forward(60 * day);
  await s.bill();
  assert.ok((await numbers("bill")).includes("TGH-2027-000001"));
});

test("money to be settled: finance sends back its own agency's, with the code given again; the auditor reads all and touches nothing", async (t) => {
  const s = await till(t);
  await s.tell(s.word("TERSESAT"));
  const reference = await s.order(await s.bill({ agency: "dinkes" }));
  await s.tell(s.word(reference, { amountMinor: "1" }));
  const foreign = actors.officer(s.world.newId(), "dinkes", "x", ["finance"], { assurance: 3 });
  const auditor = actors.officer(s.world.newId(), "inspektorat", "pengawasan", ["auditor"], { assurance: 3 });
  const kinds = async (who: typeof foreign) => (await s.ask(who, exceptions, {})).rows.map(({ kind }) => kind);
  assert.deepEqual(await kinds(s.finance), ["unknown-order"]);
  assert.deepEqual(await kinds(foreign), ["wrong-amount"]);
  assert.deepEqual(await kinds(auditor), ["wrong-amount", "unknown-order"]);
  const [stray] = (await s.ask(s.finance, exceptions, {})).rows;
  const settle = { id: stray!.id, note: "dikembalikan" };
  await assert.rejects(s.act({ ...s.finance, assurance: 2 }, settleException, settle), refused("step-up-needed"));
  await assert.rejects(s.act(foreign, settleException, settle), refused("not-found"));
  await assert.rejects(s.act(auditor, settleException, settle), Refusal);
  await assert.rejects(s.act(s.narti, settleException, settle), Refusal);
  await assert.rejects(
    s.act(s.finance, settleException, { ...settle, note: "ya" }),
    refused("invalid"),
    "says what was done",
  );
  await s.act(s.finance, settleException, settle);
  await assert.rejects(s.act(s.finance, settleException, settle), refused("not-found"));
});

test("no door but the house's own makes, cancels or pays a bill", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  for (const who of [actors.stranger, s.narti, s.finance])
    for (const command of [cancelBill, expireBill]) await assert.rejects(s.act(who, command, { bill }), Refusal);
  assert.equal(await s.state(bill), "open");
});
