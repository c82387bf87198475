import { z } from "zod";
import { command, isId, isLocale, on } from "../../../kernel/index.ts";
import { mostTries } from "../message.ts";
import type { MessagesTables } from "../tables.ts";
import { texterOf } from "../texter.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const both = z.object({ id: z.string().min(1).max(4000), en: z.string().min(1).max(4000) }).strict();

/**
 * Puts a message in an inbox and, when an address is given, queues a copy by mail, or else as a text message to a
 * telephone. `queued` says whether a copy is on its way. Only other rooms send.
 */
export const sendMessage = command({
  name: "messages.send-message",
  internal: true,
  input: z
    .object({
      toPerson: id.nullish(),
      toBusiness: id.nullish(),
      email: z.email().max(200).nullish(),
      /** Where a copy goes as a text message, of which only the title is sent. */
      phone: z
        .string()
        .regex(/^\+?\d{8,15}$/)
        .nullish(),
      locale: z.string().refine(isLocale).default("id"),
      kind: z.string().max(60),
      title: both,
      body: both,
      // Within the house only: "//elsewhere" would lead out of it.
      link: z
        .string()
        .regex(/^\/(?![/\\])/)
        .max(300)
        .optional(),
      about: z.string().max(100).optional(),
      /** Why it is sent, when that rests on the person's consent: a copy asks for it again before it leaves. */
      purpose: z.string().max(60).optional(),
    })
    .strict()
    .refine((message) => Boolean(message.toPerson) !== Boolean(message.toBusiness), "kernel.fault.format"),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const message = newId();
    await on<MessagesTables>(tx)
      .insertInto("messages.message")
      .values({
        id: message,
        person: input.toPerson ?? null,
        business: input.toBusiness ?? null,
        kind: input.kind,
        title: JSON.stringify(input.title) as never,
        body: JSON.stringify(input.body) as never,
        link: input.link ?? null,
        about: input.about ?? null,
        sent_at: now,
        read_at: null,
        purpose: input.purpose ?? null,
      })
      .execute();
    const facts = [{ name: "messages.sent", subject: message, body: { kind: input.kind } }];
    const address = input.email ?? input.phone;
    if (!address) return { result: { message, queued: false }, facts };
    const delivery = newId();
    const byMail = Boolean(input.email);
    const configured = byMail
      ? Boolean(world.config.SMTP_URL) || world.config.DEMO === "yes"
      : texterOf(world) !== null;
    await on<MessagesTables>(tx)
      .insertInto("messages.delivery")
      .values({
        id: delivery,
        message,
        channel: byMail ? "mail" : "text",
        address: configured ? await world.secrets.seal(tx, delivery, "messages.delivery.address", address) : null,
        locale: input.locale,
        state: configured ? "queued" : "not-configured",
        attempts: 0,
        fault: null,
        changed_at: now,
      })
      .execute();
    const jobs = configured
      ? [
          {
            name: byMail ? "messages.deliver-mail" : "messages.deliver-text",
            payload: { delivery },
            key: `mail:${delivery}`,
            attempts: mostTries + 2,
          },
        ]
      : [];
    return { result: { message, queued: configured }, facts, jobs };
  },
});
