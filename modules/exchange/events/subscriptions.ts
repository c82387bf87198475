import { z } from "zod";
import {
  type Actor,
  type Context,
  command,
  query,
  refuse,
  refuseFields,
  relation,
  type Text,
} from "../../../kernel/index.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { owner, speaksFor } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { systemById } from "../stored.ts";
import type { ServiceRow, SystemRow } from "../tables.ts";
import { eventCode, eventService } from "./event-types.ts";
import { openedTo } from "./opened.ts";
import type { SubscriptionRow } from "./tables.ts";

const duties = ["administrator", "steward"] as const;
const how = {
  delivery: z.enum(["push", "pull"]).default("push"),
  fifo: z.boolean().default(false),
  /** Seconds. */
  ttl: z.number().int().min(60).max(31_536_000).nullish(),
};

/** Where a system takes what is sent to it. Only its people set it, with their second factor: its key alone cannot. */
export const setCallback = command({
  name: "exchange.set-callback",
  input: z
    .object({
      system: z.uuid(),
      address: z.url({ protocol: /^https?$/, error: "exchange.fault.address" }).max(300, "exchange.fault.address"),
    })
    .strict(),
  load: ({ tx }, { system }) => systemById(tx, system),
  allow: [{ hat: "officer", roles: duties, relation: owner, assurance: 3 }],
  async carryOut({ world, tx, now }, { system, address }) {
    if (!(await isPublicAddress(world, address)))
      refuseFields([{ path: "address", messageKey: "exchange.fault.address" }]);
    await tx.query(
      `insert into exchange.callback values ($1, $2, $3) on conflict (system) do update set address = $2, set_at = $3`,
      [system, address, now],
    );
    return { result: null, facts: [{ name: "exchange.callback-set", subject: system }] };
  },
});

interface Asked {
  consumer: SystemRow;
  provider: SystemRow;
  service: ServiceRow;
}
const subscriber = relation<Asked>("the system itself", (actor, { consumer }) => actor.machine?.id === consumer.id);
const subscribersPeople = relation<Asked>("owner of the system", (actor, { consumer }) => speaksFor(actor, consumer));

/** Asks to be told, from now on. An agreement must open it. */
export const subscribe = command({
  name: "exchange.subscribe",
  input: z.object({ consumer: z.uuid(), provider: z.uuid(), eventType: eventCode, ...how }).strict(),
  load: async ({ tx }, asked): Promise<Asked | null> => {
    const consumer = await systemById(tx, asked.consumer);
    const found = await eventService(tx, asked.provider, asked.eventType);
    return consumer && found && { consumer, ...found };
  },
  allow: [
    { hat: "machine", relation: subscriber },
    { hat: "officer", roles: duties, relation: subscribersPeople, assurance: 2 },
  ],
  async carryOut(context, { delivery, fifo, ttl }, { consumer, provider, service }) {
    const { world, tx, now, newId } = context;
    if (consumer.state !== "active") refuse("conflict", "exchange.refusal.not-active");
    if (!(await openedTo(context, consumer.id, service.id))) refuse("conflict", "exchange.refusal.events-not-agreed");
    if (delivery === "push") await mustHaveCallback(context, consumer.id);
    const id = newId();
    const [made] = await tx.query(
      `insert into exchange.subscription (id, consumer, service, provider, delivery, fifo, ttl_seconds, state, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'active', $8) on conflict do nothing returning id`,
      [
        id,
        consumer.id,
        service.id,
        provider.id,
        delivery,
        fifo,
        ttl ?? exchangeOf(world.government).events.keepDays * 86_400,
        now,
      ],
    );
    if (!made) refuse("conflict", "exchange.refusal.subscribed");
    return { result: { id }, facts: [{ name: "exchange.subscribed", subject: id, body: { agency: provider.agency } }] };
  },
});

