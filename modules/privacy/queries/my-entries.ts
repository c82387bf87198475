import { z } from "zod";
import { idsOf, keyset, pageOf, query } from "../../../kernel/index.ts";
import { type Entry, type EntryRow, entryColumns, entryOfRow, shownOn } from "../entry.ts";

const own = [
  { hat: "citizen", purpose: "own-data" },
  { hat: "business", purpose: "own-data" },
] as const;

// Most requests read a person once: only those that did so more often are gathered, which spares sorting all the others.
const batched = `many as (select request from seen where request is not null group by request having count(*) > 1),
       line as (
         select id, 1 as times from seen where request is null or request not in (select request from many)
         union all
         select max(id::text)::uuid, count(*)::int from seen where request in (select request from many)
         group by request, name, purpose)`;

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
    const side = before
      ? "where id > $3::uuid order by id asc"
      : "where $3::uuid is null or id < $3::uuid order by id desc";
    // What touches a person is gathered first: left to itself, the planner may walk the whole
    // journal backwards in the hope of meeting twenty lines soon.
    const rows = await tx.query<Partial<EntryRow> & { withheld: number }>(
      `with mine as materialized (
         select id, hat, name, purpose, request, ${shownOn("$6")} as shown from kernel.journal
         where kind = '${kind}' and about && $1::uuid[] ${kind === "act" ? "and about <> '{}'" : ""}
           and (account is distinct from $2::uuid or hat = 'officer')),
       seen as (
         select * from mine where shown and ($4 = 'all' or hat = $4)
           and ($7::uuid is null or (request, name, purpose) = (select request, name, purpose from mine where id = $7))),
       ${batches ? batched : "line as (select id, 1 as times from seen)"},
       page as (select * from line ${side} limit $5),
       told as (select ${entryColumns}, times from page join kernel.journal using (id))
       select told.*, held.withheld
       from (select count(*) filter (where not shown)::int as withheld from mine) held left join told on true
       order by id ${before ? "asc" : "desc"}`,
      [
        await idsOf(context, actor.person!),
        actor.account,
        before ?? after ?? null,
        by,
        limit + 1,
        world.calendar.today(now),
        batch ?? null,
      ],
    );
    const found = rows.filter((row): row is EntryRow & { withheld: number } => typeof row.id === "string");
    const lines = found.map(({ withheld: _, ...row }) => entryOfRow(row));
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
