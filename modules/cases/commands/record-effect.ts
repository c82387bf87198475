import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { keeperOf } from "../../registers/index.ts";
import { caseHeld } from "../case.ts";
import type { EffectRow } from "../desk-tables.ts";
import { effectKeeper } from "../effect.ts";
import { actRow, writeActs } from "../host.ts";
import type { CasesTables } from "../tables.ts";

/** What came of one change that the end of a case means for a register: the case's history says so. */
export const recordEffect = command({
  name: "cases.record-effect",
  internal: true,
  input: z
    .object({
      case: z.uuid(),
      place: z.string().max(12),
      register: z.string(),
      state: z.enum(["waiting", "held", "done"]),
      waitsFor: z.iso.date().optional(),
      why: z.string().optional(),
      record: z.uuid().optional(),
      number: z.string().nullish(),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseHeld(tx, id),
  allow: [{ hat: "system" }],
  async carryOut(context, { place, register, state, waitsFor, why, record, number }, row) {
    const { tx, world, now, newId } = context;
    const values = {
      register,
      keeper: keeperOf(world.government, register),
      state,
      waits_for: waitsFor ?? null,
      why: why ?? null,
      number: number ?? null,
      record: record ?? null,
      at: now,
    };
    await on<CasesTables>(tx)
      .insertInto("cases.effect")
      .values({
        id: newId(),
        case_id: row.id,
        case_number: row.number,
        title: JSON.stringify(row.title) as never,
        place,
        ...values,
        tries: 1,
        settled_by: null,
        note: null,
      })
      .onConflict((there) =>
        there
          .columns(["case_id", "place"])
          .doUpdateSet((of) => ({ ...values, tries: of("cases.effect.tries", "+", 1) })),
      )
      .execute();
    if (state === "done")
      writeActs(
        context,
        actRow(context, row.id, { kind: "registered", audience: "all", body: { register, ...(number && { number }) } }),
      );
    if (state === "held")
      writeActs(
        context,
        actRow(context, row.id, { kind: "not-registered", audience: "office", body: { register, why } }),
      );
    const wait = waitsFor && {
      name: "cases.carry-out-effects",
      payload: { case: row.id },
      runAt: world.calendar.moment(waitsFor, "00:05"),
      key: `effects:${row.id}:${waitsFor}`,
    };
    return { result: null, subject: row.id, ...(wait && { jobs: [wait] }) };
  },
});

const grants = [
  {
    hat: "officer",
    roles: ["administrator", "front-desk", "reviewer"],
    relation: effectKeeper,
    purpose: "register-upkeep",
  },
] as const;

async function effectHeld(tx: Parameters<typeof caseHeld>[0], id: string): Promise<EffectRow | null> {
  const [row] = await tx.query<EffectRow>("select * from cases.effect where id = $1 and state = 'held' for update", [
    id,
  ]);
  return row ?? null;
}

/** The keeper lets it be tried once more, as when the record that was missing is there now. */
export const retryEffect = command({
  name: "cases.retry-effect",
  input: z.object({ effect: z.uuid() }).strict(),
  load: ({ tx }, { effect }) => effectHeld(tx, effect),
  allow: grants,
  carryOut: async (_context, _input, row) => ({
    result: null,
    subject: row.case_id,
    jobs: [{ name: "cases.carry-out-effects", payload: { case: row.case_id }, key: `effects:${row.case_id}` }],
  }),
});

/** The keeper says how it was settled otherwise: entered by hand, or rightly not at all. */
export const settleEffect = command({
  name: "cases.settle-effect",
  input: z.object({ effect: z.uuid(), note: z.string().trim().min(3).max(500) }).strict(),
  load: ({ tx }, { effect }) => effectHeld(tx, effect),
  allow: grants,
  async carryOut(context, { note }, row) {
    const { tx, actor } = context;
    // The case itself may be none of the keeper's: the journal says under its id that this was settled.
    await on<CasesTables>(tx)
      .updateTable("cases.effect")
      .set({ state: "settled", settled_by: actor.name, note })
      .where("id", "=", row.id)
      .execute();
    return { result: null, subject: row.case_id };
  },
});
