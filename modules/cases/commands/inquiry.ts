import { z } from "zod";
import {
  type Context,
  command,
  isId,
  officeOf,
  refuse,
  refuseFields,
  relation,
  Together,
} from "../../../kernel/index.ts";
import { caseLocked, involved, keepFromOwn, type LockedCase } from "../case.ts";
import type { InquiryRow } from "../desk-tables.ts";
import { actRow } from "../host.ts";
import { takenFile } from "../upload.ts";

const text = z.string().trim().min(5, "cases.fault.message").max(2000);
const duties = ["reviewer", "opinion-giver", "head"] as const;
const mostOpen = 20;

/** Photos that officers attach to a question or its answer: for officers, and kept with the case. */
const attached = (files: readonly z.output<typeof takenFile>[], row: LockedCase, inquiry: string, at: Date) =>
  files.map((one) => ({
    ...one,
    draft: row.id,
    person: row.person,
    business: row.business,
    hat: row.hat,
    at,
    audience: "office",
    inquiry,
  }));

/**
 * Asks another office of the government, or a body outside it, a question about a case. An office that is asked may
 * open the case, as with an opinion. Whether the case waits for the answer is said here; its clock goes on either way.
 */
export const askInquiry = command({
  name: "cases.ask-inquiry",
  input: z
    .object({
      case: z.string(),
      /** "agency/office", or nothing when a body outside is asked. */
      office: z.string().max(120).optional(),
      outside: z.string().trim().max(120).optional(),
      question: text,
      workingDays: z.coerce.number("kernel.fault.format").int().min(1).max(60),
      holds: z.boolean().default(false),
      files: z.array(takenFile).max(5).default([]),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "officer", roles: duties, relation: involved, purpose: "service" }],
  async carryOut(context, { office: to, outside, question, workingDays, holds, files }, row) {
    const { tx, actor, now, world, newId } = context;
    if (row.closed_at) refuse("conflict", "cases.refusal.closed");
    await keepFromOwn(context, row);
    if (Boolean(to) === Boolean(outside)) refuseFields([{ path: "office", messageKey: "cases.fault.asked" }]);
    const [agency = null, office = null] = to ? to.split("/") : [];
    if (agency && !officeOf(world.government, agency, office ?? ""))
      refuseFields([{ path: "office", messageKey: "cases.fault.asked" }]);
    const [open] = await tx.query<{ n: number }>(
      "select count(*)::int as n from cases.inquiry where case_id = $1 and answered_at is null and withdrawn_at is null",
      [row.id],
    );
    if (open!.n >= mostOpen) refuse("conflict", "cases.refusal.too-many-questions", { most: mostOpen });
    const me = actor.officer!;
    const inquiry: InquiryRow = {
      id: newId(),
      case_id: row.id,
      agency,
      office,
      outside: outside || null,
      question,
      holds,
      due_at: world.calendar.deadline(now, workingDays),
      asked_at: now,
      asked_by: me.id,
      asked_by_name: actor.name ?? "",
      asked_agency: me.agency,
      asked_office: me.office,
      answer: null,
      answered_at: null,
      answered_by: null,
      withdrawn_at: null,
    };
    const named = outside || to;
    new Together()
      .insert("cases.inquiry", [inquiry])
      .insert("cases.file", attached(files, row, inquiry.id, now))
      .insert("cases.act", [
        actRow(context, row.id, { kind: "asked", audience: "office", body: { to: named, message: question, holds } }),
      ])
      .send(tx);
    if (agency && !row.agencies.includes(agency))
      new Together().update<LockedCase>("cases.case", row, { ...row, agencies: [...row.agencies, agency] }).send(tx);
    return {
      result: { id: inquiry.id },
      facts: [{ name: "cases.inquiry-asked", subject: row.id, body: { inquiry: inquiry.id, agency, office, holds } }],
    };
  },
});

interface Asked {
  inquiry: InquiryRow;
  row: LockedCase;
}
async function askedHeld({ tx }: Pick<Context, "tx">, id: string): Promise<Asked | null> {
  if (!isId(id)) return null;
  const [inquiry] = await tx.query<InquiryRow>("select * from cases.inquiry where id = $1", [id]);
  const row = inquiry && (await caseLocked(tx, inquiry.case_id));
  if (!row) return null;
  // Once more, now that nobody else moves it: the first look only said which case it belongs to.
  const [held] = await tx.query<InquiryRow>("select * from cases.inquiry where id = $1", [id]);
  return { inquiry: held!, row };
}
const isAsker: (officer: NonNullable<Context["actor"]["officer"]>, one: InquiryRow) => boolean = (officer, one) =>
  officer.agency === one.asked_agency && officer.office === one.asked_office;
/** The office that is asked; for a body outside, the office that asked and now has its letter. */
const answerer = relation<Asked>("office that is asked", ({ officer }, { inquiry: one }) =>
  Boolean(
    officer && (one.outside ? isAsker(officer, one) : officer.agency === one.agency && officer.office === one.office),
  ),
);
const asker = relation<Asked>("office that asked", ({ officer }, { inquiry }) =>
  Boolean(officer && isAsker(officer, inquiry)),
);

/** Answers a question that the own office was asked, or writes down what a body outside has answered. */
export const answerInquiry = command({
  name: "cases.answer-inquiry",
  input: z.object({ id: z.string(), answer: text, files: z.array(takenFile).max(5).default([]) }).strict(),
  load: (context, { id }) => askedHeld(context, id),
  allow: [{ hat: "officer", roles: duties, relation: answerer, purpose: "service" }],
  async carryOut(context, { answer, files }, { inquiry, row }) {
    const { tx, actor, now } = context;
    if (inquiry.answered_at || inquiry.withdrawn_at) refuse("conflict", "cases.refusal.answered");
    await keepFromOwn(context, row);
    new Together().add`update cases.inquiry set answer = ${answer}, answered_at = ${now}, answered_by = ${actor.name}
      where id = ${inquiry.id}`
      .insert("cases.file", attached(files, row, inquiry.id, now))
      .insert("cases.act", [
        actRow(context, row.id, {
          kind: "answered",
          audience: "office",
          body: { message: answer, ...(inquiry.outside && { from: inquiry.outside }) },
        }),
      ])
      .send(tx);
    return {
      result: null,
      facts: [{ name: "cases.inquiry-answered", subject: row.id, body: { inquiry: inquiry.id } }],
    };
  },
});

/** Takes a question back: the case waits for it no longer. */
export const withdrawInquiry = command({
  name: "cases.withdraw-inquiry",
  input: z.object({ id: z.string() }).strict(),
  load: (context, { id }) => askedHeld(context, id),
  allow: [{ hat: "officer", roles: duties, relation: asker, purpose: "service" }],
  async carryOut(context, _input, { inquiry, row }) {
    const { tx, now } = context;
    if (inquiry.answered_at || inquiry.withdrawn_at) refuse("conflict", "cases.refusal.answered");
    new Together().add`update cases.inquiry set withdrawn_at = ${now} where id = ${inquiry.id}`
      .insert("cases.act", [
        actRow(context, row.id, {
          kind: "question-withdrawn",
          audience: "office",
          body: { to: inquiry.outside ?? `${inquiry.agency}/${inquiry.office}` },
        }),
      ])
      .send(tx);
    return {
      result: null,
      facts: [{ name: "cases.inquiry-withdrawn", subject: row.id, body: { inquiry: inquiry.id } }],
    };
  },
});
