import { z } from "zod";
import { command, isId, on, type Relation, relation } from "../../../kernel/index.ts";
import { satisfactionFile } from "../instrument.ts";
import { agencyOfService } from "../queries/results.ts";
import type { FollowUpRow, SatisfactionTables } from "../tables.ts";

const text = (part: string) => z.string().trim().min(10, `satisfaction.fault.${part}`).max(1000);
const bothOf = (id: string, en: string | undefined) => JSON.stringify({ id, en: en || id }) as never;
const ofAgency: Relation<never, unknown> = relation<{ agency: string }>(
  "head of the agency",
  (actor, { agency }) => actor.officer?.agency === agency,
);

/** An agency says in public what it does about what people liked least. */
export const planFollowUp = command({
  name: "satisfaction.plan-follow-up",
  input: z
    .object({
      service: z.string().max(60),
      period: z.string().regex(/^\d{4}(-[QH][1-4])?$/, "kernel.fault.format"),
      element: z.string().max(60),
      plan: text("plan"),
      planEn: z.string().trim().max(1000).optional(),
      due: z.iso.date("satisfaction.fault.due"),
    })
    .strict(),
  async load({ world, askAsRoom }, { element, service }) {
    const known = satisfactionFile
      .of(world.government)
      .some((one) => one.elements.some(({ code }) => code === element));
    return known ? askAsRoom(agencyOfService, { service }) : null;
  },
  allow: [{ hat: "officer", roles: ["head"], relation: ofAgency, assurance: 2 }],
  async carryOut({ tx, now, newId }, { plan, planEn, ...rest }, { agency }) {
    const id = newId();
    await on<SatisfactionTables>(tx)
      .insertInto("satisfaction.follow_up")
      .values({ id, ...rest, agency, plan: bothOf(plan, planEn), planned_at: now, outcome: null, done_at: null })
      .execute();
    return { result: { followUp: id }, subject: id };
  },
});

/** And what came of it. */
export const finishFollowUp = command({
  name: "satisfaction.finish-follow-up",
  input: z
    .object({ followUp: z.string(), outcome: text("outcome"), outcomeEn: z.string().trim().max(1000).optional() })
    .strict(),
  load: async ({ tx }, { followUp }) =>
    isId(followUp)
      ? ((await tx.query<FollowUpRow>("select * from satisfaction.follow_up where id = $1", [followUp]))[0] ?? null)
      : null,
  allow: [{ hat: "officer", roles: ["head"], relation: ofAgency, assurance: 2 }],
  async carryOut({ tx, now }, { outcome, outcomeEn }, row) {
    await on<SatisfactionTables>(tx)
      .updateTable("satisfaction.follow_up")
      .set({ outcome: bothOf(outcome, outcomeEn), done_at: now })
      .where("id", "=", row.id)
      .execute();
    return { result: null, subject: row.id };
  },
});
