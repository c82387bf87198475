import { z } from "zod";
import { type CommandContext, command, isId } from "../../../kernel/index.ts";
import { promising } from "../../catalogue/index.ts";
import { isLater } from "../../forms/index.ts";
import { labelsOf, settle, withoutPromises } from "../awaited.ts";
import type { OpenService } from "../called.ts";
import { caseLocked, definitionOf, type LockedCase } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import type { AwaitedRow } from "../desk-tables.ts";
import { actRow, writeActs, writeMove } from "../host.ts";
import { enter } from "../reopening.ts";
import { tellOf } from "../tell.ts";

const held = async ({ tx }: Pick<CommandContext, "tx">, id: string) => {
  const find = async () => (await tx.query<AwaitedRow>("select * from cases.awaited where id = $1", [id]))[0];
  const first = isId(id) ? await find() : undefined;
  const row = first && (await caseLocked(tx, first.case_id));
  // Once more, now that nobody else moves the case: it may just have been brought.
  const awaited = row && (await find());
  return row && awaited ? { row, awaited } : null;
};

/**
 * The day of what is awaited has come near, or is over: its applicant is reminded; or the case goes where the form
 * says; or, where that says nothing, office and applicant are told and it is marked. Told twice, or late, it does what
 * is due then and nothing again.
 */
export const ringAwaited = command({
  name: "cases.ring-awaited",
  internal: true,
  input: z.object({ awaited: z.string() }).strict(),
  load: (context, { awaited }) => held(context, awaited),
  allow: [{ hat: "system" }],
  async carryOut(context, _input, { awaited, row }) {
    const { world, tx, now } = context;
    const nothing = { result: null, subject: row.id };
    if (!awaited.look_at || awaited.look_at > now) return nothing;
    if (row.closed_at || !isLater(row.answers[awaited.field])) {
      tx.send("update cases.awaited set look_at = null, over_at = $2 where id = $1", [awaited.id, now]);
      return nothing;
    }
    const service = await definitionOf(context, row.service, row.version);
    const what = labelsOf(service, [awaited.field]);
    const day = world.calendar.moment(awaited.last_day, "12:00");
    const over = promising.overAt(world.calendar, awaited.last_day);
    if (now < over) {
      tx.send("update cases.awaited set look_at = $2 where id = $1", [awaited.id, over]);
      await tellOf(context, row, "awaited", { what, day }, `/permohonan/${row.id}/susulan`);
      writeActs(context, actRow(context, row.id, { kind: "reminded-applicant", audience: "office" }));
      return nothing;
    }
    const late = service.form.pages.flatMap(({ fields }) => fields).find(({ id }) => id === awaited.field)?.later?.late;
    if (late) return ends(context, service, row, late);
    tx.send("update cases.awaited set look_at = null, overdue_at = $2 where id = $1", [awaited.id, now]);
    writeActs(
      context,
      actRow(context, row.id, { kind: "overdue", audience: "all", body: { fields: [awaited.field] } }),
    );
    await tellOf(context, row, "overdue", { what, day }, `/permohonan/${row.id}/susulan`);
    return {
      result: null,
      facts: [{ name: "cases.overdue", subject: row.id, body: { agency: row.agency, field: awaited.field } }],
    };
  },
});

/** The case goes where the form sends what never came; nothing is awaited any more. */
async function ends(context: CommandContext, service: OpenService, before: LockedCase, to: string) {
  const { tx, now, world } = context;
  const due_at = before.paused_at ? world.calendar.resume(before.due_at, before.paused_at, now) : before.due_at;
  const missing = Object.keys(before.answers).filter((id) => isLater(before.answers[id]));
  const moved = enter(context, service, { ...before, due_at }, to);
  const acts = [
    actRow(context, before.id, { kind: "overdue", audience: "all", body: { fields: missing } }),
    ...(await doDeeds(context, service, moved)),
  ];
  settle(context, before, withoutPromises(before.answers)).send(tx);
  writeMove(context, before, moved, acts);
  return {
    result: null,
    facts: [{ name: "cases.overdue", subject: before.id, body: { agency: before.agency, to } }, ...moved.facts],
    jobs: moved.jobs,
  };
}
