import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { bulkOwner } from "../commands/bulk.ts";
import type { BulkItemRow, BulkRow } from "../desk-tables.ts";

const held = { input: z.object({ bulk: z.uuid() }).strict() };

/** What was asked to be done to many, and how far it has come. */
export const bulkById = query({
  name: "cases.bulk",
  input: held.input,
  load: async ({ tx }, { bulk }) =>
    (await tx.query<BulkRow>("select * from cases.bulk where id = $1", [bulk]))[0] ?? null,
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: bulkOwner, purpose: "service" }],
  async answer({ tx }, _input, { id, kind, asked, state, made_at, ended_at }) {
    const items = await tx.query<BulkItemRow>("select * from cases.bulk_item where bulk = $1 order by n limit 500", [
      id,
    ]);
    return { id, kind, asked, state, made_at, ended_at, items };
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
