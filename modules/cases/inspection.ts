import { type Context, type Fault, refuse } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { workOf } from "../process/index.ts";
import type { InspectionRow } from "./desk-tables.ts";
import type { TaskRow } from "./tables.ts";

export type Inspection = NonNullable<ReturnType<typeof inspectionOf>>;
export type Item = Inspection["items"][number];

/** What is to be looked at for a step, by the service's process; undefined where nothing is. */
export function inspectionOf({ process }: OnlineService, step: string) {
  const found = process.steps[step];
  return found && workOf(found)?.inspection;
}

/** A task that asks for an inspection is finished once there is a report. */
export async function inspected(
  { tx }: Pick<Context, "tx">,
  service: OnlineService,
  task: Pick<TaskRow, "id" | "step">,
): Promise<void> {
  if (!inspectionOf(service, task.step)?.required) return;
  const [report] = await tx.query("select 1 from cases.inspection where task = $1 limit 1", [task.id]);
  if (!report) refuse("conflict", "cases.refusal.not-inspected");
}

const said = ["yes", "no", "na"];

/** What is missing or wrong in a report: at the item ("item.exit") or its photo ("photo.exit"). */
export function faultsOfReport(
  { items }: Inspection,
  findings: InspectionRow["findings"],
  photos: ReadonlySet<string>,
): Fault[] {
  const faults: Fault[] = [];
  for (const { id, kind, required, photo } of items) {
    const value = Object.hasOwn(findings, id) ? findings[id]!.value : "";
    const path = `item.${id}`;
    if (value === "" ? required : kind === "yes-no" && !said.includes(value))
      faults.push({ path, messageKey: kind === "yes-no" ? "forms.fault.choose" : "kernel.fault.empty" });
    if (value !== "" && kind === "number" && !/^-?\d{1,9}([.,]\d{1,4})?$/.test(value))
      faults.push({ path, messageKey: "forms.fault.number" });
    if (photo === "required" && !photos.has(id)) faults.push({ path: `photo.${id}`, messageKey: "forms.fault.photo" });
  }
  return faults;
}
