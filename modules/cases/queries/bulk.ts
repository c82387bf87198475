import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { bulkOwner } from "../commands/bulk.ts";
import type { BulkItemRow, BulkRow } from "../desk-tables.ts";

const held = { input: z.object({ bulk: z.uuid() }).strict() };

/** What was asked to be done to many, how far it has come in sums, and its rows in pages. */
export const bulkById = query({
  name: "cases.bulk",
  input: held.input.extend({
    state: z.enum(["ready", "cannot", "done", "refused"]).optional(),
    after: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  load: async ({ tx }, { bulk }) =>
    (await tx.query<BulkRow>("select * from cases.bulk where id = $1", [bulk]))[0] ?? null,
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: bulkOwner, purpose: "service" }],
  async answer({ tx }, { state: only, after, limit }, { id, kind, asked, state, stopped_for, made_at, ended_at }) {
    const [sums, items] = await Promise.all([
      tx.query<{ state: BulkItemRow["state"]; why: string | null; target_name: string | null; n: number }>(
        `select state, why, target_name, count(*)::int as n from cases.bulk_item where bulk = $1
         group by state, why, target_name order by n desc, why, target_name`,
        [id],
      ),
      tx.query<BulkItemRow>(
        `select * from cases.bulk_item where bulk = $1 and ($2::text is null or state = $2) and n > $3 order by n limit $4`,
        [id, only ?? null, after ?? -1, limit + 1],
      ),
    ]);
    const page = items.slice(0, limit);
    const next = items.length > limit ? page.at(-1)!.n : null;
    return { id, kind, asked, state, stopped_for, made_at, ended_at, sums, items: page, next };
  },
});

/** What is left of it for the worker, a few at a time. */
export const bulkToDo = query({
  name: "cases.bulk-to-do",
  internal: true,
  input: held.input.extend({ limit: z.number().int().min(1).max(100) }),
  load: async ({ tx }, { bulk }) =>
    (await tx.query<BulkRow>("select * from cases.bulk where id = $1", [bulk]))[0] ?? null,
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { limit }, bulk) {
    const items = await tx.query<BulkItemRow>(
      "select * from cases.bulk_item where bulk = $1 and state = 'ready' order by n limit $2",
      [bulk.id, limit],
    );
    return { bulk, items };
  },
});
