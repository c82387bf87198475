import { type CommandContext, mask, type Text, textIn } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { documentById } from "../documents/index.ts";
import { issuePermit, renewalDays } from "../permits/index.ts";
import { evaluate } from "../rules/index.ts";
import type { ChangeRow } from "./afterlife.ts";
import { scopeOf } from "./host.ts";
import type { Both, CaseRow } from "./tables.ts";

const both = (text: Text): Both => ({ id: textIn(text, "id"), en: textIn(text, "en") });

type Term = { validYears?: number | undefined; validMonths?: number | undefined };

/** "2026-11-24" and five years give "2031-11-24"; the last of a month stays in that month. Null when it has no end. */
export function endOf(day: string, { validYears = 0, validMonths = 0 }: Term): string | null {
  const months = validYears * 12 + validMonths;
  if (months === 0) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * The last day of the right. Who renews early loses nothing: the new term begins where the old one ends. An amended or
 * transferred permit is the same right, and ends when it would have.
 */
export function lastDay(
  decidedOn: string,
  term: Term,
  change: { kind: ChangeRow["kind"]; until: string } | null,
): string | null {
  if (change === null) return endOf(decidedOn, term);
  if (change.kind !== "renewed") return change.until;
  return endOf(change.until > decidedOn ? change.until : decidedOn, term);
}

/** The case of a service that issues permits has its document: the permit begins, in the same transaction. */
export async function beginPermit(
  context: CommandContext,
  service: OnlineService,
  row: CaseRow,
  document: { id: string; number: string },
  change: ChangeRow | null,
  conditions: string | null,
): Promise<string | null> {
  const { permit } = service;
  if (!permit) return null;
  const day = context.world.calendar.today(row.decided_at ?? context.now);
  const scope = scopeOf(row, day, service);
  const said = (expression: string) => String(evaluate(expression, scope) ?? "-");
  const found = await context.askAsRoom(documentById, { id: document.id });
  // A letter or a receipt gives no right.
  if (service.documents[found.kind]?.kind !== "certificate") return null;
  const { valid_until: until } = found;
  if (!until) throw new Error(`${service.code}: the document of a permit must end`);
  const { permit: id } = await context.tell(issuePermit, {
    case: row.id,
    service: service.code,
    version: service.version,
    number: document.number,
    title: found.title,
    document: document.id,
    person: row.person,
    business: row.business,
    hat: row.hat,
    holder: row.label,
    agency: row.agency,
    office: service.office,
    object: { title: both(permit.object.label), value: said(permit.object.value) },
    conditions: [
      ...permit.conditions.map(({ text, law }) => ({ text: both(text), law })),
      ...(conditions ? [{ text: { id: conditions, en: conditions }, law: null }] : []),
    ],
    validFrom: day,
    validUntil: until,
    renewable: permit.renewal ? renewalDays(until, permit.renewal) : null,
    shown: permit.register
      ? {
          holder: permit.register.holder === "shown" || row.facts.business.name ? row.label : mask(row.label),
          rows: permit.register.rows.map(({ label, value }) => ({ label: both(label), value: said(value) })),
        }
      : null,
    replaces: change && { permit: change.permit, as: change.kind },
  });
  return id;
}
