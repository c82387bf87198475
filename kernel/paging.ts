import { z } from "zod";
import { isId } from "./ids.ts";

/** Where a list goes on: after this id (newest first) or before it. Every list pages by key, never by offset. */
export const keyset = {
  after: z.string().refine(isId, "kernel.fault.format").optional(),
  before: z.string().refine(isId, "kernel.fault.format").optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

export interface Keyset<Row> {
  rows: Row[];
  /** Key of the next older page, and of the next newer one; null at the ends. */
  older: string | null;
  newer: string | null;
}

/**
 * Cuts a page out of `limit + 1` rows that were fetched in the direction of travel:
 * `id < after order by id desc`, or `id > before order by id asc`.
 */
export function pageOf<Row extends { id: string }>(
  fetched: Row[],
  asked: { after?: string | undefined; before?: string | undefined; limit: number },
): Keyset<Row> {
  const more = fetched.length > asked.limit;
  const cut = fetched.slice(0, asked.limit);
  const rows = asked.before ? cut.reverse() : cut;
  const older = asked.before ? rows.length > 0 : more;
  const newer = asked.before ? more : asked.after !== undefined && rows.length > 0;
  return { rows, older: older ? (rows.at(-1)?.id ?? null) : null, newer: newer ? (rows[0]?.id ?? null) : null };
}
