import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Refusal } from "../kernel/index.ts";
import { relayOnce } from "../kernel/jobs/relay.ts";
import { fireTimer } from "../modules/cases/commands/fire-timer.ts";
import { recordPayment } from "../modules/cases/commands/record-payment.ts";
import { withdrawApplication } from "../modules/cases/commands/withdraw-application.ts";
import { myMessages } from "../modules/messages/index.ts";
import { recordEvent } from "../modules/payments/commands/record-event.ts";
import { startPayment } from "../modules/payments/commands/start-payment.ts";
import { scene } from "./scene.ts";
import { actors } from "./stage.ts";

// Payment and case agree: whatever dies, comes twice or comes at the same instant, a case goes on if and only if its
// bill is paid, and money that moves no case is kept to be sent back.

const system = actors.system("test");
const day = 86_400_000;
const refused = (key: string) => (error: unknown) => error instanceof Refusal && error.messageKey === key;

async function town(t: TestContext) {
  const s = await scene(t);
  const owner = actors.business(s.owner.person!, s.business.id, ["apply", "pay"], { assurance: 3 });
  let words = 0;
  return {
    ...s,
    owner,
    /** A low-risk case, approved and billed, with an order at the gateway; and the gateway's word that it was paid. */
    async billed() {
      const id = await s.submitted({ floorArea: "12", cooks: false }, owner);
      const bill = (await s.look(id)).row.bill!;
      const { intent } = await s.act(owner, startPayment, { bill });
      const [order] = await s.asOwner<{ reference: string; amount_minor: bigint }>(
        "select reference, amount_minor from payments.intent where id = $1",
        [intent],
      );
      words += 1;
      const word = {
        gateway: "qris",
        event: `e${words}`,
        reference: order!.reference,
        amountMinor: order!.amount_minor,
        currency: "IDR",
        happenedAt: s.clock.now(),
      };
      return { id, bill, word, pay: () => s.act(system, recordEvent, word) };
    },
    billState: async (bill: string) =>
      (await s.asOwner<{ state: string }>("select state from payments.bill where id = $1", [bill]))[0]!.state,
    status: async (id: string) => (await s.look(id)).row.status,
  };
}

test("paid, the case goes on and is issued once, though the gateway, the relay and the worker each say it twice", async (t) => {
  const s = await town(t);
  const { id, bill, word, pay } = await s.billed();
  assert.deepEqual(
    (await Promise.all([pay(), pay()])).map(({ verdict }) => verdict),
    ["paid", "paid"],
  );
  assert.equal(await s.status(id), "approved", "killed here, nothing is lost: the fact waits beside the money");
  await relayOnce(s.world);
  assert.equal(await s.status(id), "approved", "and here it waits in the queue");
  const [job] = await s.asOwner<{ payload: { fact: never } }>(
    `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'listen:cases.go-on-after-payment'`,
  );
  const heard = s.world.modules.flatMap((room) => room.listeners ?? []).find(({ fact }) => fact === "payments.paid")!;
  const context = {
    world: s.world,
    act: (command: never, raw: never, options: never) => s.act(system, command, raw, options),
  } as never;
  await Promise.all([1, 2, 3].map(() => heard.handle(context, job!.payload.fact)));
  await s.work();
  await pay();
  await s.work();
  assert.equal(await s.status(id), "issued");
  assert.equal(await s.billState(bill), "paid");
  assert.deepEqual(await s.count("documents.document", "payments.receipt", "payments.exception"), [1, 1, 0]);
  const { acts } = await s.look(id);
  assert.equal(acts.filter(({ kind }) => kind === "paid").length, 1);
  assert.equal((await s.act(system, recordEvent, { ...word, event: "second" })).verdict, "twice");
});

test("begun in private life, it is billed and told in private life; begun for the business, it is the business's", async (t) => {
  const s = await town(t);
  const citizen = actors.citizen(s.owner.person!, { assurance: 3 });
  for (const [who, other] of [
    [s.owner, citizen],
    [citizen, s.owner],
  ] as const) {
    const bill = (await s.look(await s.submitted({ floorArea: "12", cooks: false }, who))).row.bill!;
    await s.act(who, startPayment, { bill });
    await assert.rejects(s.act(other, startPayment, { bill }), refused("kernel.refusal.not-found"));
    const [told] = (await s.ask(who, myMessages, {})).rows;
    assert.equal(told?.link, `/tagihan/${bill}`, "who is told of the bill can open it");
  }
});

test("somebody who changes the case at that instant does not turn the money's word away", async (t) => {
  const s = await town(t);
  const { id, pay } = await s.billed();
  await pay();
  const other = await s.world.database.open(system, true);
  await other.tx.query("update cases.case set rev = rev + 1 where id = $1", [id]);
  const told = s.act(system, recordPayment, { case: id });
  await new Promise((done) => setTimeout(done, 150));
  await other.commit();
  assert.deepEqual(await told, { moved: true });
});

test("once the money came, the case is neither withdrawn nor lapses, though it has not heard of it yet", async (t) => {
  const s = await town(t);
  const { id, bill, pay } = await s.billed();
  const [timer] = await s.asOwner<{ token: number; target: string }>("select token, target from cases.timer");
  await pay();
  await assert.rejects(s.act(s.owner, withdrawApplication, { case: id }), refused("cases.refusal.paid"));
  s.clock.forward(15 * day);
  await assert.rejects(s.act(system, fireTimer, { case: id, ...timer! }), refused("cases.refusal.moved-on"));
  assert.deepEqual([await s.status(id), await s.billState(bill)], ["approved", "paid"]);
  await s.work();
  assert.equal(await s.status(id), "issued");
  assert.deepEqual(await s.act(system, fireTimer, { case: id, ...timer! }), { fired: false });
});

test("once the case lapsed or was withdrawn, money moves nothing and is kept to be sent back", async (t) => {
  const s = await town(t);
  const withdrawn = await s.billed();
  await s.act(s.owner, withdrawApplication, { case: withdrawn.id });
  const lapsed = await s.billed();
  const [timer] = await s.asOwner<{ token: number; target: string }>("select token, target from cases.timer");
  s.clock.forward(14 * day);
  await s.work();
  await s.act(system, fireTimer, { case: lapsed.id, ...timer! });
  for (const { pay, bill, id } of [withdrawn, lapsed]) {
    assert.equal((await pay()).verdict, "cancelled");
    await s.work();
    assert.equal(await s.billState(bill), "cancelled");
    assert.ok(["withdrawn", "lapsed"].includes(await s.status(id)));
  }
  assert.deepEqual(await s.count("payments.exception", "payments.receipt", "documents.document"), [2, 0, 0]);
});

test("withdrawn and paid at the same instant: one of the two, and both rooms say the same one", async (t) => {
  const s = await town(t);
  for (let turn = 0; turn < 4; turn += 1) {
    const { id, bill, pay } = await s.billed();
    const withdraw = s.act(s.owner, withdrawApplication, { case: id });
    const [left, paid] = await Promise.allSettled(turn % 2 ? [withdraw, pay()] : [withdraw, pause(turn * 5).then(pay)]);
    await s.work();
    assert.equal(paid.status, "fulfilled");
    const ends = [await s.status(id), await s.billState(bill)];
    assert.deepEqual(ends, left.status === "fulfilled" ? ["withdrawn", "cancelled"] : ["issued", "paid"]);
  }
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
