import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { MessagesTables } from "../tables.ts";

/** Writes down how a try to deliver ended. A sent or given-up copy loses its address for good. */
export const settleDelivery = command({
  name: "messages.settle-delivery",
  internal: true,
  input: z
    .object({
      delivery: z.string(),
      state: z.enum(["queued", "sent", "failed"]),
      fault: z.string().max(100).nullable(),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, { delivery, state, fault }) {
    await on<MessagesTables>(tx)
      .updateTable("messages.delivery")
      .set((row) => ({
        state,
        fault,
        attempts: row("attempts", "+", 1),
        changed_at: now,
        ...(state !== "queued" && { address: null }),
      }))
      .where("id", "=", delivery)
      .where("state", "=", "queued")
      .execute();
    if (state !== "queued") await world.secrets.shred(tx, delivery);
    return {
      result: null,
      facts:
        state === "queued"
          ? []
          : [{ name: `messages.${state === "sent" ? "delivered" : "undeliverable"}`, subject: delivery }],
      subject: delivery,
    };
  },
});
