import { type CommandContext, refuseFields, textIn } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { forms } from "../forms/index.ts";
import { deskFile } from "./desk.ts";
import type { CorrectionRow } from "./desk-tables.ts";
import { tellApplicant } from "./messages.ts";
import type { CaseRow } from "./tables.ts";

/** Why answers are returned again, by code. */
export const secondReturnsOf = ({ world }: Pick<CommandContext, "world">) =>
  deskFile.of(world.government).secondReturns;

/**
 * Judges a return: each answer that was really asked, each with a remark, and a reason when it is not the first. Refuses
 * at the field of the remark ("remark.floorArea").
 */
export async function correctionsFor(
  context: CommandContext,
  service: OnlineService,
  before: CaseRow,
  remarks: Readonly<Record<string, string>>,
  again: string | undefined,
): Promise<CorrectionRow[]> {
  const { tx, now, newId } = context;
  const fields = Object.keys(remarks);
  if (fields.length === 0) refuseFields([{ path: "remarks", messageKey: "cases.fault.field" }]);
  const faults = fields.flatMap((id) => {
    const asked = forms.fieldById(service.form, id);
    if (!asked || asked.field.type === "fact") return [{ path: "remarks", messageKey: "cases.fault.field" }];
    return remarks[id]!.length < 5 ? [{ path: `remark.${id}`, messageKey: "cases.fault.message" }] : [];
  });
  if (faults.length > 0) refuseFields(faults);
  const [last] = await tx.query<{ round: number }>(
    "select coalesce(max(round), 0)::int as round from cases.correction where case_id = $1",
    [before.id],
  );
  const round = last!.round + 1;
  if (round > 1 && !secondReturnsOf(context).some(({ code }) => code === again))
    refuseFields([{ path: "again", messageKey: "cases.fault.again" }]);
  return fields.map((field) => ({
    id: newId(),
    case_id: before.id,
    field,
    message: remarks[field]!,
    asked_at: now,
    before: JSON.stringify(before.answers[field] ?? null),
    after: null,
    answered_at: null,
    round,
    reason: round > 1 ? again! : null,
    follows: false,
  }));
}

/** Tells the applicant what to mend, each answer by its name. */
export async function tellReturned(
  context: CommandContext,
  service: OnlineService,
  row: CaseRow,
  corrections: readonly CorrectionRow[],
): Promise<void> {
  const why = secondReturnsOf(context).find(({ code }) => code === corrections[0]?.reason);
  await tellApplicant(
    context,
    service,
    row,
    "returned",
    (locale) => {
      const label = (id: string) => textIn(forms.fieldById(service.form, id)?.field.label, locale).replace(/\?$/, "");
      const lines = corrections.map(({ field, message }) =>
        corrections.length > 1 ? `${label(field)}: ${message}` : message,
      );
      return {
        field: corrections.map(({ field }) => label(field)).join(", "),
        message: [why && textIn(why.text, locale), ...lines].filter(Boolean).join(" "),
      };
    },
    `/permohonan/${row.id}/perbaiki`,
  );
}
