import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { type Parties, speaksFor } from "../party.ts";
import { partiesById } from "../stored.ts";

/**
 * An officer tries an agreement from the browser, in the name of their own agency's system. The act stands in the journal with the
 * reason; the call itself goes through the gateway like any other.
 */
export const tryCall = command({
  name: "exchange.try-call",
  internal: true,
  input: z.object({ agreement: z.uuid(), reason: z.string().trim().min(3, "exchange.fault.reason").max(300) }).strict(),
  load: ({ tx }, { agreement }) => partiesById(tx, agreement),
  allow: [
    {
      hat: "officer",
      roles: ["steward", "administrator"],
      assurance: 3,
      relation: {
        name: "owner of the system",
        holds: (actor, { consumer }: Parties) => speaksFor(actor, consumer),
      },
    },
  ],
  async carryOut({ tx }, { agreement: id }, { agreement, consumer }: Parties) {
    if (agreement.state !== "active") refuse("conflict", "exchange.refusal.moved-on");
    const [key] = await tx.query<{ id: string }>(
      "select id from exchange.key where system = $1 and wrapped is not null and revoked_at is null limit 1",
      [consumer.id],
    );
    // A system that signs by itself is tried where its key is.
    if (!key) refuse("conflict", "exchange.refusal.own-key");
    return { result: { consumer: consumer.id }, subject: id };
  },
});
