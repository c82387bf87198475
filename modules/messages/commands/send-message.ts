import { z } from "zod";
import { command, isId, isLocale, on } from "../../../kernel/index.ts";
import { mostTries } from "../message.ts";
import type { MessagesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const both = z.object({ id: z.string().min(1).max(4000), en: z.string().min(1).max(4000) }).strict();

/** Puts a message in an inbox and, when an address is given, queues a copy by mail. Only other rooms send. */
export const sendMessage = command({
  name: "messages.send-message",
  internal: true,
  input: z
    .object({
      toPerson: id.nullish(),
      toBusiness: id.nullish(),
      email: z.email().max(200).nullish(),
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
      })
      .execute();
    const facts = [{ name: "messages.sent", subject: message, body: { kind: input.kind } }];
    if (!input.email) return { result: { message }, facts };
    const delivery = newId();
    const configured = Boolean(world.config.SMTP_URL) || world.config.DEMO === "yes";
    await on<MessagesTables>(tx)
      .insertInto("messages.delivery")
      .values({
        id: delivery,
        message,
        channel: "mail",
        address: configured ? await world.secrets.seal(tx, delivery, "messages.delivery.address", input.email) : null,
        locale: input.locale,
        state: configured ? "queued" : "not-configured",
        attempts: 0,
        fault: null,
        changed_at: now,
      })
      .execute();
    const jobs = configured
      ? [{ name: "messages.deliver-mail", payload: { delivery }, key: `mail:${delivery}`, attempts: mostTries + 2 }]
      : [];
    return { result: { message }, facts, jobs };
  },
});
