import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { colleague } from "../case.ts";
import type { InspectionRow } from "../desk-tables.ts";
import type { CaseRow, TaskRow } from "../tables.ts";

type Row = Pick<TaskRow, "id" | "case_id" | "step" | "title" | "label" | "number" | "service" | "due_at"> &
  Pick<CaseRow, "version" | "person" | "facts"> & { reports: number };

const columns = `t.id, t.case_id, t.step, t.title, t.label, t.number, t.service, t.due_at, c.version, c.person, c.facts,
  (select count(*)::int from cases.inspection i where i.task = t.id) as reports`;
const shown = ({ facts, person: _, ...row }: Row) => ({
  ...row,
  /** Where to go: the place of business, else where the applicant lives. */
  address: String(facts.business.address ?? facts.applicant.address ?? ""),
});

/** Tasks that I have taken, or stand in for: with the address, for who goes there. The page keeps those with a checklist. */
export const fieldWork = query({
  name: "cases.field-work",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], purpose: "service" }],
  async answer({ tx, actor, now, world }) {
    const { id, agency, office, roles } = actor.officer!;
    const day = world.calendar.today(now);
    const rows = await tx.query<Row>(
      `select ${columns} from cases.task t join cases.case c on c.id = t.case_id
       where t.agency = $1 and t.office = $2 and t.role = any ($3) and t.closed_at is null and (t.assignee = $4 or t.assignee in (
         select a.officer from cases.absence a where a.deputy = $4 and a.revoked_at is null and a.from_day <= $5
           and a.until_day >= $5 and t.role = any (a.roles)))
       order by t.due_at, t.id limit 50`,
      [agency, office, roles, id, day],
    );
    return { rows: rows.map(shown), people: rows.map(({ person }) => person) };
  },
  personal: { about: ({ people }) => people, fields: ["address"] },
});

type Held = Row & { task: Pick<TaskRow, "agency" | "office" | "role"> };

/** One of them, also after it is over: a report may still come. */
export const fieldTask = query({
  name: "cases.field-task",
  input: z.object({ task: z.uuid() }).strict(),
  load: async ({ tx }, { task }) =>
    (
      await tx.query<Held>(
        `select ${columns}, jsonb_build_object('agency', t.agency, 'office', t.office, 'role', t.role) as task
         from cases.task t join cases.case c on c.id = t.case_id where t.id = $1`,
        [task],
      )
    )[0] ?? null,
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: colleague, purpose: "service" }],
  async answer({ tx, actor }, _input, { task: _, ...row }) {
    const sent = await tx.query<Pick<InspectionRow, "id" | "late" | "received_at">>(
      "select id, late, received_at from cases.inspection where task = $1 and officer = $2 order by id limit 50",
      [row.id, actor.officer!.id],
    );
    return { ...shown(row), sent };
  },
  personal: { about: (_answer, { person }) => [person], fields: ["address"], subject: (_input, { case_id: of }) => of },
});
