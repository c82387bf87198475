import { z } from "zod";
import { command, mask, refuse, refuseFields } from "../../../kernel/index.ts";
import { forms, fresh } from "../../catalogue/index.ts";
import { applicant, definitionOf, draftHeld } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { given } from "../facts.ts";
import { actRow, decisionsFor, move } from "../host.ts";
import type { CaseRow } from "../tables.ts";

// Draft emptied and closed, case opened, its tasks, history and timers written: one statement, because
// every round trip counts at four thousand applications a second. A number that outgrows its width is not cut.
const open = `with
  d as (update cases.draft set state = 'handed-in', saved_at = $2, facts = '{}', answers = '{}' where id = $1 and state = 'open' returning id),
  n as materialized (select nextval('cases.case_number')::text as seq),
  c as (insert into cases.case select r.* from n, jsonb_populate_record(null::cases.case, $3 || jsonb_build_object('number', replace($7, '{seq}', case when length(n.seq) < $8 then lpad(n.seq, $8, '0') else n.seq end))) r, d returning id, number),
  t as (insert into cases.task select r.* from c, jsonb_array_elements($4) x, jsonb_populate_record(null::cases.task, x || jsonb_build_object('number', c.number)) r),
  a as (insert into cases.act select r.* from jsonb_populate_recordset(null::cases.act, $5) r, c),
  m as (insert into cases.timer (case_id, token, target, due_at) select $1, x.token, x.target, x.due_at from jsonb_to_recordset($6) as x(token int, target text, due_at timestamptz), c)
  select number from c`;

/**
 * Hands an application in. The answers are kept as given, because a decision must be judged on what was
 * asked and answered on that day. Low risk may be decided here and now, by the service's own process.
 */
export const submitApplication = command({
  name: "cases.submit-application",
  input: z.object({ draft: z.string(), declaration: z.literal(true, "catalogue.fault.declaration") }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: [
    { hat: "citizen", relation: applicant, assurance: 2 },
    { hat: "business", relation: applicant, assurance: 2 },
  ],
  async carryOut(context, _input, draft) {
    const { world, tx, now } = context;
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    const service = await definitionOf(context, draft.service, draft.version);
    const day = world.calendar.today(now);
    const scope = given(draft.facts, day);
    const [incomplete] = forms.faultsOfForm(service.form, draft.answers, scope);
    if (incomplete)
      refuseFields(incomplete.faults.map((fault) => ({ ...fault, path: `${incomplete.page}/${fault.path}` })));
    const answers = forms.pruned(service.form, draft.answers, scope);
    const decisions = decisionsFor(service, { answers, facts: draft.facts }, day);
    // What stands in lists, which leave no receipts: a business's name, which its register opens to all; of a
    // person only what their office needs to recognise them.
    const label = String(draft.facts.business.name ?? mask(String(draft.facts.applicant.name ?? "")));
    const before: CaseRow = {
      id: draft.id,
      number: "",
      service: service.code,
      version: service.version,
      title: service.title as CaseRow["title"],
      person: draft.person,
      business: draft.business,
      hat: draft.hat,
      label,
      agency: service.agency,
      agencies: [service.agency],
      facts: draft.facts,
      answers,
      decisions,
      process: fresh,
      status: "in-progress",
      rev: 0,
      bill: null,
      document: null,
      consent: null,
      submitted_at: now,
      due_at: world.calendar.deadline(now, service.standard.time.workingDays),
      paused_at: null,
      decided_at: null,
      closed_at: null,
    };
    const moved = move(context, service, before, { type: "start" });
    const acts = [actRow(context, draft.id, { kind: "submitted", audience: "all", body: { channel: "web" } })];
    const year = day.slice(0, 4);
    const pattern = service.numbers.case.replace("{year}", year);
    const width = Number(/\{seq:(\d+)\}/.exec(pattern)?.[1] ?? 6);
    const [opened] = await tx.query<{ number: string }>(open, [
      draft.id,
      now,
      JSON.stringify(moved.row),
      JSON.stringify(moved.tasks),
      JSON.stringify(acts),
      JSON.stringify(moved.timers),
      pattern.replace(/\{seq:\d+\}/, "{seq}"),
      width,
    ]);
    if (!opened) refuse("conflict", "cases.refusal.handed-in");
    moved.row.number = opened.number;
    if (moved.dos.length > 0) await decideAtOnce(context, service, moved);
    return {
      result: { case: draft.id, number: opened.number },
      facts: [{ name: "cases.submitted", subject: draft.id, body: { service: service.code } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});

/** Low risk: what the process does by itself happens in the same transaction, and the citizen sees it on the next page. */
async function decideAtOnce(
  context: Parameters<typeof move>[0],
  service: Parameters<typeof move>[1],
  moved: ReturnType<typeof move>,
): Promise<void> {
  const { row } = moved;
  const acts = await doDeeds(context, service, moved);
  await context.tx.query(
    `with c as (update cases.case set status = $2, bill = $3, decided_at = $4 where id = $1)
     insert into cases.act select * from jsonb_populate_recordset(null::cases.act, $5)`,
    [row.id, row.status, row.bill, row.decided_at, JSON.stringify(acts)],
  );
}
