import { z } from "zod";
import { command, type Relation, refuse, relation } from "../../../kernel/index.ts";
import { exchangeOf } from "../settings.ts";
import { places } from "./row.ts";

const asked = z
  .object({
    consumer: z.uuid(),
    provider: z.uuid(),
    service: z.uuid(),
    agreement: z.uuid().nullable(),
    messageId: z.string().min(8).max(200),
    endpoint: z.string().max(300),
    /** A `Question` as JSON. */
    question: z.string(),
  })
  .strict();
const itself: Relation<undefined, z.output<typeof asked>> = relation(
  "the system itself",
  (actor, _thing, { consumer }) => actor.machine?.id === consumer,
);

/** Takes in a question that is answered later: from the commit on it is not lost. So many may wait for one system. */
export const takeDeferred = command({
  name: "exchange.take-deferred",
  internal: true,
  input: asked,
  allow: [{ hat: "machine", relation: itself }],
  async carryOut({ world, tx, now, newId }, { consumer, provider, service, agreement, messageId, endpoint, question }) {
    const { mostWaiting, keepHours } = exchangeOf(world.government).deferred;
    // Two that come at the same instant are counted one after the other.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.deferred ' || $1, 0))", [consumer]);
    const [waiting] = await tx.query<{ count: number }>(
      "select count(*)::integer as count from exchange.deferred where consumer = $1 and state in ('waiting', 'dead')",
      [consumer],
    );
    if (waiting!.count >= mostWaiting) refuse("too-many", "exchange.refusal.many-deferred");
    const id = newId();
    const expiresAt = new Date(now.getTime() + keepHours * 3_600_000);
    const [made] = await tx.query(
      `insert into exchange.deferred (id, consumer, provider, service, agreement, message_id, endpoint, question, state, step, next_at,
         expires_at, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 'ask', $9, $10, $9) on conflict do nothing returning id`,
      [
        id,
        consumer,
        provider,
        service,
        agreement,
        messageId,
        endpoint,
        await world.secrets.seal(tx, id, places.question, question),
        now,
        expiresAt,
      ],
    );
    if (!made) refuse("conflict", "exchange.refusal.replayed");
    return { result: { id, expiresAt }, facts: [{ name: "exchange.question-deferred", subject: id }] };
  },
});
