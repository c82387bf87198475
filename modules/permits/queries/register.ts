import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import type { Both, PermitAct, PermitRow } from "../tables.ts";

/** What a line of the public register says. */
export type PublicPermit = Pick<PermitRow, "id" | "number" | "title" | "state" | "valid_until"> & {
  public_holder: string;
};

/** "Bu Nar" becomes the search "bu:* & nar:*"; null when nothing is left to look for. */
export function searchWords(text: string): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0
    ? words
        .slice(0, 8)
        .map((word) => `${word}:*`)
        .join(" & ")
    : null;
}

/** The public register of permits, newest first: by words of holder, number or kind; pages by key. */
export const register = query({
  name: "permits.register",
  input: z
    .object({
      words: z.string().trim().max(100).optional(),
      after: z.string().refine(isId, "kernel.fault.format").optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { words, after, limit }) {
    // The function knows by itself what is public, and returns nothing else.
    const found = await tx.query<PublicPermit>("select * from permits.in_public($1, $2, $3)", [
      words ? searchWords(words) : null,
      after ?? null,
      limit + 1,
    ]);
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  },
});

/** One entry of the public register: what the service declares public, its state, and why it stands so. */
export const registerEntry = query({
  name: "permits.entry",
  input: z.object({ id: z.string() }).strict(),
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }, { id }) => askAsRoom(publicEntry, { id }),
});

export const publicEntry = query({
  name: "permits.public-entry",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  allow: [{ hat: "system", purpose: "document" }],
  async answer({ tx }, { id }) {
    if (!isId(id)) return null;
    const [row] = await tx.query<
      PublicPermit & {
        agency: string;
        office: string;
        public_rows: { label: Both; value: string }[];
        valid_from: string;
        suspended_until: string | null;
        successor: string | null;
      }
    >(
      `select p.id, p.number, p.title, p.public_holder, p.state, p.valid_from, p.valid_until, p.suspended_until, p.agency, p.office, p.public_rows,
         (select s.id from permits.permit s where s.replaces = p.id and s.public_holder is not null) as successor
       from permits.permit p where p.id = $1 and p.public_holder is not null`,
      [id],
    );
    if (!row) return null;
    // The reason of the list is public; what an officer wrote to the holder is not.
    const acts = await tx.query<Pick<PermitAct, "id" | "at" | "kind" | "reason" | "law" | "until">>(
      "select id, at, kind, reason, law, until from permits.act where permit = $1 and kind <> 'offered' order by id limit 200",
      [id],
    );
    return { ...row, acts };
  },
});
