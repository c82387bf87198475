import { z } from "zod";
import { type CommandContext, command, refuse, Together } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { permitById } from "../../permits/index.ts";
import type { ObjectionRow } from "../afterlife.ts";
import type { OpenService } from "../called.ts";
import { applicant, caseLocked, definitionOf, type LockedCase } from "../case.ts";
import { daysOf, until } from "../clocks.ts";
import { decisionsOf } from "../decisions.ts";
import { actRow } from "../host.ts";
import { objectionLocked, withAgency } from "../objections.ts";
import { instanceWords, tellOf } from "../tell.ts";

const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;

/** What can be objected to now: the last refusal, or a measure against the permit; and until when. */
type Target = Pick<ObjectionRow, "decision" | "permit" | "measure"> & { since: Date };

/**
 * The applicant does not agree, and says why: with the refusal, with a measure against the permit, or (an appeal) with
 * what was answered to the objection. Within the time that the law gives from the notice, and once.
 */
export const fileObjection = command({
  name: "cases.file-objection",
  input: z
    .object({
      case: z.string(),
      grounds: z.string().trim().min(20, "cases.fault.grounds").max(4000),
      /** The permit and the act of its history that is objected to; none: the decision of the case. */
      measure: z.object({ permit: z.string(), act: z.string() }).strict().optional(),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: own,
  async carryOut(context, { grounds, measure }, before) {
    const { tx, newId } = context;
    const service = await definitionOf(context, before.service, before.version);
    const rules = service.remedies?.objection;
    if (!rules) refuse("conflict", "cases.refusal.no-objection");
    const target = await (measure ? measured(context, before, measure) : decided(context, before));
    if (!target) refuse("conflict", "cases.refusal.nothing-to-object");
    const earlier = await tx.query<ObjectionRow>(
      "select * from cases.objection where case_id = $1 and state <> 'withdrawn' and (decision = $2 or measure = $3)",
      [before.id, target.decision, target.measure],
    );
    if (earlier.length > 0) refuse("conflict", "cases.refusal.objected-already");
    inTime(context, service, before, rules, target.since);
    const id = newId();
    return filed(context, service, before, { ...target, id, instance: "objection", before: null, grounds }, rules);
  },
});

/** The objection was dismissed; the superior looks at it. */
export const fileAppeal = command({
  name: "cases.file-appeal",
  input: z
    .object({ objection: z.string(), grounds: z.string().trim().min(20, "cases.fault.grounds").max(4000) })
    .strict(),
  load: async ({ tx }, { objection }) => {
    const held = await objectionLocked(tx, objection);
    return held && { ...held.row, held };
  },
  allow: own,
  async carryOut(context, { grounds }, { held }) {
    const { tx, newId } = context;
    const { objection, row } = held;
    const service = await definitionOf(context, row.service, row.version);
    const rules = service.remedies?.appeal;
    if (!rules || objection.instance === "appeal") refuse("conflict", "cases.refusal.no-appeal");
    if (objection.state !== "dismissed") refuse("conflict", "cases.refusal.not-dismissed");
    const [earlier] = await tx.query("select 1 from cases.objection where before = $1", [objection.id]);
    if (earlier) refuse("conflict", "cases.refusal.objected-already");
    inTime(context, service, row, rules, objection.closed_at!);
    const { decision, permit, measure } = objection;
    const made = { decision, permit, measure, id: newId(), instance: "appeal" as const, before: objection.id, grounds };
    return filed(context, service, row, made, rules);
  },
});

/** The applicant takes it back; the decision stands. */
export const withdrawObjection = command({
  name: "cases.withdraw-objection",
  input: z.object({ objection: z.string() }).strict(),
  load: async ({ tx }, { objection }) => {
    const held = await objectionLocked(tx, objection);
    return held && { ...held.row, held };
  },
  allow: own,
  async carryOut(context, _input, { held }) {
    const { tx, now } = context;
    if (held.objection.state !== "open") refuse("conflict", "cases.refusal.objection-closed");
    new Together()
      .update("cases.objection", held.objection, { ...held.objection, state: "withdrawn", closed_at: now })
      .insert("cases.act", [actRow(context, held.row.id, { kind: "objection-withdrawn", audience: "all" })])
      .send(tx);
    return { result: null, facts: [{ name: "cases.objection-withdrawn", subject: held.row.id }] };
  },
});

async function decided({ tx }: CommandContext, row: LockedCase): Promise<Target | null> {
  const last = (await decisionsOf(tx, row.id)).at(-1);
  if (last?.outcome !== "refused" || row.status !== "refused") return null;
  return { decision: last.id, permit: null, measure: null, since: last.at };
}

async function measured(
  { ask }: CommandContext,
  row: LockedCase,
  { permit, act }: { permit: string; act: string },
): Promise<Target | null> {
  const found = await ask(permitById, { id: permit });
  const measure = found.acts.find(({ id }) => id === act);
  const against = measure?.kind === "suspended" || measure?.kind === "revoked";
  // What was lifted or is over already needs no objection.
  if (found.row.case_id !== row.id || !against || found.row.state !== measure.kind) return null;
  return { decision: null, permit: found.row.id, measure: measure.id, since: measure.at };
}

type Filed = Pick<ObjectionRow, "id" | "instance" | "decision" | "permit" | "measure" | "before" | "grounds">;
type Rules = NonNullable<NonNullable<OnlineService["remedies"]>["objection"]>;

/** The time to go to this instance runs from the notice, by the law of that day. */
function inTime(
  context: CommandContext,
  service: OpenService,
  row: LockedCase,
  { fileWithin }: Rules,
  since: Date,
): void {
  if (context.now > until(context, service, row, fileWithin, since))
    refuse("conflict", "cases.refusal.objection-late", {
      days: daysOf(context, service, row, fileWithin, since),
    });
}

async function filed(
  context: CommandContext,
  service: OpenService,
  before: LockedCase,
  { id, instance, decision, permit, measure, before: earlier, grounds }: Filed,
  { answerWithin, law, agency, office, role }: Rules,
) {
  const { tx, now } = context;
  const due = until(context, service, before, answerWithin, now);
  const objection: ObjectionRow = {
    id,
    case_id: before.id,
    instance,
    decision,
    permit,
    measure,
    before: earlier,
    grounds,
    law,
    filed_at: now,
    due_at: due,
    agency,
    office,
    role,
    state: "open",
    remedy: null,
    deemed: false,
    answer: null,
    closed_at: null,
    closed_by: null,
    closed_by_name: null,
  };
  new Together()
    .update("cases.case", before, withAgency(before, agency))
    .insert("cases.objection", [objection])
    .insert("cases.act", [actRow(context, before.id, { kind: `${instance}-filed`, audience: "all", body: { law } })])
    .send(tx);
  await tellOf(
    context,
    before,
    "objection-filed",
    { due, instance: instanceWords(context, instance), law },
    `/permohonan/${before.id}/keberatan`,
  );
  return {
    result: { objection: id, due },
    facts: [
      {
        name: "cases.objection-filed",
        subject: before.id,
        body: { objection: id, instance, agency, service: service.code },
      },
    ],
    about: [before.person],
  };
}
