import { z } from "zod";
import { command, query, refuse } from "../../../kernel/index.ts";
import { exchangeOf } from "../settings.ts";
import { type DeferredRow, heldDeferred, itsPeople, itsSystem, places } from "./row.ts";

const due = "state = 'waiting' and next_at <= $1 and expires_at > $1 and (leased_until is null or leased_until <= $1)";
// How many one provider's service is asked at the same time: deferred ones wait, so that they crowd nobody out.
const mostOfAService = 4;

/** Whether there is something to do, so that nothing is written while there is not. */
export const dueDeferred = query({
  name: "exchange.due-deferred",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx, now }) {
    const [row] = await tx.query<{ any: boolean }>(
      `select exists (select from exchange.deferred where ${due}) as any`,
      [now],
    );
    return row!.any;
  },
});

export interface Claimed extends Pick<DeferredRow, "id" | "tries"> {}

/** Takes some to carry out, under a lease: who dies with one in hand is followed by another when the lease is over. */
export const claimDeferred = command({
  name: "exchange.claim-deferred",
  internal: true,
  input: z.object({ most: z.number().int().min(1).max(1000) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, { most }) {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.claim-deferred', 0))");
    const claimed = await tx.query<Claimed & Record<string, unknown>>(
      `with ready as (
         select id, next_at, row_number() over (partition by service order by next_at, id) + (
           select count(*) from exchange.deferred b where b.service = d.service and b.state = 'waiting' and b.leased_until > $1) as nth
         from exchange.deferred d where ${due})
       update exchange.deferred d set leased_until = $2, tries = d.tries + 1
       from (select id from ready where nth <= $3 order by next_at, id limit $4) head
       where d.id = head.id returning d.id, d.tries`,
      // No service is waited for longer than a minute, and no receiver.
      [now, new Date(now.getTime() + 150_000), mostOfAService, most],
    );
    return { result: claimed, subject: claimed[0]?.id ?? newId(), note: { claimed: claimed.length } };
  },
});

/** How a try went. `later`: once more after a while; `closed`: it may not be answered; `dead`: put aside for somebody to look at. */
const outcomes = ["answered", "posted", "later", "closed", "dead"] as const;
export interface Settled {
  outcome: (typeof outcomes)[number];
  fault: string | null;
  status?: number;
  /** An `Answer` as JSON. */
  answer?: string;
  /** The answer goes to the consumer's own address next. */
  post?: boolean;
}

/** Writes down how a try went. Whoever lost its lease meanwhile settles nothing. */
export const settleDeferred = command({
  name: "exchange.settle-deferred",
  internal: true,
  input: z
    .object({
      id: z.uuid(),
      tries: z.number().int().min(1),
      outcome: z.enum(outcomes),
      fault: z.string().max(300).nullable(),
      status: z.number().int().optional(),
      answer: z.string().optional(),
      post: z.boolean().optional(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { id, tries, outcome, fault, status, answer, post = false }) {
    const { waits } = exchangeOf(world.government).deferred;
    const dead = outcome === "dead" || (outcome === "later" && tries > waits.length);
    const goesOn = outcome === "later" || (outcome === "answered" && post);
    const state = dead ? "dead" : goesOn ? "waiting" : outcome === "closed" ? "dropped" : "answered";
    const wait = outcome === "later" ? (waits[Math.min(tries, waits.length) - 1] ?? 0) : 0;
    const sealed = answer === undefined ? null : await world.secrets.seal(tx, id, places.answer, answer);
    const [mine] = await tx.query(
      `update exchange.deferred set state = $3, fault = $4, status = coalesce($5, status), answer = coalesce($6, answer),
         leased_until = null, next_at = $7, settled_at = case when $3 = 'waiting' then null else $8::timestamptz end,
         step = case when $9 then 'post' else step end, tries = case when $9 then 0 else tries end
       where id = $1 and tries = $2 and state = 'waiting' returning id`,
      [
        id,
        tries,
        state,
        fault,
        status ?? null,
        sealed,
        new Date(now.getTime() + wait * 1000),
        now,
        outcome === "answered" && post,
      ],
    );
    if (mine && state === "dropped") await world.secrets.shred(tx, id);
    return { result: { settled: mine !== undefined }, subject: id, note: { outcome, state } };
  },
});

/** What was put aside is tried again, or given up. */
export const replayDeferred = command({
  name: "exchange.replay-deferred",
  input: z.object({ id: z.uuid(), what: z.enum(["again", "drop"]).default("again") }).strict(),
  load: (context, { id }) => heldDeferred(context, id),
  allow: [
    { hat: "machine", relation: itsSystem },
    { hat: "officer", roles: ["administrator", "steward"], relation: itsPeople, assurance: 2 },
  ],
  async carryOut({ world, tx, now }, { id, what }, { row }) {
    if (row.state !== "dead") refuse("conflict", "exchange.refusal.moved-on");
    const { keepHours } = exchangeOf(world.government).deferred;
    await tx.query(
      `update exchange.deferred set state = $2, tries = 0, next_at = $3, leased_until = null, expires_at = $4,
         settled_at = case when $2 = 'waiting' then null else $3::timestamptz end where id = $1`,
      [id, what === "again" ? "waiting" : "dropped", now, new Date(now.getTime() + keepHours * 3_600_000)],
    );
    if (what === "drop") await world.secrets.shred(tx, id);
    return { result: null, subject: id, note: { what } };
  },
});

/** Its system has the answer, or wants none: what was sealed can be opened no more. */
export const discardDeferred = command({
  name: "exchange.discard-deferred",
  internal: true,
  input: z.object({ id: z.uuid() }).strict(),
  load: (context, { id }) => heldDeferred(context, id),
  allow: [{ hat: "machine", relation: itsSystem }],
  async carryOut({ world, tx, now }, { id }) {
    await tx.query(
      `update exchange.deferred set state = 'dropped', settled_at = coalesce(settled_at, $2), answer = null where id = $1`,
      [id, now],
    );
    await world.secrets.shred(tx, id);
    return { result: null, subject: id };
  },
});
