import { z } from "zod";
import { command, isId, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { colleague, definitionOf, keepFromOwn, workHeld } from "../case.ts";
import type { InspectionRow } from "../desk-tables.ts";
import { actRow } from "../host.ts";
import { faultsOfReport, inspectionOf } from "../inspection.ts";
import { takenFile } from "../upload.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const item = z.string().max(40);
const file = takenFile.extend({ item, id });

/** A phone's clock may be wrong; a report from tomorrow was made now. */
const longestAhead = 5 * 60_000;

/**
 * Takes in what was found on the spot. Its id was made by the phone: sent again, it is there once. A report whose task is
 * over, or somebody else's by now, is not lost: it is kept, marked, and both the sender and the desk are told.
 */
export const fileInspection = command({
  name: "cases.file-inspection",
  input: z
    .object({
      id,
      task: z.string(),
      findings: z.record(
        item,
        z.object({ value: z.string().max(500), remark: z.string().trim().max(1000).optional() }).strict(),
      ),
      photos: z.array(file).max(10).default([]),
      place: z
        .object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
        .strict()
        .optional(),
      note: z.string().trim().max(2000).optional(),
      madeAt: z.coerce.date().optional(),
    })
    .strict(),
  load: (context, { task }) => workHeld(context, task),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: colleague, purpose: "service" }],
  async carryOut(context, { id: given, findings, photos, place, note, madeAt }, { task, row, standsIn }) {
    const { tx, actor, now } = context;
    const me = actor.officer!;
    const [there] = await tx.query<InspectionRow>("select * from cases.inspection where id = $1", [given]);
    if (there) {
      if (there.officer !== me.id || there.task !== task.id) refuse("conflict", "kernel.refusal.key-reused");
      return { result: { late: there.late }, subject: row.id };
    }
    await keepFromOwn(context, row);
    const asked = inspectionOf(await definitionOf(context, row.service, row.version), task.step);
    if (!asked) refuse("conflict", "cases.refusal.no-inspection");
    const known = new Set(asked.items.map((one) => one.id));
    if ([...Object.keys(findings), ...photos.map((one) => one.item)].some((one) => !known.has(one)))
      refuse("invalid", "kernel.refusal.invalid");
    const faults = faultsOfReport(asked, findings, new Set(photos.map((one) => one.item)));
    if (faults.length > 0) refuseFields(faults);
    const [other] = await tx.query("select 1 from cases.inspection where task = $1 and officer <> $2 limit 1", [
      task.id,
      me.id,
    ]);
    const late: InspectionRow["late"] = task.closed_at
      ? "closed"
      : task.assignee !== null && task.assignee !== me.id && !standsIn
        ? "reassigned"
        : other
          ? "second"
          : null;
    const inspection: InspectionRow = {
      id: given,
      case_id: row.id,
      task: task.id,
      officer: me.id,
      officer_name: actor.name ?? "",
      agency: me.agency,
      office: me.office,
      findings,
      place: place ?? null,
      note: note || null,
      made_at: madeAt && madeAt.getTime() < now.getTime() + longestAhead ? madeAt : now,
      received_at: now,
      late,
    };
    const { person, business, hat } = row;
    new Together()
      .insert("cases.inspection", [inspection])
      .insert(
        "cases.file",
        photos.map(({ item: of, name, ...one }) => ({
          ...one,
          name: `${of}.jpg`,
          draft: row.id,
          person,
          business,
          hat,
          at: now,
          audience: "office",
          inspection: given,
        })),
      )
      .insert("cases.act", [
        actRow(context, row.id, { kind: "inspected", audience: "office", ...(late && { body: { late } }) }),
      ])
      .send(tx);
    return { result: { late }, facts: [{ name: "cases.inspected", subject: row.id, body: { task: task.id, late } }] };
  },
});
