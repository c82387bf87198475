import { z } from "zod";
import {
  type CommandContext,
  type Context,
  command,
  isId,
  on,
  refuse,
  refuseFields,
  relation,
  Together,
} from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { judged } from "../bulk/judge.ts";
import { deskFile } from "../desk.ts";
import type { BulkRow } from "../desk-tables.ts";
import { idsOfQueue } from "../queries/queue-rows.ts";
import { Narrowing } from "../queues.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const duties = ["reviewer", "opinion-giver", "head"] as const;
/** What a page's rows can be; a whole queue goes by the government's own limit. */
const mostRows = 500;

/**
 * Writes down what is to be done to many, and judges each: nothing is done yet. `assign` gives tasks to a colleague, or
 * puts them back when no officer is named; `balance` spreads what nobody has taken; `complete` gives an outcome that the
 * process lets be given to many; `remind` tells applicants who are waited for; `note` writes the same note on each. In place
 * of rows a `queue` can be named: then all that is in it now, as far as the government's limit goes.
 */
export const prepareBulk = command({
  name: "cases.prepare-bulk",
  input: z
    .object({
      kind: z.enum(["assign", "balance", "complete", "remind", "note"]),
      /** Tasks; cases for `remind`; nothing for `balance`. */
      rows: z.array(id).max(mostRows).default([]),
      queue: Narrowing.optional(),
      officer: id.nullable().optional(),
      outcome: z.string().max(40).optional(),
      text: z.string().trim().max(2000).optional(),
    })
    .strict(),
  allow: [{ hat: "officer", roles: duties, purpose: "service" }],
  async carryOut(context, { kind, rows, queue, officer, outcome, text }) {
    const { tx, actor, now, newId } = context;
    const me = actor.officer!;
    const { most } = deskFile.of(context.world.government).bulk;
    const found = queue ? await inQueue(context, kind, queue, most + 1) : [...new Set(rows)];
    const more = queue !== undefined && found.length > most;
    if (found.length === 0 && kind !== "balance")
      refuseFields([{ path: "rows", messageKey: "cases.fault.chosen-none" }]);
    if (kind === "note" && (text ?? "").length < 2) refuseFields([{ path: "text", messageKey: "cases.fault.message" }]);
    if (kind === "complete" && !outcome) refuseFields([{ path: "outcome", messageKey: "cases.fault.outcome" }]);
    const chosen =
      kind === "assign" && officer
        ? (await context.ask(officersOf, { agency: me.agency, office: me.office })).find((one) => one.id === officer)
        : null;
    if (kind === "assign" && officer && !chosen)
      refuseFields([{ path: "officer", messageKey: "cases.fault.no-colleague" }]);
    const asked: BulkRow["asked"] = {
      ...(kind === "assign" && { officer: officer ?? null, name: chosen?.name ?? null }),
      ...(kind === "complete" && { outcome: outcome! }),
      ...(text && { text }),
      ...(more && { more }),
      ...(kind === "complete" && me.roles.every((role) => role === "head") && { code: true as const }),
    };
    const items = await judged(context, kind, found.slice(0, most), asked, most);
    if (items.length === 0) refuseFields([{ path: "rows", messageKey: "cases.fault.chosen-none" }]);
    const bulk: BulkRow = {
      id: newId(),
      account: actor.account!,
      actor,
      kind,
      asked,
      state: "prepared",
      stopped_for: null,
      made_at: now,
      started_at: null,
      ended_at: null,
    };
    new Together().insert("cases.bulk", [bulk]).send(tx);
    const rowsOf = JSON.stringify(items.map((item, n) => ({ bulk: bulk.id, n, ...item, at: null })));
    tx.send("insert into cases.bulk_item select * from jsonb_populate_recordset(null::cases.bulk_item, $1)", [rowsOf]);
    return { result: { id: bulk.id }, subject: bulk.id, note: { kind, items: items.length } };
  },
});

