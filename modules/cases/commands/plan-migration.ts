import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import type { OpenService } from "../called.ts";
import { definitionOf } from "../case.ts";
import type { CasesTables } from "../tables.ts";

const step = z.string().max(60);
const version = z.number().int().min(1);
/** From one version or several to another, and where the steps go that have another name there; null: that part is over. */
export const Plan = z
  .object({
    service: z.string().max(60),
    from: z.union([version, z.array(version).min(1).max(20)]),
    to: version,
    mapping: z.record(step, step.nullable()).refine((all) => Object.keys(all).length <= 200, "kernel.fault.too-many"),
  })
  .strict()
  .refine(({ from, to }) => ![from].flat().includes(to), { path: ["to"], error: "cases.fault.same-version" });

/** Writes down what shall happen to the open cases of some versions. Nothing is moved until somebody else has approved it. */
export const planMigration = command({
  name: "cases.plan-migration",
  input: Plan,
  allow: [{ hat: "officer", roles: ["administrator"], assurance: 2 }],
  async carryOut(context, { service, from, to, mapping }) {
    const { tx, actor, now, newId } = context;
    const versions = [...new Set([from].flat())].sort((a, b) => a - b);
    const before: OpenService[] = [];
    for (const one of versions) before.push(await definitionOf(context, service, one));
    const after = await definitionOf(context, service, to);
    const known = (all: readonly OpenService[], name: string) =>
      all.some(({ process }) => Object.hasOwn(process.steps, name));
    const faults = Object.entries(mapping).flatMap(([old, next]) => {
      const unknown = !known(before, old) ? old : next && !known([after], next) ? next : null;
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
        from_versions: versions,
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
    return { result: { id }, subject: id, note: { service, from: versions, to } };
  },
});
