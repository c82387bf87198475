import { z } from "zod";
import { type CommandContext, command, type JobHandler, query } from "../../../kernel/index.ts";
import { exchangeOf, keepOn } from "../settings.ts";

/** What is swept, in this order: an event goes after its deliveries. */
const kinds = ["texts", "messages", "seen", "deliveries", "events", "expired", "deferred"] as const;
type Kind = (typeof kinds)[number];

const batch = 2_000;

type Here = Pick<CommandContext, "world" | "now">;

/** Until when each kind may go: what is older is. */
function bounds({ world, now }: Here): Record<Kind, Date> {
  const keep = keepOn(world.government, world.calendar.today(now));
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  return {
    texts: ago(keep.textDays),
    messages: ago(keep.messageDays),
    // No signature is taken at that age any more, nor before its time.
    seen: new Date(now.getTime() - 3 * exchangeOf(world.government).signatureAge * 1000),
    deliveries: ago(keep.deliveryDays),
    events: ago(keep.deliveryDays),
    expired: now,
    deferred: ago(keep.deferredDays),
  };
}

const settled = "(state in ('done', 'dropped') and done_at < $1 or state = 'waiting' and expires_at < $1)";
const over = "e.spread and e.at < $1 and not exists (select from exchange.delivery d where d.event = e.id)";
const expired = "expires_at < $1 and state <> 'dropped'";

/** Which kinds have something that may go, so that nothing is written when there is nothing. */
export const sweepable = query({
  name: "exchange.sweepable",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ world, tx, now }): Promise<Kind[]> {
    const until = bounds({ world, now });
    const has: Record<Kind, string> = {
      texts: `select from exchange.message where request_in < $1
        and request_in >= coalesce((select until from exchange.swept where kind = 'texts'), '-infinity') and proof is null`,
      messages: "select from exchange.message where request_in < $1",
      seen: "select from exchange.seen where at < $1",
      deliveries: `select from exchange.delivery where ${settled}`,
      events: `select from exchange.event e where ${over}`,
      expired: `select from exchange.deferred where ${expired}`,
      deferred: "select from exchange.deferred where settled_at < $1 and state = 'dropped'",
    };
    const found: Kind[] = [];
    for (const kind of kinds) if ((await tx.query(`${has[kind]} limit 1`, [until[kind]])).length > 0) found.push(kind);
    return found;
  },
});

/** Takes away what is older than the settings want it kept, a part at a time, so that nobody waits for it. */
export const sweep = command({
  name: "exchange.sweep",
  internal: true,
  input: z.object({ kind: z.enum(kinds) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { kind }) {
    const gone = await sweeps[kind](context, bounds(context)[kind]);
    return { result: { gone }, subject: kind, note: { kind, gone } };
  },
});

type Sweep = (context: CommandContext, until: Date) => Promise<number>;
const byFunction =
  (name: "shorten_messages" | "forget_messages"): Sweep =>
  async ({ tx }, until) =>
    (await tx.query<{ gone: number }>(`select exchange.${name}($1, $2) as gone`, [until, batch]))[0]!.gone;
const byRows =
  (table: string, which: string): Sweep =>
  async ({ tx }, until) =>
    (
      await tx.query(
        `delete from exchange.${table} where ctid = any(array(select ctid from exchange.${table} where ${which} limit ${batch})) returning 1`,
        [until],
      )
    ).length;

const sweeps: Record<Kind, Sweep> = {
  texts: byFunction("shorten_messages"),
  messages: byFunction("forget_messages"),
  seen: byRows("seen", "at < $1"),
  deliveries: byRows("delivery", settled),
  async events({ world, tx }, until) {
    const rows = await tx.query<{ id: string; sealed: boolean }>(
      `delete from exchange.event where id = any(array(select e.id from exchange.event e where ${over} limit ${batch}))
       returning id, sealed is not null as sealed`,
      [until],
    );
    for (const { id, sealed } of rows) if (sealed) await world.secrets.shred(tx, id);
    return rows.length;
  },
  async expired({ world, tx, now }, until) {
    const rows = await tx.query<{ id: string }>(
      `update exchange.deferred set state = 'dropped', fault = coalesce(fault, 'expired'), answer = null,
         settled_at = coalesce(settled_at, $2)
       where id = any(array(select id from exchange.deferred where ${expired} limit ${batch})) returning id`,
      [until, now],
    );
    for (const { id } of rows) await world.secrets.shred(tx, id);
    return rows.length;
  },
  deferred: byRows("deferred", "settled_at < $1 and state = 'dropped'"),
};

/** Every hour, a part of each kind in turn until nothing is left: what goes may let something else go. */
export const sweepJob: JobHandler = {
  name: "exchange.sweep",
  cron: "35 * * * *",
  async handle({ ask, act }) {
    for (let gone = 1; gone > 0; ) {
      gone = 0;
      for (const kind of await ask(sweepable, {})) gone += (await act(sweep, { kind })).gone;
    }
  },
};
