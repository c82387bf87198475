import { z } from "zod";
import { command, isId, mask, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { fresh } from "../../process/index.ts";
import { applicant, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { given } from "../facts.ts";
import { actRow, addedBy, decisionsFor, move } from "../host.ts";
import type { CaseRow, DraftRow } from "../tables.ts";

// The draft stays locked until the end, so that two who hand it in at once, or one who drops it, wait for each other.
const hold = `select d.*, nextval('cases.case_number') as seq from cases.draft d where id = $1 for update`;

/**
 * Hands an application in. The answers are kept as given, because a decision must be judged on what was
 * asked and answered on that day. Low risk may be decided here and now, by the service's own process.
 */
export const submitApplication = command({
  name: "cases.submit-application",
  input: z.object({ draft: z.string(), declaration: z.literal(true, "forms.fault.declaration") }).strict(),
  load: async ({ tx }, { draft }) =>
    isId(draft) ? ((await tx.query<DraftRow & { seq: bigint }>(hold, [draft]))[0] ?? null) : null,
  allow: [
    { hat: "citizen", relation: applicant, assurance: 2 },
    { hat: "business", relation: applicant, assurance: 2 },
  ],
  async carryOut(context, _input, draft) {
    const { world, tx, now } = context;
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    const service = await definitionOf(context, draft.service, draft.version);
    const day = world.calendar.today(now);
    const scope = given(draft.facts, day, service);
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
      number: numbered(service.numbers.case, day, draft.seq),
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
    const acts = [
      actRow(context, draft.id, { kind: "submitted", audience: "all", body: { channel: "web" } }),
      // Low risk: what the process does by itself happens here and now, and the citizen sees it on the next page.
      ...(await doDeeds(context, service, moved)),
    ];
    const { row } = moved;
    // Nobody waits for what is written, because every round trip counts at thousands of applications a second.
    const all = new Together()
      .add`update cases.draft set state = 'handed-in', saved_at = ${now}, facts = '{}', answers = '{}' where id = ${draft.id}`.insert(
      "cases.case",
      [row],
    );
    addedBy(moved, acts, all).send(tx);
    return {
      result: { case: row.id, number: row.number },
      facts: [{ name: "cases.submitted", subject: row.id, body: { service: service.code } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});

/** "TRT-{year}-{seq:6}" filled in. A number that outgrows its width is longer. */
export const numbered = (pattern: string, day: string, seq: bigint): string =>
  pattern
    .replace("{year}", day.slice(0, 4))
    .replace(/\{seq:(\d+)\}/, (_, width: string) => String(seq).padStart(Number(width), "0"));
