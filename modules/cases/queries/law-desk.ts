import { z } from "zod";
import { query, relation } from "../../../kernel/index.ts";
import type { ClockRow, ObjectionRow } from "../afterlife.ts";
import { definitionOf } from "../case.ts";
import { promisedDays } from "../clocks.ts";
import { decisionsOf } from "../decisions.ts";
import { readClock } from "../law-clock.ts";
import { remediesOf } from "../objections.ts";
import type { CaseRow } from "../tables.ts";

type Listed = Pick<CaseRow, "number" | "label" | "title">;

/** What the law's clocks run on at my office: objections to answer, and cases that silence would decide; soonest first. */
export const lawDesk = query({
  name: "cases.law-desk",
  input: z.object({}).strict(),
  // A list shows what a queue shows: numbers and labels.
  allow: [{ hat: "officer", roles: ["reviewer", "head"], purpose: "service" }],
  async answer(context) {
    const { tx, actor, world, now } = context;
    const { agency, office, roles } = actor.officer!;
    const [objections, running] = await Promise.all([
      tx.query<Pick<ObjectionRow, "id" | "instance" | "due_at" | "filed_at"> & Listed>(
        `select o.id, o.instance, o.due_at, o.filed_at, c.number, c.label, c.title
         from cases.objection o join cases.case c on c.id = o.case_id
         where o.state = 'open' and o.agency = $1 and o.office = $2 and o.role = any ($3::text[]) order by o.due_at, o.id limit 100`,
        [agency, office, roles],
      ),
      tx.query<
        Pick<CaseRow, "id" | "service" | "version" | "due_at" | "paused_at" | "promised_days"> &
          Listed &
          Pick<ClockRow, "since" | "warned" | "working_days">
      >(
        `select c.id, c.number, c.label, c.title, c.service, c.version, c.due_at, c.paused_at, c.promised_days,
           k.since, k.warned, k.working_days
         from cases.deemed_clock k join cases.case c on c.id = k.case_id
         where c.agency = $1 and c.decided_at is null and c.closed_at is null order by k.look_at limit 100`,
        [agency],
      ),
    ]);
    const cases = [];
    for (const row of running) {
      const service = await definitionOf(context, row.service, row.version);
      const deemed = service.remedies?.deemed;
      if (!deemed) continue;
      const { due, stands } = readClock(world.calendar, row, row, deemed, promisedDays(service, row), now);
      const { id, number, label, title, warned } = row;
      cases.push({ id, number, label, title, due, stands, warned, law: deemed.law });
    }
    return { objections, cases: cases.sort((a, b) => a.due.getTime() - b.due.getTime()) };
  },
});

type Held = ObjectionRow & { case_agency: string };
/** Of the office that answers, or of the agency whose decision it is about. */
const concerned = relation<Held>(
  "office that answers it, or agency that decided",
  (actor, row) => actor.officer?.agency === row.agency || actor.officer?.agency === row.case_agency,
);

/** One objection with what it is about, for those who answer it and those who decided. */
export const objectionById = query({
  name: "cases.objection",
  input: z.object({ id: z.uuid("kernel.fault.format") }).strict(),
  load: async ({ tx }, { id }) =>
    (
      await tx.query<Held>(
        "select o.*, c.agency as case_agency from cases.objection o join cases.case c on c.id = o.case_id where o.id = $1",
        [id],
      )
    )[0] ?? null,
  allow: [
    { hat: "officer", roles: ["reviewer", "head"], relation: concerned, purpose: "service" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
  ],
  async answer(context, _input, objection) {
    const { tx } = context;
    const [row] = await tx.query<CaseRow>("select * from cases.case where id = $1", [objection.case_id]);
    if (!row) throw new Error(`objection ${objection.id} has lost its case`);
    const [first] = await tx.query<ObjectionRow>("select * from cases.objection where id = $1", [objection.before]);
    const service = await definitionOf(context, row.service, row.version);
    return {
      objection,
      row,
      first: first ?? null,
      decision: (await decisionsOf(tx, row.id)).find(({ id }) => id === objection.decision) ?? null,
      remedies: remediesOf(service, objection),
    };
  },
  personal: { about: ({ row }) => [row.person], fields: ["name", "answers"], subject: (_input, row) => row.case_id },
});
