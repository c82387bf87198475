import { z } from "zod";
import { type Context, command, isId, refuse, refuseFields, relation, Together } from "../../../kernel/index.ts";
import { cancelBill } from "../../payments/index.ts";
import { caseLocked, definitionOf, involved, keepFromOwn, type LockedCase, waitsFor } from "../case.ts";
import type { LinkRow } from "../desk-tables.ts";
import { actRow, type Move, writeMove } from "../host.ts";
import { tellInHouseWords } from "../messages.ts";

const duties = ["reviewer", "head"] as const;
const link = (
  context: Pick<Context, "newId" | "now" | "actor">,
  a: string,
  b: string,
  kind: LinkRow["kind"],
): LinkRow => ({ id: context.newId(), a, b, kind, made_at: context.now, made_by: context.actor.name ?? "" });

/** Says what a case is to another that the own agency works on too, by its number. */
export const linkCases = command({
  name: "cases.link-cases",
  input: z
    .object({
      case: z.string(),
      number: z.string().trim().toUpperCase().max(40),
      kind: z.enum(["same-matter", "objection-to", "renewal-of"]),
    })
    .strict(),
  load: ({ tx }, { case: id }) => caseLocked(tx, id),
  allow: [{ hat: "officer", roles: duties, relation: involved, purpose: "service" }],
  async carryOut(context, { number, kind }, row) {
    const { tx } = context;
    await keepFromOwn(context, row);
    // Row security shows only what the own agency works on: what it does not is not there.
    const [other] = await tx.query<{ id: string }>("select id from cases.case where number = $1", [number]);
    if (!other || other.id === row.id) refuseFields([{ path: "number", messageKey: "cases.fault.no-such-case" }]);
    const one = link(context, row.id, other.id, kind);
    await tx.query(
      "insert into cases.link (id, a, b, kind, made_at, made_by) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
      Object.values(one),
    );
    new Together()
      .insert("cases.act", [actRow(context, row.id, { kind: "linked", audience: "office", body: { to: number } })])
      .send(tx);
    return { result: null, facts: [{ name: "cases.linked", subject: row.id, body: { other: other.id, kind } }] };
  },
});

interface Pair {
  row: LockedCase;
  other: LockedCase;
}
/** Two cases, locked in one order whoever comes, so that two who judge the same pair wait for each other. */
async function pairHeld({ tx }: Pick<Context, "tx">, a: string, b: string): Promise<Pair | null> {
  if (!isId(a) || !isId(b) || a === b) return null;
  const [first, second] = [a, b].sort() as [string, string];
  const one = await caseLocked(tx, first);
  const two = one && (await caseLocked(tx, second));
  if (!one || !two) return null;
  return one.id === a ? { row: one, other: two } : { row: two, other: one };
}
const bothInvolved = relation<Pair>("office that works on both", (actor, { row, other }) =>
  [row, other].every((one) => one.agencies.includes(actor.officer?.agency ?? "")),
);
/** The money came, or may be under way: an application that is paid for goes on by itself. */
async function notPaid(context: Parameters<typeof writeMove>[0], row: LockedCase): Promise<void> {
  const service = await definitionOf(context, row.service, row.version);
  if (waitsFor(service, row, "issued")) refuse("conflict", "cases.refusal.paid");
  if (row.bill && (await context.tell(cancelBill, { bill: row.bill })).state === "paid")
    refuse("conflict", "cases.refusal.paid");
}

/**
 * A person's word on two cases that look alike. `different` is remembered, and nobody asks again. `same` closes the one
 * that is not kept: it must be of the same applicant, who is told, and nothing may have been paid for it.
 */
export const judgeLikeness = command({
  name: "cases.judge-likeness",
  input: z.object({ case: z.string(), other: z.string(), verdict: z.enum(["same", "different"]) }).strict(),
  /** `case` is kept, `other` is closed. */
  load: (context, { case: id, other }) => pairHeld(context, id, other),
  allow: [{ hat: "officer", roles: duties, relation: bothInvolved, purpose: "service" }],
  async carryOut(context, { verdict }, { row, other }) {
    const { tx, actor, now } = context;
    await keepFromOwn(context, row);
    await keepFromOwn(context, other);
    const all = new Together()
      .add`update cases.likeness set verdict = ${verdict}, verdict_by = ${actor.name}, verdict_at = ${now}
      where verdict is null and ((case_id = ${row.id} and other = ${other.id}) or (case_id = ${other.id} and other = ${row.id}))`;
    const told = (of: string, kind: string, to: string, audience: "all" | "office") =>
      actRow(context, of, { kind, audience, body: { to } });
    if (verdict === "different") {
      all
        .insert("cases.act", [
          told(row.id, "not-the-same", other.number, "office"),
          told(other.id, "not-the-same", row.number, "office"),
        ])
        .send(tx);
      return { result: null, facts: [{ name: "cases.judged-different", subject: row.id, body: { other: other.id } }] };
    }
    const sameApplicant =
      row.hat === other.hat && (row.hat === "business" ? row.business === other.business : row.person === other.person);
    if (!sameApplicant) refuse("conflict", "cases.refusal.other-applicant");
    if (row.closed_at || other.closed_at) refuse("conflict", "cases.refusal.closed");
    await notPaid(context, other);
    const moved: Move = {
      row: {
        ...other,
        status: "merged",
        closed_at: now,
        rev: other.rev + 1,
        process: { ...other.process, tokens: [], ended: "merged" },
      },
      tasks: [],
      left: other.process.tokens.map((token) => token.id),
      timers: [],
      dos: [],
      facts: [],
      jobs: [],
    };
    all
      .insert("cases.link", [link(context, other.id, row.id, "merged-into")])
      .insert("cases.act", [told(row.id, "merged-here", other.number, "office")])
      .send(tx);
    writeMove(context, other, moved, [told(other.id, "merged", row.number, "all")]);
    await tellInHouseWords(context, other, "merged", { kept: row.number }, `/permohonan/${row.id}`);
    return {
      result: null,
      facts: [{ name: "cases.merged", subject: other.id, body: { into: row.id } }],
      about: [other.person],
    };
  },
});
