import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { actors } from "../../../test/stage.ts";
import { cancelBill, expireBill } from "../commands/bills.ts";
import { settleException } from "../commands/settle-exception.ts";
import { book } from "../ledger.ts";
import { day, till } from "./till.ts";

const system = actors.system("test");
type Till = Awaited<ReturnType<typeof till>>;

/** What may happen at the till, in any order. `nth` picks one of the bills so far. */
const happening = fc.oneof(
  fc.record({ do: fc.constant("bill" as const), minor: fc.constantFrom(2_500_000n, 7_500_000n) }),
  fc.record({
    do: fc.constant("pay" as const),
    nth: fc.nat(),
    off: fc.constantFrom(0n, 0n, 0n, -100n, 100n),
    currency: fc.constantFrom("IDR", "IDR", "IDR", "USD"),
    daysAgo: fc.constantFrom(0, 3),
  }),
  fc.record({ do: fc.constant("again" as const), nth: fc.nat() }),
  fc.record({ do: fc.constant("stray" as const) }),
  fc.record({ do: fc.constantFrom("expire" as const, "cancel" as const), nth: fc.nat() }),
  fc.record({ do: fc.constant("settle" as const), nth: fc.nat() }),
  fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 3 }) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function live(s: Till, happenings: readonly Happening[]): Promise<void> {
  const bills: { id: string; reference: string; minor: bigint }[] = [];
  const words: string[] = [];
  const tell = async (word: object) => {
    words.push(JSON.stringify(word));
    assert.equal((await s.tell(words.at(-1)!)).status, 200);
  };
  for (const one of happenings) {
    const bill = "nth" in one && bills.length > 0 ? bills[one.nth % bills.length] : undefined;
    if (one.do === "bill") {
      const id = await s.bill({ minor: one.minor, days: 2 });
      bills.push({ id, reference: await s.order(id), minor: one.minor });
    } else if (one.do === "pay" && bill) {
      const happenedAt = new Date(s.clock.now().getTime() - one.daysAgo * day).toISOString();
      await tell(
        s.word(bill.reference, { amountMinor: String(bill.minor + one.off), currency: one.currency, happenedAt }),
      );
    } else if (one.do === "again" && words.length > 0) {
      assert.equal((await s.tell(words[one.nth % words.length]!)).status, 200);
    } else if (one.do === "stray") await tell(s.word("TERSESAT"));
    else if (one.do === "expire" && bill) {
      s.clock.forward(2 * day);
      await s.act(system, expireBill, { bill: bill.id });
    } else if (one.do === "cancel" && bill) await s.act(system, cancelBill, { bill: bill.id });
    else if (one.do === "settle") {
      const waiting = await s.asOwner<{ id: string }>(
        "select id from payments.exception where settled_at is null order by id",
      );
      const [picked] = waiting.slice(one.nth % (waiting.length || 1));
      if (picked) await s.act(s.finance, settleException, { id: picked.id, note: "dikembalikan" });
    } else if (one.do === "wait") s.clock.forward(one.days * day);
  }
}

