import { z } from "zod";
import { command, query } from "../../../kernel/index.ts";
import { atTheHead } from "./line.ts";
import { heldByMachine, heldSubscription } from "./subscriptions.ts";

const ofSubscription = z.object({ id: z.uuid() }).strict();

/** What a system that fetches gets next: the oldest that it has not acknowledged and that nothing put aside holds back. */
export const nextEvent = query({
  name: "exchange.next-event",
  internal: true,
  input: ofSubscription,
  load: (context, { id }) => heldSubscription(context, id),
  allow: [{ hat: "machine", relation: heldByMachine }],
  async answer({ tx, now }, { id }, { subscription }): Promise<string | null> {
    if (subscription.state !== "active") return null;
    const [row] = await tx.query<{ event: string }>(
      `select d.event from exchange.delivery d join exchange.subscription s on s.id = d.subscription
       where d.subscription = $1 and d.state = 'waiting' and d.expires_at > $2 and ${atTheHead} order by d.n limit 1`,
      [id, now],
    );
    return row?.event ?? null;
  },
});

/** It has it: the next one may come. Said twice it is said once. */
export const confirmEvent = command({
  name: "exchange.confirm-event",
  internal: true,
  input: ofSubscription.extend({ event: z.uuid() }),
  load: (context, { id }) => heldSubscription(context, id),
  allow: [{ hat: "machine", relation: heldByMachine }],
  async carryOut({ tx, now }, { id, event }) {
    const taken = await tx.query(
      `update exchange.delivery set state = 'done', done_at = coalesce(done_at, $3)
       where subscription = $1 and event = $2 and state in ('waiting', 'dead', 'done') returning event`,
      [id, event, now],
    );
    return { result: { taken: taken.length > 0 }, subject: event };
  },
});
