import { z } from "zod";
import { idsOf, keyset, pageOf, query } from "../../../kernel/index.ts";
import { type Entry, type EntryRow, entryColumns, entryOfRow, shownOn } from "../entry.ts";

const own = [
  { hat: "citizen", purpose: "own-data" },
  { hat: "business", purpose: "own-data" },
] as const;

// Lines of one request lie close together: of the newest (or oldest) of them the whole requests are counted, and of all others
// nothing. What is the last of its request and lies outside is another page's.
const batched = (side: string, most: string) => `near as (select id, request from seen ${side} limit ${most}),
       line as (
         select id, 1 as times from near where request is null
         union all
         select id, times from (
           select max(id::text)::uuid as id, count(*)::int as times from seen where request in (select request from near)
           group by request, name, purpose) whole
         where id in (select id from near))`;
const single = "near as (select from seen limit 0), line as (select id, 1 as times from seen)";
const nearby = 10;

/**
 * What others did with my record, newest first: `kind` "read" or "act", and by whom: officers, systems of agencies, the
 * house itself, or all. Own reads are in nobody's list. With `batches`, the reads of one request are one line that
 * says how many; `batch` (a line's id) lists what such a line stands for. `withheld` counts reads that the law
 * keeps from the person, for now or for good.
 */
export const myEntries = query({
  name: "privacy.entries",
  input: z
    .object({
      ...keyset,
      kind: z.enum(["read", "act"]).default("read"),
      by: z.enum(["all", "officer", "machine", "system"]).default("all"),
      batches: z.coerce.boolean().default(false),
      batch: z.uuid("kernel.fault.format").optional(),
    })
    .strict(),
  allow: own,
  async answer(context, { kind, by, batches, batch, after, before, limit }) {
    const { world, tx, actor, now } = context;
    const people = await idsOf(context, actor.person!);
    const rowsAmong = (most: number) => {
      const values: unknown[] = [];
      const put = (value: unknown) => `$${values.push(value)}`;
      const [mine, account, day] = [people, actor.account, world.calendar.today(now)].map(put);
      const from = before ?? after;
      const side = `${from ? `where id ${before ? ">" : "<"} ${put(from)}::uuid` : ""} order by id ${before ? "asc" : "desc"}`;
      // What touches a person is gathered first: left to itself, the planner may walk the whole
      // journal backwards in the hope of meeting twenty lines soon.
      return tx.query<Partial<EntryRow> & { withheld: number; near: number }>(
        `with mine as materialized (
           select id, hat, name, purpose, request, ${shownOn(day!)} as shown from kernel.journal
           where kind = '${kind}' and about && ${mine}::uuid[] ${kind === "act" ? "and about <> '{}'" : ""}
             and (account is distinct from ${account}::uuid or hat = 'officer')),
         seen as not materialized (
           select * from mine where shown ${by === "all" ? "" : `and hat = ${put(by)}`} ${
             batch
               ? `and (request, name, purpose) = (select request, name, purpose from mine where id = ${put(batch)})`
               : ""
           }),
         ${batches ? batched(side, put(most)) : single},
         page as (select * from line ${side} limit ${put(limit + 1)}),
         told as (select ${entryColumns}, times from page join kernel.journal using (id))
         select told.*, held.withheld, (select count(*) from near)::int as near
         from (select count(*) filter (where not shown)::int as withheld from mine) held left join told on true
         order by id ${before ? "asc" : "desc"}`,
        values,
      );
    };
    let rows = await rowsAmong(nearby * (limit + 1));
    // Whole pages of one request's lines: then all are looked at.
    if (rows.length <= limit && (rows[0]?.near ?? 0) === nearby * (limit + 1)) rows = await rowsAmong(1_000_000);
    const found = rows.filter(
      (row): row is EntryRow & { withheld: number; near: number } => typeof row.id === "string",
    );
    const lines = found.map(({ withheld: _, near: __, ...row }) => entryOfRow(row));
    return { ...pageOf<Entry>(lines, { after, before, limit }), withheld: rows[0]?.withheld ?? 0 };
  },
});

/** One line about my record. Somebody else's, and what is withheld from me, is not found. */
export const myEntry = query({
  name: "privacy.entry",
  input: z.object({ id: z.uuid("kernel.fault.format") }).strict(),
  load: async (context, { id }) => {
    const { world, tx, actor, now } = context;
    if (actor.person === null) return null;
    const [row] = await tx.query<EntryRow>(
      `select ${entryColumns} from kernel.journal where id = $1 and about && $2::uuid[] and ${shownOn("$3")}`,
      [id, await idsOf(context, actor.person), world.calendar.today(now)],
    );
    return row ? entryOfRow(row) : null;
  },
  allow: own,
  answer: async (_context, _input, entry) => entry,
});
