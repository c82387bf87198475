import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import { consentHolds } from "../../privacy/index.ts";
import { addressee, messageHeld } from "../message.ts";
import type { MessagesTables } from "../tables.ts";

const own = [
  { hat: "citizen", purpose: "own-data" },
  { hat: "business", purpose: "own-data" },
] as const;

/** My messages, newest first. */
export const myMessages = query({
  name: "messages.inbox",
  input: z.object(keyset).strict(),
  allow: own,
  async answer({ tx, actor }, asked) {
    let rows = on<MessagesTables>(tx)
      .selectFrom("messages.message")
      .selectAll()
      .limit(asked.limit + 1);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business?.id ?? "")
        : rows.where("person", "=", actor.person);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    if (asked.after) rows = rows.where("id", "<", asked.after);
    return pageOf(await rows.execute(), asked);
  },
});

/** One message of mine. */
export const messageById = query({
  name: "messages.message",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => messageHeld(tx, id),
  allow: [
    { hat: "citizen", relation: addressee, purpose: "own-data" },
    { hat: "business", relation: addressee, purpose: "own-data" },
  ],
  answer: async (_context, _input, message) => message,
});

/** How many of my messages are unread. */
export const unreadCount = query({
  name: "messages.unread",
  input: z.object({}).strict(),
  allow: own,
  async answer({ tx, actor }) {
    const column = actor.hat === "business" ? "business" : "person";
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from messages.message where ${column} = $1 and read_at is null`,
      [actor.hat === "business" ? actor.business?.id : actor.person],
    );
    return row?.n ?? 0;
  },
});

/** A copy that is to be delivered, with its address opened; null when it was settled already. */
export const deliveryToMake = query({
  name: "messages.delivery-to-make",
  internal: true,
  input: z.object({ delivery: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "notice" }],
  async answer({ world, tx, askAsRoom }, { delivery }) {
    const copy = await on<MessagesTables>(tx)
      .selectFrom("messages.delivery")
      .selectAll()
      .where("id", "=", delivery)
      .executeTakeFirst();
    if (copy?.state !== "queued" || !copy.address) return null;
    const message = await messageHeld(tx, copy.message);
    const address = await world.secrets.open(tx, delivery, "messages.delivery.address", copy.address);
    if (!message || !address) return null;
    const { person, purpose } = message;
    const agreed = !person || !purpose || (await askAsRoom(consentHolds, { people: [person], purpose }));
    return { address, locale: copy.locale, attempts: copy.attempts, message, agreed };
  },
});

/** The newest mails, for the demo's mailbox page. */
export const demoMails = query({
  name: "messages.demo-mails",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ world, askAsRoom }) {
    return world.config.DEMO === "yes" ? askAsRoom(mailsSent, {}) : null;
  },
});

const mailsSent = query({
  name: "messages.mails-sent",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  answer: ({ tx }) =>
    on<MessagesTables>(tx)
      .selectFrom("messages.delivery as d")
      .innerJoin("messages.message as m", "m.id", "d.message")
      .select(["d.id", "m.title", "m.body", "m.link", "m.sent_at", "d.locale", "d.state"])
      .orderBy("d.id", "desc")
      .limit(50)
      .execute(),
});
