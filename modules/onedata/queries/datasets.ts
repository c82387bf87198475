import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { officerNames } from "../../identity/index.ts";
import { datasetHeld } from "../dataset.ts";
import { type Duty, duties } from "../definition/settings.ts";
import { dutiesOf, holds, partner } from "../duty.ts";
import { originsOf } from "../sources.ts";
import type { DatasetRow, DeliveryRow, FindingRow, StepRow, VersionRow } from "../tables.ts";
import { turnOf } from "../workflow.ts";

const anybody = [
  { hat: "anyone" },
  { hat: "citizen" },
  { hat: "business" },
  { hat: "officer" },
  { hat: "machine" },
  { hat: "system" },
] as const;

export type Listed = Pick<
  DatasetRow,
  "code" | "plan" | "producer" | "priority" | "state" | "round" | "release_on" | "due_at"
> & { published: Date | null; version: number | null };
const listed = `select d.code, d.plan, d.producer, d.priority, d.state, d.round, d.release_on, d.due_at,
    v.published_at as published, v.number as version
  from onedata.dataset d
  left join lateral (select number, published_at from onedata.version v where v.dataset = d.id order by number desc limit 1) v on true`;

/** The list of data that the forum agreed on: what is to come, when, and what is there. Anybody may know. */
export const dataList = query({
  name: "onedata.list",
  input: z
    .object({ after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(200) })
    .strict(),
  allow: anybody,
  answer: ({ tx }, { after, limit }): Promise<Listed[]> =>
    tx.query<Listed>(
      `${listed} where d.state not in ('planned', 'proposed', 'declined') and ($1::text is null or d.code > $1)
       order by d.code limit $2`,
      [after ?? null, limit],
    ),
});

export interface Release {
  code: string;
  title: { id: string; en: string };
  producer: string;
  priority: boolean;
  promised: string;
  published: string | null;
  number: number | null;
  /** Days by which it came, or still is, late. */
  late: number;
}

/** What was released when, and what is still to come: with the days by which it is late. */
export const releases = query({
  name: "onedata.releases",
  input: z.object({ from: z.iso.date().optional(), until: z.iso.date().optional() }).strict(),
  allow: anybody,
  async answer({ tx, world, now }, { from, until }): Promise<Release[]> {
    const today = world.calendar.today(now);
    return tx.query<Release & Record<string, unknown>>(
      `select code, title, producer, priority, promised, published, number,
         greatest(0, coalesce(published, $1::date) - promised)::int as late
       from (
         select d.code, d.plan->'title' as title, d.producer, d.priority, v.promised_on as promised,
           v.published_on as published, v.number
         from onedata.version v join onedata.dataset d on d.id = v.dataset
         union all
         select code, plan->'title', producer, priority, release_on, null, null from onedata.dataset
         where state not in ('planned', 'proposed', 'declined', 'published')
            or (state = 'published' and plan->>'frequency' <> 'once')
       ) as r
       where ($2::date is null or promised >= $2) and ($3::date is null or promised <= $3)
       order by promised desc, code, number desc limit 500`,
      [today, from ?? null, until ?? null],
    );
  },
});

export interface Published extends Omit<VersionRow, "dataset" | "content"> {
  versions: { number: number; hash: string; published_on: string }[];
}

/** A published version, the newest when none is named, without its rows. */
export const publishedVersion = query({
  name: "onedata.version",
  input: z.object({ code: z.string().max(80), number: z.coerce.number().int().min(1).optional() }).strict(),
  allow: anybody,
  async answer({ tx }, { code, number }): Promise<Published | null> {
    const [row] = await tx.query<Omit<VersionRow, "dataset" | "content">>(
      `select number, code, hash, schema, description, rows, hidden, promised_on, published_on, published_at
       from onedata.version where code = $1 and ($2::int is null or number = $2) order by number desc limit 1`,
      [code, number ?? null],
    );
    if (!row) return null;
    const versions = await tx.query<Published["versions"][number]>(
      "select number, hash, published_on from onedata.version where code = $1 order by number desc limit 200",
      [code],
    );
    return { ...row, versions };
  },
});

