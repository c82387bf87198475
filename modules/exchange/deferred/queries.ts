import { z } from "zod";
import { type Context, keyset, pageOf, query, type Text } from "../../../kernel/index.ts";
import {
  type Answer,
  type DeferredRow,
  type HeldDeferred,
  heldDeferred,
  itsSystem,
  places,
  type Question,
} from "./row.ts";

const one = z.object({ id: z.uuid() }).strict();

async function opened<T>(
  { world, tx }: Context,
  { row }: HeldDeferred,
  place: "question" | "answer",
): Promise<T | null> {
  const sealed = row[place];
  const text = sealed && (await world.secrets.open(tx, row.id, places[place], sealed));
  return text ? (JSON.parse(text) as T) : null;
}

/** A question with all that it takes to carry it out, for the house. */
export const deferredParcel = query({
  name: "exchange.deferred-parcel",
  internal: true,
  input: one,
  load: (context, { id }) => heldDeferred(context, id),
  allow: [{ hat: "system" }],
  async answer(context, _input, held) {
    const [callback] = await context.tx.query<{ address: string }>(
      "select address from exchange.callback where system = $1",
      [held.consumer.id],
    );
    return {
      ...held,
      callback: callback?.address ?? null,
      question: await opened<Question>(context, held, "question"),
      answer: held.row.answer && (await opened<Answer>(context, held, "answer")),
    };
  },
});
export type Parcel = NonNullable<Awaited<ReturnType<typeof deferredParcel.answer>>>;

/** How a system's own question goes. */
export const deferredStatus = query({
  name: "exchange.deferred-status",
  internal: true,
  input: one,
  load: (context, { id }) => heldDeferred(context, id),
  allow: [{ hat: "machine", relation: itsSystem }],
  answer: async (_context, _input, { row }) => row,
});

/**
 * The answer to a system's own question. Who was read for it was told when it was asked, by the receipt of that read: here it is
 * handed over, and nothing more is read.
 */
export const deferredAnswer = query({
  name: "exchange.deferred-answer",
  internal: true,
  input: one,
  load: (context, { id }) => heldDeferred(context, id),
  allow: [{ hat: "machine", relation: itsSystem }],
  answer: (context, _input, held) =>
    held.row.expires_at > context.now ? opened<Answer>(context, held, "answer") : Promise.resolve(null),
});

/** One in a list, for both agencies: how it goes, never what is in it. */
export interface ShownDeferred extends Omit<DeferredRow, "question" | "answer"> {
  title: Text;
  consumer_id: string;
  provider_id: string;
  /** The agency that asks is the one that may try again. */
  mine: boolean;
}

/** Deferred questions of the officer's agency, on both sides, the newest first; those put aside alone when they are asked for. */
export const deferredOf = query({
  name: "exchange.deferred",
  input: z.object({ dead: z.boolean().default(false), ...keyset }).strict(),
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head"] }],
  async answer({ tx, actor }, { dead, after, before, limit }) {
    const rows = await tx.query<ShownDeferred & Record<string, unknown>>(
      `select d.id, d.consumer, d.provider, d.service, d.agreement, d.message_id, d.endpoint, d.state, d.step, d.tries, d.next_at,
         d.leased_until, d.expires_at, d.status, d.fault, d.asked_at, d.settled_at, v.title, c.agency = $1 as mine,
         concat_ws('/', c.instance, c.member_class, c.member, c.system) as consumer_id,
         concat_ws('/', p.instance, p.member_class, p.member, p.system) as provider_id
       from exchange.deferred d join exchange.service v on v.id = d.service
       join exchange.system c on c.id = d.consumer join exchange.system p on p.id = d.provider
       where $1 in (c.agency, p.agency) and (not $2 or d.state = 'dead')
         and ($3::uuid is null or d.id < $3) and ($4::uuid is null or d.id > $4)
       order by d.id ${before ? "asc" : "desc"} limit $5`,
      [actor.officer!.agency, dead, after ?? null, before ?? null, limit + 1],
    );
    return pageOf(rows, { after, before, limit });
  },
});