/** Each line is a truth about the books that holds whatever happened; a row is where it does not. */
const truths: [truth: string, exceptions: string][] = [
  [
    "each booking is even in each currency",
    "select booking from payments.entry group by booking, currency having sum(amount_minor) <> 0",
  ],
  [
    "what is receivable of a bill is what an open bill asks",
    `select b.id from payments.bill b left join payments.entry e on e.bill = b.id and e.account = 'receivable'
     group by b.id having coalesce(sum(e.amount_minor), 0) <> case when b.state = 'open' then b.total_minor else 0 end`,
  ],
  [
    "revenue of a bill is what it asks, while it is open or paid",
    `select b.id from payments.bill b left join payments.entry e on e.bill = b.id and e.account = 'revenue'
     group by b.id having coalesce(sum(e.amount_minor), 0) <> case when b.state in ('open', 'paid') then -b.total_minor else 0 end`,
  ],
  [
    "cash is what the gateway told of, less what was sent back",
    `select 1 where (select coalesce(sum(amount_minor), 0) from payments.entry where account = 'cash') <>
       (select coalesce(sum(amount_minor), 0) from payments.event)
       - (select coalesce(sum(amount_minor), 0) from payments.exception where settled_at is not null)`,
  ],
  [
    "what is owed back is what waits for a finance officer",
    `select 1 where (select coalesce(sum(amount_minor), 0) from payments.entry where account = 'to-refund') <>
       - (select coalesce(sum(amount_minor), 0) from payments.exception where settled_at is null)`,
  ],
  [
    "a bill is paid if and only if it has a receipt, of its own amount",
    `select b.id from payments.bill b left join payments.receipt r on r.bill = b.id
     where (b.state = 'paid') <> (r.id is not null) or r.amount_minor <> b.total_minor`,
  ],
  [
    "each word is either a receipt or an exception",
    `select e.id from payments.event e left join payments.exception x on x.event = e.id
     where (e.verdict = 'paid') <> (x.id is null)`,
  ],
  [
    "numbers of bills and of receipts run without gaps",
    `select kind from (select substr(number, 1, length(number) - 7) as kind, right(number, 6)::int as n
       from (select number from payments.receipt union all select number from payments.bill) s) s
     group by kind having count(*) <> max(n) or count(distinct n) <> count(*)`,
  ],
];

test("whatever happens at the till, in whatever order, the books are even and say what happened", async (t) => {
  const s = await till(t);
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), async (happenings) => {
      await live(s, happenings);
      for (const [truth, exceptions] of truths) assert.deepEqual(await s.asOwner(exceptions), [], truth);
    }),
    // One database for all runs: shrinking would look at what earlier runs left.
    { numRuns: 40, endOnFailure: true },
  );
  const kinds = await s.asOwner<{ verdict: string }>("select distinct verdict from payments.event");
  assert.ok(kinds.length >= 5, `the tries were varied: ${kinds.map(({ verdict }) => verdict)}`);
});

test("the database itself refuses a booking that is off, or even only across currencies", async (t) => {
  const s = await till(t);
  const bill = await s.bill();
  const insert = (entries: [account: string, minor: bigint, currency: string][]) =>
    s.world.database.inTransaction(system, true, async (tx) => {
      const booking = s.world.newId();
      for (const [account, minor, currency] of entries)
        await tx.query(
          `insert into payments.entry (id, booking, account, amount_minor, currency, bill, agency, at)
           values ($1, $2, $3, $4, $5, $6, 'dpmptsp', now())`,
          [s.world.newId(), booking, account, minor, currency, bill],
        );
    });
  await assert.rejects(insert([["cash", 100n, "IDR"]]), /does not sum to zero/);
  await assert.rejects(
    insert([
      ["cash", 100n, "IDR"],
      ["revenue", -99n, "IDR"],
    ]),
    /does not sum to zero/,
  );
  await assert.rejects(
    insert([
      ["cash", 100n, "USD"],
      ["revenue", -100n, "IDR"],
    ]),
    /does not sum to zero/,
  );
  await insert([
    ["cash", 100n, "IDR"],
    ["revenue", -100n, "IDR"],
  ]);
  await assert.rejects(
    s.world.database.inTransaction(system, true, (tx) =>
      book(tx, s.world.newId, s.clock.now(), { id: bill, currency: "IDR", agency: "dpmptsp" }, [["cash", 1n]]),
    ),
    /is off by 1/,
  );
});

test("what is in the books, a word that was heard and a receipt can't be changed or taken out", async (t) => {
  const s = await till(t);
  await s.tell(s.word(await s.order(await s.bill())));
  for (const table of ["entry", "event", "receipt"]) {
    for (const statement of [`update payments.${table} set amount_minor = 1`, `delete from payments.${table}`])
      await assert.rejects(
        s.world.database.inTransaction(system, true, (tx) => tx.query(statement)),
        /permission denied/,
        statement,
      );
  }
});
