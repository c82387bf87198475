import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import type { Entry, RowFault } from "../transfer/judge.ts";
import { loadById } from "../transfer/load.ts";

/** One change as it is shown beforehand; of the values only what is not sealed. */
export interface ShownChange {
  kind: "made" | "changed" | "ended";
  number: string;
  person: string | null;
  before: Entry["sets"];
  after: Entry["sets"];
}

const count = z.number().int().min(0);
const system = [{ hat: "system" }] as const;

/** What looking through a load has found; or why it could not be read. The load can be decided on from then on. */
export const recordCheck = command({
  name: "registers.record-check",
  internal: true,
  input: z
    .object({
      load: z.uuid(),
      why: z
        .object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
        .nullable(),
      rows: count,
      fresh: count,
      changed: count,
      ended: count,
      same: count,
      faulty: count,
      faults: z.array(z.custom<RowFault>((one) => typeof one === "object" && one !== null)).max(100_000),
      shown: z.array(z.custom<ShownChange>((one) => typeof one === "object" && one !== null)).max(500),
    })
    .strict(),
  load: (context, { load }) => loadById(context, load),
  allow: system,
  async carryOut({ tx, now }, { load: id, why, faults, shown, ...counts }, { load }) {
    if (load.state !== "checking") return { result: null, subject: id };
    await tx.query(
      `update registers.load set state = $2, why = $3, rows = $4, fresh = $5, changed = $6, ended = $7, same = $8,
         faulty = $9, over_at = $10 where id = $1`,
      [
        id,
        why ? "unreadable" : "checked",
        why,
        counts.rows,
        counts.fresh,
        counts.changed,
        counts.ended,
        counts.same,
        counts.faulty,
        why ? now : null,
      ],
    );
    await tx.query(
      `insert into registers.load_fault (load, nth, line, field, key, values)
       select $1, nth, line, field, key, values
       from json_to_recordset($2::json) as f(nth integer, line integer, field text, key text, values jsonb)`,
      [id, JSON.stringify(faults.map(({ column, ...fault }, nth) => ({ ...fault, nth, field: column })))],
    );
    await tx.query(
      `insert into registers.load_change (load, nth, kind, number, person, before, after)
       select $1, nth, kind, number, person, before, after
       from json_to_recordset($2::json) as c(nth integer, kind text, number text, person uuid, before jsonb, after jsonb)`,
      [id, JSON.stringify(shown.map((change, nth) => ({ ...change, nth })))],
    );
    return { result: null, subject: id, note: { ...counts, ...(why && { why: why.key }) } };
  },
});

/** A load that is written wholly, or that nobody wants any more: what was shown of it is gone. */
export const finishLoad = command({
  name: "registers.finish-load",
  internal: true,
  input: z.object({ load: z.uuid() }).strict(),
  load: (context, { load }) => loadById(context, load),
  allow: system,
  async carryOut({ tx, now }, { load: id }, { load }) {
    if (load.state !== "running") refuse("conflict", "registers.load.not-running");
    await tx.query("update registers.load set state = 'done', over_at = $2 where id = $1", [id, now]);
    await tx.query("delete from registers.load_change where load = $1", [id]);
    return {
      result: null,
      facts: [{ name: "registers.load-done", subject: id, body: { register: load.register, kind: load.kind } }],
    };
  },
});