/** All that is in a queue now, which must be of what the act is for. */
async function inQueue(
  context: CommandContext,
  kind: BulkRow["kind"],
  queue: Narrowing,
  limit: number,
): Promise<string[]> {
  if (queue.of !== (kind === "remind" ? "waiting" : "tasks"))
    refuseFields([{ path: "queue", messageKey: "cases.fault.chosen-none" }]);
  const { rows } = await idsOfQueue(context, queue, limit).execute(on<CasesTables>(context.tx));
  return (rows as { id: string }[]).map((row) => row.id);
}

/** Who asked for it. */
export const bulkOwner = relation<BulkRow>("officer who asked for it", ({ officer }, bulk) =>
  Boolean(officer && bulk.actor.officer?.id === officer.id),
);
export async function bulkHeld({ tx }: Pick<Context, "tx">, given: string): Promise<BulkRow | null> {
  if (!isId(given)) return null;
  return (await tx.query<BulkRow>("select * from cases.bulk where id = $1 for update", [given]))[0] ?? null;
}

/** Begins it, or goes on after a stop: as the officer is now, with the duties and the assurance they have now. */
export const startBulk = command({
  name: "cases.start-bulk",
  input: z.object({ bulk: z.string() }).strict(),
  load: (context, { bulk }) => bulkHeld(context, bulk),
  allow: [{ hat: "officer", roles: duties, relation: bulkOwner, purpose: "service" }],
  async carryOut({ tx, actor, now }, _input, bulk) {
    if (bulk.state === "done") refuse("conflict", "cases.refusal.bulk-over");
    if ((bulk.asked.code || bulk.stopped_for === "code") && actor.assurance < 3)
      refuse("step-up-needed", "kernel.refusal.step-up-needed");
    await on<CasesTables>(tx)
      .updateTable("cases.bulk")
      .set({ state: "running", stopped_for: null, actor: JSON.stringify(actor) as never, started_at: now })
      .where("id", "=", bulk.id)
      .execute();
    return {
      result: null,
      facts: [{ name: "cases.bulk-started", subject: bulk.id, body: { kind: bulk.kind } }],
      jobs: [{ name: "cases.run-bulk", payload: { bulk: bulk.id }, key: `bulk:${bulk.id}` }],
    };
  },
});

/** Stops it after the item that is under way; what was done stays done. */
export const stopBulk = command({
  name: "cases.stop-bulk",
  input: z.object({ bulk: z.string() }).strict(),
  load: (context, { bulk }) => bulkHeld(context, bulk),
  allow: [{ hat: "officer", roles: duties, relation: bulkOwner, purpose: "service" }],
  async carryOut({ tx }, _input, bulk) {
    if (bulk.state !== "running") refuse("conflict", "cases.refusal.bulk-over");
    await on<CasesTables>(tx).updateTable("cases.bulk").set({ state: "stopped" }).where("id", "=", bulk.id).execute();
    return { result: null, facts: [{ name: "cases.bulk-stopped", subject: bulk.id }] };
  },
});

/**
 * Writes down what became of items, and that all are done; or that it stops by itself until the code is given again. Said
 * twice, the first word stands.
 */
export const settleBulk = command({
  name: "cases.settle-bulk",
  internal: true,
  input: z
    .object({
      bulk: id,
      items: z.array(z.object({ n: z.number().int(), why: z.string().max(100).nullable() }).strict()).max(100),
      stops: z.literal("code").optional(),
    })
    .strict(),
  load: (context, { bulk }) => bulkHeld(context, bulk),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { items, stops }, bulk) {
    const all = new Together();
    for (const { n, why } of items)
      all.add`update cases.bulk_item set state = ${why ? "refused" : "done"}, why = ${why}, at = ${now}
        where bulk = ${bulk.id} and n = ${n} and state = 'ready'`;
    all.send(tx);
    const [left] = await tx.query("select 1 from cases.bulk_item where bulk = $1 and state = 'ready' limit 1", [
      bulk.id,
    ]);
    if (!left && bulk.state !== "done")
      await tx.query("update cases.bulk set state = 'done', ended_at = $2 where id = $1", [bulk.id, now]);
    else if (stops && bulk.state === "running")
      await tx.query("update cases.bulk set state = 'stopped', stopped_for = $2 where id = $1", [bulk.id, stops]);
    return { result: { over: !left }, subject: bulk.id };
  },
});
