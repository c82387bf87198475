import { z } from "zod";
import { type CommandContext, command, query, type Tx } from "../../../kernel/index.ts";
import { exchangeOf } from "../settings.ts";
import type { DeliveryRow, SubscriptionRow } from "./tables.ts";

/** What stands at the head of its line: nothing of the same subject (or, one at a time, of the same subscription) is before it. */
export const atTheHead = `not exists (
  select from exchange.delivery o where o.subscription = d.subscription and (s.fifo or o.subject = d.subject)
    and o.n < d.n and o.state in ('waiting', 'dead'))`;

const ready = `d.state = 'waiting' and d.next_at <= $1 and (d.leased_until is null or d.leased_until <= $1)`;

/** Subscriptions with something to send, so that nothing is written while there is nothing to do. */
export const dueDeliveries = query({
  name: "exchange.due-deliveries",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx, now }) {
    const [row] = await tx.query<{ any: boolean }>(
      `select exists (
         select from exchange.subscription s join exchange.callback c on c.system = s.consumer
         where s.state = 'active' and s.delivery = 'push' and (s.rests_until is null or s.rests_until <= $1)
           and exists (select from exchange.delivery d where d.subscription = s.id and ${ready} and ${atTheHead})) as any`,
      [now],
    );
    return row!.any;
  },
});

export interface Claimed extends Pick<DeliveryRow, "event" | "subscription" | "tries" | "leased_until"> {}

/**
 * Takes deliveries to carry out, under a lease: who dies with one in hand is followed by another when the lease is over. Each
 * subscription has so many at once and no more, so a slow receiver keeps nobody waiting but itself; one that has just failed
 * is tried with one only.
 */
export const claimDeliveries = command({
  name: "exchange.claim-deliveries",
  internal: true,
  input: z.object({ most: z.number().int().min(1).max(1000) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, { most }) {
    const { atOnce, timeoutSeconds } = exchangeOf(world.government).events;
    // Two workers claim in turns, so that together they keep within what a subscription may have at once.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.claim', 0))");
    await dropExpired(tx, now);
    const claimed = await tx.query<Claimed>(
      `with head as (
         select f.event, f.subscription from exchange.subscription s
         join exchange.callback c on c.system = s.consumer
         cross join lateral (
           select d.event, d.subscription, d.n from exchange.delivery d
           where d.subscription = s.id and ${ready} and ${atTheHead}
           order by d.n
           limit greatest(0, case when s.failures > 0 then 1 else $3 end - (
             select count(*) from exchange.delivery b
             where b.subscription = s.id and b.state = 'waiting' and b.leased_until > $1))) f
         where s.state = 'active' and s.delivery = 'push' and (s.rests_until is null or s.rests_until <= $1)
         order by f.n limit $4)
       update exchange.delivery d set leased_until = $2, tries = d.tries + 1
       from head where d.event = head.event and d.subscription = head.subscription
       returning d.event, d.subscription, d.tries, d.leased_until`,
      [now, new Date(now.getTime() + (timeoutSeconds * 2 + 30) * 1000), atOnce, most],
    );
    return { result: claimed, subject: claimed[0]?.event ?? newId(), note: { claimed: claimed.length } };
  },
});

/** What nobody took within the time that the subscriber itself asked for. */
const dropExpired = (tx: Tx, now: Date) =>
  tx.query(
    `update exchange.delivery set state = 'dropped', fault = 'expired', done_at = $1
     where state = 'waiting' and expires_at <= $1 and (leased_until is null or leased_until <= $1)`,
    [now],
  );

/** How a try went. `refused`: it answered, with a fault; `unreached`: no answer came. */
const outcomes = ["taken", "refused", "unreached", "closed"] as const;
export interface Settled {
  outcome: (typeof outcomes)[number];
  fault: string | null;
}

/** Writes down how a try went: done, later again, or put aside until somebody looks at it. */
export const settleDelivery = command({
  name: "exchange.settle-delivery",
  internal: true,
  input: z
    .object({
      event: z.uuid(),
      subscription: z.uuid(),
      /** Which try: whoever lost its lease meanwhile settles nothing. */
      tries: z.number().int().min(1),
      outcome: z.enum(outcomes),
      fault: z.string().max(300).nullable(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, asked) {
    const { tx, now } = context;
    const state = { taken: "done", closed: "dropped", refused: "waiting", unreached: "waiting" }[asked.outcome];
    const { waits } = exchangeOf(context.world.government).events;
    // What is refused again and again is put aside. Who is not there at all loses nothing by it: that waits until it expires.
    const dead = asked.outcome === "refused" && asked.tries > waits.length;
    const [mine] = await tx.query(
      `update exchange.delivery set state = $4, fault = $5, leased_until = null, next_at = $6,
         done_at = case when $4 = 'waiting' then null else $7::timestamptz end
       where event = $1 and subscription = $2 and tries = $3 and state = 'waiting' returning event`,
      [
        asked.event,
        asked.subscription,
        asked.tries,
        dead ? "dead" : state,
        asked.fault,
        after(now, waits, asked.tries),
        now,
      ],
    );
    if (mine && asked.outcome !== "closed") await circuit(context, asked.subscription, asked, waits);
    return { result: { dead: Boolean(mine) && dead }, subject: asked.subscription, note: { outcome: asked.outcome } };
  },
});

const after = (now: Date, waits: readonly number[], times: number): Date =>
  new Date(now.getTime() + waits[Math.min(times, waits.length) - 1]! * 1000);

/** After so many failures in a row a callback is left alone, each time for longer; with the first answer all goes on at once. */
const most = 5;

async function circuit(
  { tx, now }: CommandContext,
  id: string,
  { outcome, fault }: Settled,
  waits: readonly number[],
): Promise<void> {
  const [one] = await tx.query<SubscriptionRow>("select * from exchange.subscription where id = $1 for update", [id]);
  if (outcome === "unreached") {
    const failures = one!.failures + 1;
    const rests = failures >= most ? after(now, waits, failures - most + 1) : null;
    await tx.query("update exchange.subscription set failures = $2, rests_until = $3, fault = $4 where id = $1", [
      id,
      failures,
      rests,
      fault,
    ]);
    return;
  }
  if (one!.failures > 0 || one!.fault !== fault)
    await tx.query("update exchange.subscription set failures = 0, rests_until = null, fault = $2 where id = $1", [
      id,
      fault,
    ]);
  if (one!.failures > 0)
    await tx.query(
      `update exchange.delivery set next_at = $2 where subscription = $1 and state = 'waiting' and next_at > $2
         and fault like 'unreached%'`,
      [id, now],
    );
}
