import { randomInt } from "node:crypto";
import { z } from "zod";
import { command, isId, numbered, on } from "../../../kernel/index.ts";
import type { DocumentsTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const both = z.object({ id: z.string(), en: z.string() });
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** "K7MQ-2XPD-9RTA": 60 bits, so that nobody finds a document by guessing. */
const newCode = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join(
    "-",
  );

/** Gives a document its number and code, before it is set. Asked again for the same subject, kind and edition, it gives the same. */
export const openDocument = command({
  name: "documents.open-document",
  internal: true,
  input: z.object({
    subject: z.string().max(100),
    kind: z.string().max(60),
    title: both,
    person: id,
    business: id.nullish(),
    holder: z.string().max(200),
    agency: z.string().max(60),
    numberPattern: z.string().max(100),
    edition: z.number().int().min(1).max(100).default(1),
    validUntil: z.iso.date().nullable(),
    content: z.record(z.string(), z.unknown()),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const rows = on<DocumentsTables>(tx);
    const known = await rows
      .selectFrom("documents.document")
      .selectAll()
      .where("subject", "=", input.subject)
      .where("kind", "=", input.kind)
      .where("edition", "=", input.edition)
      .executeTakeFirst();
    if (known) return { result: known, subject: known.id };
    const year = Number(world.calendar.today(now).slice(0, 4));
    // Locked until this ends, and undone with it: numbers run without gaps.
    const { last } = await rows
      .insertInto("documents.series")
      .values({ kind: input.kind, year, last: 1 })
      .onConflict((c) =>
        c.columns(["kind", "year"]).doUpdateSet((row) => ({ last: row("documents.series.last", "+", 1) })),
      )
      .returning("last")
      .executeTakeFirstOrThrow();
    const number = numbered(input.numberPattern, year, last);
    const made = await rows
      .insertInto("documents.document")
      .values({
        id: newId(),
        code: newCode(),
        number,
        kind: input.kind,
        title: JSON.stringify(input.title) as never,
        subject: input.subject,
        edition: input.edition,
        person: input.person,
        business: input.business ?? null,
        holder: input.holder,
        agency: input.agency,
        state: "making",
        content: JSON.stringify(input.content) as never,
        sha256: null,
        store: null,
        bytes: null,
        signers: "[]" as never,
        opened_at: now,
        issued_at: null,
        valid_until: input.validUntil,
        standing_at: null,
        revoked_at: null,
        revoked_by: null,
        reason: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { result: made, subject: made.id };
  },
});