async function mustHaveCallback({ tx }: Pick<Context, "tx">, system: string): Promise<void> {
  const [row] = await tx.query("select 1 from exchange.callback where system = $1", [system]);
  if (!row) refuse("conflict", "exchange.refusal.no-callback");
}

export interface HeldSubscription {
  subscription: SubscriptionRow;
  consumer: SystemRow;
  provider: SystemRow;
}
export async function heldSubscription({ tx }: Pick<Context, "tx">, id: string): Promise<HeldSubscription | null> {
  const [subscription] = await tx.query<SubscriptionRow>("select * from exchange.subscription where id = $1", [id]);
  const consumer = subscription && (await systemById(tx, subscription.consumer));
  const provider = subscription && (await systemById(tx, subscription.provider));
  return consumer && provider ? { subscription, consumer, provider } : null;
}

export const heldByMachine = relation<HeldSubscription>(
  "the system itself",
  (actor: Actor, { consumer }) => actor.machine?.id === consumer.id,
);
export const subscriptionParty = relation<HeldSubscription>(
  "party to the agreement",
  (actor, { consumer, provider }) => speaksFor(actor, consumer) || speaksFor(actor, provider),
);
export const subscriptionOwner = relation<HeldSubscription>("owner of the system", (actor, { consumer }) =>
  speaksFor(actor, consumer),
);

/** Another way of being told. */
export const changeSubscription = command({
  name: "exchange.change-subscription",
  internal: true,
  input: z
    .object({
      id: z.uuid(),
      delivery: z.enum(["push", "pull"]).optional(),
      fifo: z.boolean().optional(),
      ttl: how.ttl,
    })
    .strict(),
  load: (context, { id }) => heldSubscription(context, id),
  allow: [{ hat: "machine", relation: heldByMachine }],
  async carryOut(context, { id, delivery, fifo, ttl }, { subscription, consumer }) {
    if (delivery === "push") await mustHaveCallback(context, consumer.id);
    await context.tx.query(
      "update exchange.subscription set delivery = $2, fifo = $3, ttl_seconds = $4 where id = $1",
      [id, delivery ?? subscription.delivery, fifo ?? subscription.fifo, ttl ?? subscription.ttl_seconds],
    );
    return { result: null, subject: id };
  },
});

/** Holds it, lets it go on, or ends it. Either side may: what waits while it is held is not lost. */
export const steerSubscription = command({
  name: "exchange.steer-subscription",
  input: z.object({ id: z.uuid(), to: z.enum(["active", "paused", "ended"]) }).strict(),
  load: (context, { id }) => heldSubscription(context, id),
  allow: [
    { hat: "machine", relation: heldByMachine },
    { hat: "officer", roles: duties, relation: subscriptionParty, assurance: 2 },
  ],
  async carryOut({ tx, now }, { id, to }, { subscription }) {
    if (subscription.state === "ended") refuse("conflict", "exchange.refusal.moved-on");
    await tx.query(
      `update exchange.subscription set state = $2, failures = 0, rests_until = null,
         ended_at = case when $2 = 'ended' then $3::timestamptz end where id = $1`,
      [id, to, now],
    );
    if (to === "ended")
      await tx.query(
        `update exchange.delivery set state = 'dropped', fault = 'unsubscribed', done_at = $2
         where subscription = $1 and state in ('waiting', 'dead')`,
        [id, now],
      );
    return { result: null, facts: [{ name: `exchange.subscription-${to}`, subject: id }] };
  },
});

