import { z } from "zod";
import { type CommandContext, command, type Locale, on } from "../../../kernel/index.ts";
import { type HeldMessage, messageHeld } from "../message.ts";
import type { MessagesTables } from "../tables.ts";
import { sendMessage } from "./send-message.ts";

/**
 * Writes down how a try to deliver ended. A sent or given-up copy loses its address for good. Who has an address
 * that their mail server refuses is told in the inbox.
 */
export const settleDelivery = command({
  name: "messages.settle-delivery",
  internal: true,
  input: z
    .object({
      delivery: z.string(),
      state: z.enum(["queued", "sent", "failed"]),
      fault: z.string().max(100).nullable(),
      refused: z.boolean().default(false),
    })
    .strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { delivery, state, fault, refused }) {
    const { world, tx, now } = context;
    const settled = await on<MessagesTables>(tx)
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
      .returning("message")
      .executeTakeFirst();
    if (!settled || state === "queued") return { result: null, subject: delivery };
    await world.secrets.shred(tx, delivery);
    const message = refused ? await messageHeld(tx, settled.message) : null;
    if (message) await tellRefused(context, message);
    return {
      result: null,
      facts: [{ name: `messages.${state === "sent" ? "delivered" : "undeliverable"}`, subject: delivery }],
      subject: delivery,
    };
  },
});

/** One unread notice is enough, however many copies come back. */
async function tellRefused({ world, tx, tell }: CommandContext, message: HeldMessage): Promise<void> {
  const kind = "mail-refused";
  const told = await on<MessagesTables>(tx)
    .selectFrom("messages.message")
    .select("id")
    .where((row) =>
      row.or([row("person", "=", message.person ?? null), row("business", "=", message.business ?? null)]),
    )
    .where("kind", "=", kind)
    .where("read_at", "is", null)
    .executeTakeFirst();
  if (told) return;
  const say = (key: string) => {
    const inWords = (locale: Locale) => world.words.say(locale)(key, { title: message.title[locale] });
    return { id: inWords("id"), en: inWords("en") };
  };
  await tell(sendMessage, {
    toPerson: message.person,
    toBusiness: message.business,
    kind,
    title: say("messages.refused.title"),
    body: say("messages.refused.body"),
    link: "/akun",
  });
}
