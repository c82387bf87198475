import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { definitionOf } from "../case.ts";
import type { CasesTables } from "../tables.ts";

const step = z.string().max(60);
/** From one version to another, and where the steps go that have another name there; null: that part is over. */
export const Plan = z
  .object({
    service: z.string().max(60),
    from: z.coerce.number().int().min(1),
    to: z.coerce.number().int().min(1),
    mapping: z.record(step, step.nullable()).refine((all) => Object.keys(all).length <= 200, "kernel.fault.too-many"),
  })
  .strict()
  .refine(({ from, to }) => from !== to, { path: ["to"], error: "cases.fault.same-version" });

/** Writes down what shall happen to the open cases of a version. Nothing is moved until somebody else has approved it. */
export const planMigration = command({
  name: "cases.plan-migration",
  input: Plan,
  allow: [{ hat: "officer", roles: ["administrator"], assurance: 2 }],
  async carryOut(context, { service, from, to, mapping }) {
    const { tx, actor, now, newId } = context;
    const [before, after] = [await definitionOf(context, service, from), await definitionOf(context, service, to)];
    const known = (steps: object, name: string) => Object.hasOwn(steps, name);
    const faults = Object.entries(mapping).flatMap(([old, next]) => {
      const unknown = !known(before.process.steps, old) ? old : next && !known(after.process.steps, next) ? next : null;
      return unknown === null
        ? []
        : [{ path: `mapping.${old}`, messageKey: "cases.fault.no-such-step", values: { step: unknown } }];
    });
    if (faults.length > 0) refuseFields(faults);
    if (!actor.officer) refuse("not-allowed", "kernel.refusal.not-allowed");
    const id = newId();
    await on<CasesTables>(tx)
      .insertInto("cases.migration")
      .values({
        id,
        service,
        from_version: from,
        to_version: to,
        mapping: JSON.stringify(mapping) as never,
        state: "planned",
        planned_by: actor.officer.id,
        planned_at: now,
        approved_by: null,
        approved_at: null,
        open_cases: 0,
        moved: 0,
        kept: 0,
        last: null,
        done_at: null,
      })
      .execute();
    return { result: { id }, subject: id, note: { service, from, to } };
  },
});
