import { z } from "zod";
import { idsOf, query, type Relation, refuse, relation } from "../../../kernel/index.ts";
import { businessById, personById } from "../../registry/index.ts";
import { type EntryRow, entryColumns, entryOfRow, shownOn } from "../entry.ts";

/** The person or business that one asks about, and the numbers by which it and the asker are known. */
interface Asked {
  about: string | null;
  code: string;
  asker: string;
}

const own: Relation<Asked, { userCode: string; requester: string }> = relation(
  "one's own number, or that of the business one acts for",
  (_actor, { about, code, asker }, { userCode, requester }) =>
    about !== null && plain(userCode) === code && plain(requester) === asker,
);
/** "ID9901…" as the protocol writes it, with the country before the number, or the bare number. */
const plain = (code: string): string => code.replace(/^ID/, "").replace(/[^0-9]/g, "");
const moment = z.iso.datetime({ offset: true, error: "kernel.fault.format" }).optional();
const whole = (most: number) => z.coerce.number("kernel.fault.format").int().min(0).max(most);

/**
 * Who used the data of whoever has this number, newest first, for Estonia's data tracker: how many lines there are in
 * all, and those of one part. The person asks for their own number, or as a business for that business's number.
 */
export const usages = query({
  name: "privacy.usages",
  internal: true,
  input: z
    .object({
      userCode: z.string().max(40),
      requester: z.string().max(40),
      periodStart: moment,
      periodEnd: moment,
      offset: whole(1_000_000).default(0),
      limit: whole(1000).default(1000),
    })
    .strict(),
  async load({ ask, actor }): Promise<Asked> {
    if (actor.person === null) refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    // An officer opens no record to be told that the policy turns them away.
    if (actor.hat === "officer") refuse("not-allowed", "kernel.refusal.not-allowed");
    const asker = (await ask(personById, { id: actor.person })).nik ?? "";
    if (!actor.business) return { about: actor.person, code: asker, asker };
    const { nib } = await ask(businessById, { id: actor.business.id });
    return { about: actor.business.id, code: nib, asker };
  },
  allow: [
    { hat: "citizen", relation: own, purpose: "own-data" },
    { hat: "business", relation: own, purpose: "own-data" },
  ],
  async answer(context, { periodStart, periodEnd, offset, limit }, { about }) {
    const { world, tx, actor, now } = context;
    const rows = await tx.query<Partial<EntryRow> & { total: number }>(
      `with mine as materialized (
         select id from kernel.journal
         where kind = 'read' and about && $1::uuid[] and (account is distinct from $2::uuid or hat = 'officer')
           and ${shownOn("$3")} and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at <= $5)),
       page as (select id from mine order by id desc offset $6 limit $7),
       told as (select ${entryColumns} from page join kernel.journal using (id))
       select told.*, counted.total from (select count(*)::int as total from mine) counted left join told on true
       order by id desc`,
      [
        about ? await idsOf(context, about) : [],
        actor.account,
        world.calendar.today(now),
        periodStart ?? null,
        periodEnd ?? null,
        offset,
        limit,
      ],
    );
    const found = rows.filter((row): row is EntryRow & { total: number } => typeof row.id === "string");
    return { total: rows[0]?.total ?? 0, entries: found.map(({ total: _, ...row }) => entryOfRow(row)) };
  },
});

/** Since when the house writes down who read what. */
export const usagePeriod = query({
  name: "privacy.usage-period",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen" }, { hat: "business" }],
  async answer({ tx, now }): Promise<Date> {
    // Ids are in the order of time: the first one is the journal's beginning.
    const [first] = await tx.query<{ at: Date }>("select at from kernel.journal order by id limit 1");
    return first?.at ?? now;
  },
});