/** The table of a version as it was published, byte by byte. */
export const publishedTable = query({
  name: "onedata.table",
  internal: true,
  input: z.object({ code: z.string().max(80), number: z.coerce.number().int().min(1) }).strict(),
  allow: anybody,
  async answer(
    { tx },
    { code, number },
  ): Promise<Pick<VersionRow, "content" | "schema" | "description" | "hash"> | null> {
    const [row] = await tx.query<Pick<VersionRow, "content" | "schema" | "description" | "hash">>(
      "select content, schema, description, hash from onedata.version where code = $1 and number = $2",
      [code, number],
    );
    return row ?? null;
  },
});

/** What the officer's duties are, and what waits for them: most urgent first. */
export const workOf = query({
  name: "onedata.work",
  input: z.object({}).strict(),
  allow: [{ hat: "officer" }],
  async answer({ tx, world, actor }): Promise<{ duties: Duty[]; rows: (Listed & { mine: boolean })[] }> {
    const { government } = world;
    const rows = await tx.query<Listed>(`${listed} order by d.due_at nulls last, d.code limit 500`);
    const own = rows.flatMap((row) => {
      if (dutiesOf(government, actor, row.producer).length === 0) return [];
      const turn = turnOf(row.state);
      return [{ ...row, mine: turn !== undefined && holds(government, actor, turn, row.producer) }];
    });
    return {
      duties: duties.filter((duty) => holds(government, actor, duty, actor.officer!.agency)),
      rows: own.sort((a, b) => Number(b.mine) - Number(a.mine)),
    };
  },
});

/** A dataset with its whole story, for those who take part in it. */
export const datasetWhole = query({
  name: "onedata.dataset",
  input: z.object({ code: z.string().max(80) }).strict(),
  load: ({ tx, world }, { code }) => datasetHeld(tx, world.government, code),
  allow: [{ hat: "officer", relation: partner }, { hat: "system" }],
  async answer({ tx, askAsRoom, actor }, _input, { row, government, producer }) {
    const steps = await tx.query<StepRow>("select * from onedata.step where dataset = $1 order by id desc limit 200", [
      row.id,
    ]);
    const findings = await tx.query<FindingRow>(
      "select * from onedata.finding where dataset = $1 order by round desc, id limit 200",
      [row.id],
    );
    const [delivery] = await tx.query<Omit<DeliveryRow, "content">>(
      `select id, dataset, round, hash, rows, hidden, at
       from onedata.delivery where dataset = $1 order by id desc limit 1`,
      [row.id],
    );
    const names = await askAsRoom(officerNames, { ids: steps.flatMap(({ officer }) => officer ?? []) });
    return {
      row,
      steps: steps.map(({ by_account: _account, ...step }) => ({
        ...step,
        name: (step.officer && (names as Record<string, string>)[step.officer]) ?? null,
      })),
      findings,
      delivery: delivery ?? null,
      duties: dutiesOf(government, actor, producer),
    };
  },
});

/** Registers of an agency that figures can be made of, with their fields. */
export const origins = query({
  name: "onedata.origins",
  input: z.object({ keeper: z.string().max(60).optional() }).strict(),
  allow: anybody,
  answer: async (context, { keeper }) => (await originsOf(context)).filter((one) => !keeper || one.keeper === keeper),
});

/** What was handed in last, byte by byte, for those who take part. */
export const deliveredTable = query({
  name: "onedata.delivery",
  internal: true,
  input: z.object({ code: z.string().max(80) }).strict(),
  load: ({ tx, world }, { code }) => datasetHeld(tx, world.government, code),
  allow: [{ hat: "officer", relation: partner }],
  async answer({ tx }, _input, { row }): Promise<Buffer | null> {
    const [found] = await tx.query<{ content: Buffer }>(
      "select content from onedata.delivery where dataset = $1 order by id desc limit 1",
      [row.id],
    );
    return found?.content ?? null;
  },
});
