import {
  type CommandContext,
  type Context,
  isId,
  type Relation,
  refuse,
  relation,
  Together,
  type Tx,
} from "../../kernel/index.ts";
import { ownInterest } from "../registry/index.ts";
import type { PermitAct, PermitRow, PermitState } from "./tables.ts";

const columns = `id, number, service, version, title, case_id, document, person, business, hat, holder, agency, office,
  object_title, object, conditions, valid_from, valid_until, renew_from, renew_until, offered_at, suspended_until, state,
  replaces, issued_at, public_holder, public_rows`;

export async function permitHeld(tx: Tx, id: string): Promise<PermitRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<PermitRow>(`select ${columns} from permits.permit where id = $1`, [id]);
  return row ?? null;
}
/** The same, and nobody else changes it until this transaction is over. */
export async function permitLocked(tx: Tx, id: string): Promise<PermitRow | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<PermitRow>(`select ${columns} from permits.permit where id = $1 for update`, [id]);
  return row ?? null;
}

/** Whose it is: the person in private life, or who now acts for the business with a mandate to apply. */
export const holder: Relation<PermitRow, unknown> = relation<PermitRow>("holder", (actor, row) =>
  actor.hat === "business"
    ? row.business !== null && row.business === actor.business?.id && actor.business.scopes.includes("apply")
    : row.person === actor.person && row.hat === "citizen",
);
export const issuer: Relation<PermitRow, unknown> = relation<PermitRow>(
  "agency that issued it",
  (actor, row) => row.agency === actor.officer?.agency,
);

/** Takes its force away or gives it: with the code asked again, by the head of the agency that issued it. */
export const authority = [
  { hat: "officer", roles: ["head"], relation: issuer, assurance: 3, purpose: "document" },
] as const;

/** Nobody decides about their own permit, their household's, or that of a business of theirs. */
export async function keepFromOwn(context: Pick<Context, "ask">, { person, business }: PermitRow): Promise<void> {
  if (await context.ask(ownInterest.inOne, { person, business })) refuse("not-allowed", "permits.refusal.own");
}

export const lives = (state: PermitState): boolean => state === "active" || state === "suspended";

/** Whether its renewal may be asked for today: from the offer on, until the grace after its end is over. */
export const mayRenew = (
  row: Pick<PermitRow, "state" | "renew_from" | "renew_until" | "valid_until">,
  today: string,
): boolean =>
  row.renew_from !== null &&
  (lives(row.state) || row.state === "expired") &&
  today >= row.renew_from &&
  today <= (row.renew_until ?? row.valid_until);

type NewAct = Pick<PermitAct, "kind"> & Partial<Pick<PermitAct, "reason" | "message" | "law" | "until" | "other">>;

/** Writes what became of a permit, with the line of its history that says why; the commit waits for it. */
export function writeChange(
  context: CommandContext,
  before: PermitRow,
  after: Partial<PermitRow>,
  what: NewAct,
): string {
  const act = historyLine(context, before.id, what);
  new Together()
    .update("permits.permit", before, { ...before, ...after })
    .insert("permits.act", [act])
    .send(context.tx);
  return act.id;
}

/** A line of a permit's history, told as the one who acts. */
export function historyLine(
  { now, actor, newId }: CommandContext,
  permit: string,
  { kind, reason = null, message = null, law = null, until = null, other = null }: NewAct,
): PermitAct {
  return {
    id: newId(),
    permit,
    at: now,
    kind,
    reason,
    message,
    law,
    until,
    officer: actor.officer?.id ?? null,
    officer_name: actor.hat === "officer" ? actor.name : null,
    agency: actor.officer?.agency ?? null,
    office: actor.officer?.office ?? null,
    other,
  };
}
