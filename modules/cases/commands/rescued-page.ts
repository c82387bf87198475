import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { draftLocked, fillsIn } from "../case.ts";
import { keepPage } from "../saved-page.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const bytesOf = (text: string) => Buffer.from(text, "base64url");
const posted = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const page = z.string().max(60);
const place = "cases.rescued.sealed";

/**
 * A page was sent by somebody whose session had ended. What they wrote is sealed and waits under the hash of a word that
 * their browser alone has; it opens to whoever signs in there and may fill in that draft.
 */
export const rescuePage = command({
  name: "cases.rescue-page",
  internal: true,
  input: z.object({ hash, draft: z.string().max(40), page, posted }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ tell }, input) {
    await tell(keepRescued, input);
    return { result: null, subject: input.draft };
  },
});

export const keepRescued = command({
  name: "cases.keep-rescued",
  internal: true,
  input: z.object({ hash, draft: z.string().max(40), page, posted }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const subject = newId();
    await on<CasesTables>(tx)
      .insertInto("cases.rescued")
      .values({
        hash: bytesOf(input.hash),
        subject,
        draft: input.draft,
        page: input.page,
        sealed: await world.secrets.seal(tx, subject, place, JSON.stringify(input.posted)),
        expires_at: new Date(now.getTime() + draftRules(world).rescue.minutes * 60_000),
      })
      .execute();
    return { result: null, subject };
  },
});

/** Hands the rescued words over, once; null when there are none, they are another draft's, or it is too late. */
export const takeRescued = command({
  name: "cases.take-rescued",
  internal: true,
  input: z.object({ hash, draft: z.string().max(40) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, input) {
    const row = await on<CasesTables>(tx)
      .deleteFrom("cases.rescued")
      .where("hash", "=", bytesOf(input.hash))
      .where("draft", "=", input.draft)
      .returningAll()
      .executeTakeFirst();
    const text = row && row.expires_at > now ? await world.secrets.open(tx, row.subject, place, row.sealed) : null;
    if (row) await world.secrets.shred(tx, row.subject);
    const words = row && text !== null ? { page: row.page, posted: posted.parse(JSON.parse(text)) } : null;
    return { result: words, subject: input.draft };
  },
});

/** After signing in again: the rescued words are saved as if the page had just been sent. */
export const restorePage = command({
  name: "cases.restore-page",
  internal: true,
  input: z.object({ hash, draft: z.string() }).strict(),
  load: (context, { draft }) => draftLocked(context, draft),
  allow: fillsIn,
  async carryOut(context, { hash: word }, draft) {
    const words = await context.tell(takeRescued, { hash: word, draft: draft.id });
    if (words) await keepPage(context, draft, { ...words, files: {} });
    return { result: { restored: words !== null }, subject: draft.id };
  },
});