/** What was put aside goes into line again, or is given up: one, or all of a subscription. */
export const replayDeliveries = command({
  name: "exchange.replay-deliveries",
  input: z
    .object({ id: z.uuid(), event: z.uuid().nullish(), what: z.enum(["again", "drop"]).default("again") })
    .strict(),
  load: (context, { id }) => heldSubscription(context, id),
  allow: [
    { hat: "machine", relation: heldByMachine },
    { hat: "officer", roles: duties, relation: subscriptionOwner, assurance: 2 },
  ],
  async carryOut({ tx, now }, { id, event, what }, { subscription }) {
    if (subscription.state === "ended") refuse("conflict", "exchange.refusal.moved-on");
    const moved = await tx.query(
      `update exchange.delivery set state = $3, next_at = $4::timestamptz, leased_until = null,
         done_at = case when $3 = 'dropped' then $4::timestamptz end,
         expires_at = greatest(expires_at, $4::timestamptz + make_interval(secs => $5::double precision))
       where subscription = $1 and state = 'dead' and ($2::uuid is null or event = $2) returning event`,
      [id, event ?? null, what === "again" ? "waiting" : "dropped", now, subscription.ttl_seconds],
    );
    return { result: { moved: moved.length }, subject: id, note: { moved: moved.length, what } };
  },
});

/** A subscription as its parties see it: how it goes, never what is in it. */
export interface ShownSubscription extends SubscriptionRow {
  event_type: string;
  consumer_id: string;
  provider_id: string;
  title: Text;
  /** The agency that asks is the one that is told. */
  mine: boolean;
  waiting: number;
  dead: number;
  oldest: Date | null;
  done_at: Date | null;
}

const shown = `select s.*, v.code as event_type, v.title,
    concat_ws('/', c.instance, c.member_class, c.member, c.system) as consumer_id,
    concat_ws('/', p.instance, p.member_class, p.member, p.system) as provider_id,
    coalesce(c.id = $1 or c.agency = $2, false) as mine, l.*
  from exchange.subscription s
  join exchange.service v on v.id = s.service
  join exchange.system c on c.id = s.consumer
  join exchange.system p on p.id = s.provider
  cross join lateral (
    select (select count(*)::integer from exchange.delivery d where d.subscription = s.id and d.state = 'waiting') as waiting,
      (select count(*)::integer from exchange.delivery d where d.subscription = s.id and d.state = 'dead') as dead,
      (select min(e.at) from exchange.delivery d join exchange.event e on e.id = d.event
       where d.subscription = s.id and d.state in ('waiting', 'dead')) as oldest) l`;

const askers = (actor: Actor) => [actor.machine?.id ?? null, actor.officer?.agency ?? null];

/** Subscriptions of the officer's agency, on both sides; or those of the system that asks. */
export const subscriptions = query({
  name: "exchange.subscriptions",
  input: z.object({ provider: z.uuid().nullish() }).strict(),
  allow: [{ hat: "machine" }, { hat: "officer", roles: [...duties, "head"] }],
  answer: ({ tx, actor }, { provider }): Promise<ShownSubscription[]> =>
    tx.query(
      `${shown} where s.state <> 'ended' and (c.id = $1 or c.agency = $2 or p.agency = $2)
         and ($3::uuid is null or p.id = $3) order by s.made_at desc, s.id desc limit 500`,
      [...askers(actor), provider ?? null],
    ),
});

/** Events of one that were put aside: which, since when, and why. */
export const deadLetters = query({
  name: "exchange.dead-letters",
  input: z.object({ id: z.uuid() }).strict(),
  load: (context, { id }) => heldSubscription(context, id),
  allow: [
    { hat: "machine", relation: heldByMachine },
    { hat: "officer", roles: [...duties, "head"], relation: subscriptionParty },
  ],
  async answer({ tx, actor }, { id }) {
    const [subscription] = await tx.query<ShownSubscription>(`${shown} where s.id = $3`, [...askers(actor), id]);
    const letters = await tx.query<{ event: string; tries: number; fault: string | null; at: Date; kind: string }>(
      `select d.event, d.tries, d.fault, e.at, e.kind from exchange.delivery d join exchange.event e on e.id = d.event
       where d.subscription = $1 and d.state = 'dead' order by d.n limit 100`,
      [id],
    );
    return { subscription: subscription!, letters };
  },
});
