import { z } from "zod";
import { command, mask, numbered, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { fresh } from "../../process/index.ts";
import { promises } from "../awaited.ts";
import { definitionOf, draftNumbered, fillsIn } from "../case.ts";
import { promised } from "../clocks.ts";
import { cosigned } from "../cosign.ts";
import { doDeeds } from "../deeds.ts";
import { given } from "../facts.ts";
import { helpGiven } from "../help.ts";
import { actRow, addedBy, begin, decisionsFor } from "../host.ts";
import { proofActs, toProve } from "../proof.ts";
import type { CaseRow } from "../tables.ts";
import { staysAccepted } from "../versions.ts";
import { takeVisits } from "../visits.ts";

/**
 * Hands an application in. The answers are kept as given, because a decision must be judged on what was
 * asked and answered on that day. Low risk may be decided here and now, by the service's own process.
 */
export const submitApplication = command({
  name: "cases.submit-application",
  input: z.object({ draft: z.string(), declaration: z.literal(true, "forms.fault.declaration") }).strict(),
  // The draft stays locked until the end, so that two who hand it in at once, or one who drops it, wait for each other.
  load: (context, { draft }) => draftNumbered(context, draft),
  // The house hands in what has been declared and waited only for those who had to agree.
  allow: [...fillsIn, { hat: "system" }],
  async carryOut(context, _input, draft) {
    const { world, tx, now, actor } = context;
    // The house's own hand-in is of what waits, not of what its applicant has taken back meanwhile.
    if (draft.state !== "signing" && (draft.state !== "open" || actor.hat === "system"))
      refuse("conflict", "cases.refusal.handed-in");
    const service = await definitionOf(context, draft.service, draft.version);
    const day = world.calendar.today(now);
    const newest = await definitionOf(context, draft.service);
    if (newest.version > draft.version && !staysAccepted(newest, day)) refuse("conflict", "cases.refusal.old-version");
    const scope = given(draft.facts, day, service);
    const [incomplete] = forms.faultsOfForm(service.form, draft.answers, scope);
    if (incomplete)
      refuseFields(incomplete.faults.map((fault) => ({ ...fault, path: `${incomplete.page}/${fault.path}` })));
    const proofs = await toProve(context, service, draft, scope);
    const unproved = proofs.filter(({ at }) => at === null);
    if (unproved.length > 0)
      refuseFields(
        unproved.map(({ page, field }) => ({ path: `${page}/${field.id}`, messageKey: "cases.fault.unproved" })),
      );
    const agreed = await cosigned(context, service, draft, scope);
    const { answers, rows: awaited } = promises(
      context,
      service,
      draft.id,
      forms.pruned(service.form, draft.answers, scope),
      scope,
    );
    await takeVisits(context, service, { person: draft.person, answers, about: draft.id }, scope);
    const decisions = decisionsFor(service, { answers, facts: draft.facts }, day);
    // What stands in lists, which leave no receipts: a business's name, which its register opens to all; of a
    // person only what their office needs to recognise them.
    const label = String(draft.facts.business.name ?? mask(String(draft.facts.applicant.name ?? "")));
    const before: CaseRow = {
      id: draft.id,
      number: numbered(service.numbers.case, day.slice(0, 4), draft.seq),
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
      due_at: now,
      promised_days: null,
      paused_at: null,
      paused_why: null,
      decided_at: null,
      closed_at: null,
    };
    Object.assign(before, promised(context, service, before, now));
    const moved = await begin(context, service, before);
    const acts = [
      // Who helped at a counter stands in the history before the hand-in, whoever of the two pressed the last button.
      ...(draft.assisted ? await helpGiven(context, draft.id) : []),
      ...proofActs(context, draft.id, proofs),
      ...agreed,
      actRow(context, draft.id, {
        kind: "submitted",
        audience: "all",
        body: { channel: actor.hat === "officer" ? "counter" : "web" },
      }),
      // Low risk: what the process does by itself happens here and now, and the citizen sees it on the next page.
      ...(await doDeeds(context, service, moved)),
    ];
    const { row } = moved;
    // Nobody waits for what is written, because every round trip counts at thousands of applications a second.
    const all = new Together()
      .add`update cases.draft set state = 'handed-in', saved_at = ${now}, facts = '{}', answers = '{}', left_over = '[]' where id = ${draft.id}`.insert(
      "cases.case",
      [row],
    );
    all.insert("cases.awaited", awaited);
    if (draft.assisted) all.add`update cases.assistance set state = 'over', hash = null where draft = ${draft.id}`;
    addedBy(moved, acts, all).send(tx);
    return {
      result: { case: row.id, number: row.number },
      about: actor.hat === "officer" ? [draft.person] : [],
      facts: [{ name: "cases.submitted", subject: row.id, body: { service: service.code } }, ...moved.facts],
      jobs: moved.jobs,
    };
  },
});
