import { longDate } from "../../design/words.ts";
import { officeOf, textIn, type WorkContext } from "../../kernel/index.ts";
import { isOnline, serviceByCode } from "../catalogue/index.ts";
import { issueDocument } from "../documents/index.ts";
import type { DecisionRow, HearingRow } from "./afterlife.ts";
import { afterlifeOf } from "./queries/afterlife.ts";
import type { CaseRow } from "./tables.ts";

type Paper = { document: string; number: string };

async function about(context: WorkContext, id: string) {
  const { row, decisions, hearings } = await context.ask(afterlifeOf, { case: id });
  const service = await context.ask(serviceByCode, { code: row.service, version: row.version });
  if (!service || !isOnline(service)) throw new Error(`${row.service}, version ${row.version}, is gone`);
  return { row, decisions, hearings, service, say: context.world.words.say("id") };
}

const asCase = (row: CaseRow) => ({
  subject: row.id,
  person: row.person,
  business: row.business,
  holder: row.label,
  agency: row.agency,
  validUntil: null,
});

const signer = (
  { world }: WorkContext,
  { officer, officer_name: name, agency, office }: DecisionRow | HearingRow,
  at: Date,
) =>
  officer && name
    ? { officer, name, office: textIn(officeOf(world.government, agency, office)?.name, "id"), at: at.toISOString() }
    : null;

/** The letter of a decision: what was decided, why, by which law, and how to object. Null when none is needed. */
export async function issueLetter(context: WorkContext, id: string, decisionId: string): Promise<Paper | null> {
  const { row, decisions, service, say } = await about(context, id);
  const letter = service.remedies?.letter;
  const decision = decisions.find((one) => one.id === decisionId);
  if (!letter || !decision) return null;
  const zone = context.world.calendar.timeZone;
  const why = service.refusals.find(({ code }) => code === decision.reason);
  const line = (name: string, value: string) => ({ label: say(`cases.paper.${name}`), value });
  const refused = decision.outcome === "refused";
  return issueDocument(context, {
    ...asCase(row),
    kind: letter.kind,
    edition: decision.n,
    title: { id: textIn(letter.title, "id"), en: textIn(letter.title, "en") },
    office: decision.office,
    template: letter.template,
    numberPattern: letter.number,
    rows: [
      line("service", textIn(row.title, "id")),
      line("application", `${row.number}, ${longDate(row.submitted_at, "id", zone)}`),
      line("decision", say(`cases.paper.decided-${decision.deemed ? "by-law" : decision.outcome}`)),
      line("decided-on", longDate(decision.at, "id", zone)),
      ...(why ? [line("reason", textIn(why.text, "id"))] : []),
      ...(decision.message ? [line(refused ? "explanation" : "condition", decision.message)] : []),
      ...(decision.law ? [line("law", decision.law)] : []),
    ],
    body: [
      say(`cases.paper.body-${decision.deemed ? "by-law" : decision.outcome}`),
      ...(service.appeal ? [textIn(service.appeal.text, "id")] : []),
    ],
    legalBasis: letter.legalBasis,
    decided:
      decision.law && decision.deemed ? say("cases.paper.deemed", { law: decision.law }) : say("cases.paper.by-rule"),
    signatory: signer(context, decision, decision.at),
  });
}

/** The minutes of a hearing: who was there, and what was said. */
export async function issueMinutes(context: WorkContext, id: string, hearingId: string): Promise<Paper | null> {
  const { row, hearings, service, say } = await about(context, id);
  const minutes = service.remedies?.hearing?.minutes;
  const hearing = hearings.find((one) => one.id === hearingId);
  if (!minutes || !hearing?.minutes || !hearing.held_at) return null;
  const line = (name: string, value: string) => ({ label: say(`cases.paper.${name}`), value });
  return issueDocument(context, {
    ...asCase(row),
    kind: minutes.kind,
    edition: hearings.indexOf(hearing) + 1,
    title: { id: textIn(minutes.title, "id"), en: textIn(minutes.title, "en") },
    office: hearing.office,
    template: minutes.template,
    numberPattern: minutes.number,
    rows: [
      line("application", row.number),
      line("matter", hearing.matter),
      line("held-on", `${longDate(hearing.at, "id", context.world.calendar.timeZone)}, ${hearing.place}`),
      ...hearing.attendance.map(({ name, as, came }) => ({
        label: as,
        value: came ? name : say("cases.paper.absent", { name }),
      })),
    ],
    body: hearing.minutes.split(/\n{2,}/),
    legalBasis: minutes.legalBasis,
    signatory: signer(context, hearing, hearing.held_at),
  });
}
