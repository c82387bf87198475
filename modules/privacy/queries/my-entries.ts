import { z } from "zod";
import { keyset, pageOf, query } from "../../../kernel/index.ts";
import { type Entry, type EntryRow, entryColumns, entryOfRow } from "../entry.ts";

const own = [
  { hat: "citizen", purpose: "own-data" },
  { hat: "business", purpose: "own-data" },
] as const;

/**
 * What others did with my record, newest first: `kind` "read" or "act", and by whom:
 * officers, the house itself, or both. Own reads are in nobody's list.
 */
export const myEntries = query({
  name: "privacy.entries",
  input: z
    .object({
      ...keyset,
      kind: z.enum(["read", "act"]).default("read"),
      by: z.enum(["all", "officer", "system"]).default("all"),
    })
    .strict(),
  allow: own,
  async answer({ tx, actor }, { kind, by, after, before, limit }) {
    const side = before
      ? "and id > $3::uuid order by id asc"
      : "and ($3::uuid is null or id < $3::uuid) order by id desc";
    // What touches a person is gathered first: left to itself, the planner may walk the whole
    // journal backwards in the hope of meeting twenty lines soon.
    const rows = await tx.query<EntryRow>(
      `with mine as materialized (
         select ${entryColumns} from kernel.journal
         where kind = '${kind}' and about @> array[$1::uuid] ${kind === "act" ? "and about <> '{}'" : ""}
           and (account is distinct from $2::uuid or hat = 'officer'))
       select ${entryColumns} from mine where ($4 = 'all' or hat = $4) ${side} limit $5`,
      [actor.person, actor.account, before ?? after ?? null, by, limit + 1],
    );
    return pageOf<Entry>(rows.map(entryOfRow), { after, before, limit });
  },
});

/** One line about my record. Somebody else's is not found. */
export const myEntry = query({
  name: "privacy.entry",
  input: z.object({ id: z.uuid("kernel.fault.format") }).strict(),
  load: async ({ tx, actor }, { id }) => {
    const [row] = await tx.query<EntryRow>(
      `select ${entryColumns} from kernel.journal where id = $1 and about @> array[$2::uuid]`,
      [id, actor.person],
    );
    return row ? entryOfRow(row) : null;
  },
  allow: own,
  answer: async (_context, _input, entry) => entry,
});
