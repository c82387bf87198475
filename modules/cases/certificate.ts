import { officeOf, textIn, type WorkContext } from "../../kernel/index.ts";
import { isOnline, serviceByCode } from "../catalogue/index.ts";
import { issueDocument } from "../documents/index.ts";
import { permitById } from "../permits/index.ts";
import { evaluate, type Value } from "../rules/index.ts";
import { contentOf } from "./canonical.ts";
import { waitsFor } from "./case.ts";
import { scopeOf } from "./host.ts";
import { lastDay } from "./permit-of.ts";
import { afterlifeOf } from "./queries/afterlife.ts";
import { caseById } from "./queries/case-by-id.ts";
import { changeOfCase } from "./queries/changes.ts";

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
  const found = await ask(caseById, { id });
  const { row } = found;
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
  const scope = scopeOf(row, day, service);
  const change = await ask(changeOfCase, { case: id });
  const old = change && (await ask(permitById, { id: change.permit })).row;
  const { decisions } = await ask(afterlifeOf, { case: id });
  const byLaw = decisions.findLast((one) => one.deemed && one.at.getTime() === decidedAt?.getTime());
  const conditions = conditionsOf(found);
  const paper = world.words.say("id");
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
    validUntil: lastDay(day, document, change && old && { kind: change.kind, until: old.valid_until }),
    edition: decisions.filter((one) => one.outcome === "approved" && one.at < (decidedAt ?? one.at)).length + 1,
    rows: [
      ...document.rows.map((one) => ({
        label: textIn(one.label, "id"),
        value: shown(evaluate(one.value, scope), one.unit),
      })),
      ...(conditions ? [{ label: paper("cases.paper.condition"), value: conditions }] : []),
      ...(old ? [{ label: paper(`cases.paper.${change!.kind}`), value: old.number }] : []),
    ],
    legalBasis: byLaw?.law ? [...document.legalBasis, byLaw.law] : document.legalBasis,
    decided: byLaw?.law ? paper("cases.paper.deemed", { law: byLaw.law }) : paper("cases.paper.by-rule"),
    signatory: consent && {
      officer: consent.officer,
      name: consent.name,
      office: textIn(officeOf(world.government, consent.agency, consent.office)?.name, "id"),
      at: consent.at,
    },
  });
}

/** What the head wrote on approving: conditions that the holder must keep. None when nobody's hand approved it. */
export function conditionsOf({
  row,
  tasks,
}: Pick<Awaited<ReturnType<typeof caseById.answer>>, "row" | "tasks">): string | null {
  return row.consent ? (tasks.findLast(({ outcome }) => outcome === "approve")?.note ?? null) : null;
}
