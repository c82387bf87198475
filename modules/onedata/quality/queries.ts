import { z } from "zod";
import { query } from "../../../kernel/index.ts";

export interface Measurement {
  id: string;
  register: string;
  at: Date;
  millis: number;
  total: number;
  fresh: number;
  duplicates: number;
  referring: number;
  referred: number;
}
export interface FieldMeasurement {
  measurement: string;
  field: string;
  filled: number;
  typed: number;
  list: string | null;
  hits: number | null;
}
const anybody = [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }] as const;

/** The newest measurement of each register, with its fields. */
export const qualityNow = query({
  name: "onedata.quality",
  input: z.object({}).strict(),
  allow: anybody,
  async answer({ tx }): Promise<(Measurement & { fields: FieldMeasurement[] })[]> {
    const rows = await tx.query<Measurement & Record<string, unknown>>(
      "select distinct on (register) * from onedata.measurement order by register, id desc",
    );
    const fields = await tx.query<FieldMeasurement & Record<string, unknown>>(
      "select * from onedata.field_measurement where measurement = any($1) order by measurement, place",
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => ({ ...row, fields: fields.filter(({ measurement }) => measurement === row.id) }));
  },
});

/** How a register did over time, with its fields summed. The oldest first. */
export const qualityHistory = query({
  name: "onedata.quality-history",
  input: z.object({ register: z.string().max(60) }).strict(),
  allow: anybody,
  answer: ({ tx }, { register }): Promise<(Measurement & { filled: number; fields: number })[]> =>
    tx.query<Measurement & { filled: number; fields: number }>(
      `select * from (
         select m.*, coalesce(sum(f.filled), 0)::int as filled, count(f.field)::int as fields
         from onedata.measurement m left join onedata.field_measurement f on f.measurement = m.id
         where m.register = $1 group by m.id order by m.id desc limit 60) as newest order by id`,
      [register],
    ),
});
