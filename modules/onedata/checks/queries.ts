import { z } from "zod";
import { type Government, isId, query, type Tx } from "../../../kernel/index.ts";
import { type Held, partner } from "../duty.ts";
import type { Badge, CheckResult } from "./result.ts";

export interface AddressRow {
  id: string;
  agency: string;
  title: string;
  url: string;
  openapi: string;
  added_at: Date;
}
export interface RunRow {
  id: string;
  agency: string;
  address: string | null;
  hash: string | null;
  badge: Badge;
  results: CheckResult[];
  at: Date;
}

async function held<Row extends { agency: string }>(
  tx: Tx,
  government: Government,
  table: "address" | "check_run",
  id: string,
): Promise<(Held & { row: Row }) | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<Row & Record<string, unknown>>(`select * from onedata.${table} where id = $1`, [id]);
  return row ? { row: row as Row, government, producer: row.agency } : null;
}
export const addressHeld = (tx: Tx, government: Government, id: string) =>
  held<AddressRow>(tx, government, "address", id);

export const addressById = query({
  name: "onedata.address",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx, world }, { id }) => addressHeld(tx, world.government, id),
  allow: [{ hat: "officer", relation: partner }, { hat: "system" }],
  answer: async (_context, _input, { row }): Promise<AddressRow | null> => row,
});

/** Each registered API with its newest badge. Anybody may know; where it is and what was found only its agency does. */
export const badges = query({
  name: "onedata.badges",
  input: z.object({}).strict(),
  allow: [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }],
  answer: ({ tx }): Promise<{ id: string; agency: string; title: string; badge: Badge | null; at: Date | null }[]> =>
    tx.query<{ id: string; agency: string; title: string; badge: Badge | null; at: Date | null }>(
      `select a.id, a.agency, a.title, r.badge, r.at from onedata.address a
       left join lateral (select badge, at from onedata.check_run where address = a.id order by id desc limit 1) r on true
       order by a.agency, a.title limit 500`,
    ),
});

/** What an agency had looked at, the newest first. */
export const runsOf = query({
  name: "onedata.check-runs",
  input: z.object({ agency: z.string().max(60) }).strict(),
  load: async ({ world: { government } }, { agency }) => ({ government, producer: agency }),
  allow: [{ hat: "officer", relation: partner }],
  answer: ({ tx }, { agency }): Promise<(Omit<RunRow, "results"> & { title: string | null })[]> =>
    tx.query<Omit<RunRow, "results"> & { title: string | null }>(
      `select r.id, r.agency, r.address, r.hash, r.badge, r.at, a.title from onedata.check_run r
       left join onedata.address a on a.id = r.address where r.agency = $1 order by r.id desc limit 50`,
      [agency],
    ),
});

export const runById = query({
  name: "onedata.check-run",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx, world }, { id }) => held<RunRow>(tx, world.government, "check_run", id),
  allow: [{ hat: "officer", relation: partner }],
  answer: async (_context, _input, { row }): Promise<RunRow> => row,
});
