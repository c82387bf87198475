import nodemailer, { type Transporter } from "nodemailer";
import { type JobHandler, textIn, type World } from "../../../kernel/index.ts";
import { settleDelivery } from "../commands/settle-delivery.ts";
import { mostTries } from "../message.ts";
import { deliveryToMake } from "../queries/inbox.ts";

const transports = new WeakMap<World, Transporter>();

function transport(world: World): Transporter {
  let made = transports.get(world);
  if (!made) {
    const url = world.config.SMTP_URL!;
    made = nodemailer.createTransport({
      url,
      // A password never goes over an open line, whoever removes STARTTLS from what the server offers.
      requireTLS: new URL(url).password !== "",
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    } as never);
    transports.set(world, made);
  }
  return made;
}

/** How a try went wrong. Only the addressee's own refusal, or that of the mail itself, is final; all else may mend. */
function faultOf(error: unknown): { code: string; final: boolean; refused: boolean } {
  const {
    responseCode = 0,
    code = "failed",
    command = "",
  } = error as { responseCode?: number; code?: string; command?: string };
  const never = responseCode >= 500 && responseCode < 600;
  return {
    code: String(responseCode || code).slice(0, 100),
    final: never && ["RCPT TO", "DATA"].includes(command),
    refused: never && command === "RCPT TO",
  };
}

/**
 * Sends a message's copy by mail. The Message-ID is the delivery's own, so that a mail server
 * that gets it twice (a job that died after sending) shows it once. Plain text only: nothing can hide
 * behind a link. A refused address is given up at once; a server that is away is tried again with
 * growing pauses.
 */
export const deliverMail: JobHandler = {
  name: "messages.deliver-mail",
  async handle({ world, act, ask }, payload) {
    const delivery = String(payload.delivery);
    const copy = await ask(deliveryToMake, { delivery });
    if (!copy) return;
    if (!copy.agreed) {
      await act(settleDelivery, { delivery, state: "failed", fault: "consent-withdrawn" });
      return;
    }
    if (!world.config.SMTP_URL) {
      // The demo's mailbox page stands for all mail; elsewhere the mail server was taken out of the configuration.
      const demo = world.config.DEMO === "yes";
      await act(settleDelivery, { delivery, state: demo ? "sent" : "failed", fault: demo ? null : "not-configured" });
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
      const { code, final, refused } = faultOf(error);
      const given = final || copy.attempts + 1 >= mostTries;
      await act(settleDelivery, { delivery, state: given ? "failed" : "queued", fault: code, refused });
      if (given) return;
      throw new Error(`mail not sent yet (${code})`);
    }
    await act(settleDelivery, { delivery, state: "sent", fault: null });
  },
};
