import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import { proofOf } from "../gateway/answer.ts";
import { operational } from "../monitor.ts";
import { exchangeOf } from "../settings.ts";
import type { ExchangeTables, MessageRow } from "../tables.ts";

const overseers = [
  { hat: "officer", roles: ["auditor"] },
  { hat: "officer", roles: ["administrator", "steward", "head"] },
] as const;

/** The newest messages of the agreements that the officer's agency is party to (row security), or of all for who oversees the house. */
export const messages = query({
  name: "exchange.messages",
  input: z.object({ agreement: z.uuid().optional(), faults: z.boolean().default(false), ...keyset }).strict(),
  allow: overseers,
  async answer({ tx }, { agreement, faults, after, before, limit }) {
    let rows = on<ExchangeTables>(tx).selectFrom("exchange.message").selectAll();
    if (agreement) rows = rows.where("agreement", "=", agreement);
    if (faults) rows = rows.where("fault", "is not", null);
    if (after) rows = rows.where("id", "<", after);
    if (before) rows = rows.where("id", ">", before);
    const found = await rows
      .orderBy("id", before ? "asc" : "desc")
      .limit(limit + 1)
      .execute();
    return pageOf(found, { after, before, limit });
  },
});

/**
 * One message with all that proves it: what each side signed, the signatures, and the line of the journal that the public log
 * holds. Whoever has the bodies can show that this was returned to that question, then.
 */
export const messageProof = query({
  name: "exchange.message",
  input: z.object({ id: z.uuid() }).strict(),
  load: async ({ tx }, { id }): Promise<MessageRow | null> =>
    (await on<ExchangeTables>(tx).selectFrom("exchange.message").selectAll().where("id", "=", id).executeTakeFirst()) ??
    null,
  allow: overseers,
  async answer({ tx }, { id }, row: MessageRow) {
    const keys = await tx.query<{ id: string; algorithm: string; public: string }>(
      "select id, algorithm, public from exchange.key where id = any($1)",
      [[row.request_key, row.response_key].filter(Boolean)],
    );
    const [line] = await tx.query<{ id: string }>(
      "select id from kernel.journal where subject = $1 and name = 'exchange.log-message'",
      [id],
    );
    return { message: row, keys, journal: line?.id ?? null, proof: row.proof ?? proofOf(row) };
  },
});

/** What was exchanged, for everybody: nobody is named in it, times are by the hour, and nothing is newer than some days. */
export const publicMonitor = query({
  name: "exchange.monitor",
  input: z.object({ day: z.iso.date("kernel.fault.format").optional() }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ world, now, askAsRoom }, { day }) {
    const { publicAfterDays } = exchangeOf(world.government);
    const last = new Date(now.getTime() - publicAfterDays * 86_400_000);
    const wanted =
      day && day < world.calendar.today(last) ? day : world.calendar.today(new Date(last.getTime() - 86_400_000));
    return { day: wanted, rows: await askAsRoom(dayOfMessages, { day: wanted }) };
  },
});

/** A day's messages as the public monitor tells them; row security keeps the rows themselves from everybody. */
export const dayOfMessages = query({
  name: "exchange.day-of-messages",
  internal: true,
  input: z.object({ day: z.iso.date() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx, world }, { day }) {
    const from = world.calendar.moment(day, "00:00");
    const rows = await on<ExchangeTables>(tx)
      .selectFrom("exchange.message")
      .selectAll()
      .where("request_in", ">=", from)
      .where("request_in", "<", new Date(from.getTime() + 86_400_000))
      .orderBy("request_in")
      .limit(100_000)
      .execute();
    return rows.map((row) => operational(row, "public"));
  },
});
