import { officeOf, textIn, type WorkContext } from "../../kernel/index.ts";
import { isOnline, serviceByCode } from "../catalogue/index.ts";
import { issueDocument } from "../documents/index.ts";
import { forms } from "../forms/index.ts";
import { evaluate, type Value } from "../rules/index.ts";
import { contentOf } from "./canonical.ts";
import { waitsFor } from "./case.ts";
import { given } from "./facts.ts";
import { caseById } from "./queries/case-by-id.ts";

/**
 * Has the document of a case made, signed and sealed. Null when the case does not wait for it. Throws when the
 * case no longer says what the head agreed to: nothing is ever signed that was not read.
 */
export async function issueCertificate(
  context: WorkContext,
  id: string,
  which?: string,
): Promise<{ document: string; number: string } | null> {
  const { world, ask } = context;
  const { row } = await ask(caseById, { id });
  const service = await ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service)) throw new Error(`${row.service}, version ${row.version}, is gone`);
  if (!waitsFor(service, row, "issued")) return null;
  const { consent, decided_at: decidedAt } = row;
  if (consent && consent.content !== contentOf(row))
    throw new Error(`case ${row.number} was changed after ${consent.office} agreed to sign it`);
  const day = world.calendar.today(decidedAt ?? world.clock.now());
  const kind = which ?? Object.keys(service.documents)[0] ?? "";
  const document = service.documents[kind];
  if (!document) throw new Error(`${row.service}, version ${row.version}, has no document "${kind}"`);
  const scope: Record<string, Value> = { ...(forms.scopeOf(row.answers) as object), ...given(row.facts, day) };
  for (const [name, decision] of Object.entries(row.decisions)) scope[name] = decision.outputs;
  const shown = (value: Value, unit?: string) =>
    `${typeof value === "number" ? new Intl.NumberFormat("id-ID").format(value) : String(value ?? "-")}${unit ? ` ${unit}` : ""}`;
  return issueDocument(context, {
    subject: row.id,
    kind,
    title: { id: textIn(document.title, "id"), en: textIn(document.title, "en") },
    person: row.person,
    business: row.business,
    holder: row.label,
    agency: row.agency,
    office: service.office,
    template: document.template,
    numberPattern: document.number,
    validUntil: yearsAfter(day, document.validYears),
    rows: document.rows.map((one) => ({
      label: textIn(one.label, "id"),
      value: shown(evaluate(one.value, scope), one.unit),
    })),
    legalBasis: document.legalBasis,
    signatory: consent && {
      officer: consent.officer,
      name: consent.name,
      office: textIn(officeOf(world.government, consent.agency, consent.office)?.name, "id"),
      at: consent.at,
    },
  });
}

/** "2026-11-24" and 5 give "2031-11-24"; the last of February stays in February. */
function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10);
}
