import nodemailer, { type Transporter } from "nodemailer";
import { type JobHandler, textIn, type World } from "../../../kernel/index.ts";
import { settleDelivery } from "../commands/settle-delivery.ts";
import { deliveryToMake } from "../queries/inbox.ts";

/** After so many tries it is given up: with the queue's growing pauses that is about two days. */
const mostTries = 10;
const transports = new WeakMap<World, Transporter>();

function transport(world: World): Transporter {
  let made = transports.get(world);
  if (!made) {
    made = nodemailer.createTransport({
      url: world.config.SMTP_URL,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    } as never);
    transports.set(world, made);
  }
  return made;
}

/**
 * Sends a message's copy by mail. The Message-ID is the delivery's own, so that a mail server
 * that gets it twice (a job that died after sending) shows it once. A refused address is given
 * up at once; a server that is away is tried again with growing pauses.
 */
export const deliverMail: JobHandler = {
  name: "messages.deliver-mail",
  async handle({ world, act, ask }, payload) {
    const delivery = String(payload.delivery);
    const copy = await ask(deliveryToMake, { delivery });
    if (!copy) return;
    if (!world.config.SMTP_URL) {
      await act(settleDelivery, { delivery, state: "sent", fault: null });
      return;
    }
    const say = world.words.say(copy.locale);
    const place = textIn(world.government.name, copy.locale);
    const link = copy.message.link ? `${world.config.PUBLIC_URL.replace(/\/$/, "")}${copy.message.link}` : null;
    try {
      await transport(world).sendMail({
        from: { name: place, address: world.config.MAIL_FROM },
        to: copy.address,
        subject: copy.message.title[copy.locale].replace(/[\r\n]+/g, " "),
        text: [
          copy.message.body[copy.locale],
          link && say("messages.mail.open", { link }),
          say("messages.mail.foot", { place }),
        ]
          .filter(Boolean)
          .join("\n\n"),
        messageId: `<${delivery}@${new URL(world.config.PUBLIC_URL).hostname}>`,
        headers: { "Auto-Submitted": "auto-generated", "Content-Language": copy.locale },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (error) {
      const { responseCode = 0, code = "failed" } = error as { responseCode?: number; code?: string };
      const given = (responseCode >= 500 && responseCode < 600) || copy.attempts + 1 >= mostTries;
      await act(settleDelivery, {
        delivery,
        state: given ? "failed" : "queued",
        fault: String(responseCode || code).slice(0, 100),
      });
      if (given) return;
      throw new Error(`mail not sent yet (${responseCode || code})`);
    }
    await act(settleDelivery, { delivery, state: "sent", fault: null });
  },
};
