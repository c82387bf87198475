import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { lockedDataset } from "../dataset.ts";
import { Variable } from "../definition/dataset.ts";
import { formKinds, metadataForms } from "../definition/metadata.ts";
import { holderOf } from "../duty.ts";
import type { OnedataTables } from "../tables.ts";

const common = { dataset: z.string().max(80), rev: z.number().int() };
const may = [
  { hat: "officer", relation: holderOf("producer"), assurance: 2 },
  { hat: "officer", relation: holderOf("supporting"), assurance: 2 },
] as const;
/** What is handed in is not described anew: it was checked as it stands. */
const open = new Set(["planned", "proposed", "collecting"]);

/** Describes the columns of a dataset by the data standard. */
export const describeVariables = command({
  name: "onedata.describe-variables",
  input: z.object({ ...common, variables: z.array(Variable).min(1).max(60) }).strict(),
  load: lockedDataset,
  allow: may,
  async carryOut({ tx }, { rev, variables }, { row }) {
    if (!open.has(row.state) || rev !== row.rev) refuse("conflict", "onedata.refusal.moved-on");
    if (variables.map(({ name }) => name).join() !== row.variables.map(({ name }) => name).join())
      refuse("invalid", "onedata.refusal.other-columns");
    await on<OnedataTables>(tx)
      .updateTable("onedata.dataset")
      .set({ variables: JSON.stringify(variables) as never, rev: row.rev + 1 })
      .where("id", "=", row.id)
      .execute();
    return { result: null, subject: row.id };
  },
});

/** Answers one of the three metadata forms. Empty answers are kept out: what must be there is asked at the hand-in. */
export const describeMetadata = command({
  name: "onedata.describe-metadata",
  input: z
    .object({
      ...common,
      form: z.enum(formKinds, "kernel.fault.format"),
      answers: z.record(z.string().max(40), z.string().trim().max(4000)),
    })
    .strict(),
  load: lockedDataset,
  allow: may,
  async carryOut({ tx, world }, { rev, form, answers }, { row }) {
    if (!open.has(row.state) || rev !== row.rev) refuse("conflict", "onedata.refusal.moved-on");
    const fields = metadataForms(world.government)[form].parts.flatMap((part) => part.fields);
    const faults = Object.entries(answers).flatMap(([code, answer]) => {
      const field = fields.find((one) => one.code === code);
      const wrong =
        !field ||
        (answer !== "" && field.options && !field.options.some(({ value }) => value === answer)) ||
        (answer !== "" && field.type === "number" && !/^\d{1,12}([.,]\d{1,6})?$/.test(answer)) ||
        (answer !== "" && field.type === "day" && !z.iso.date().safeParse(answer).success);
      return wrong ? [{ path: code, messageKey: "kernel.fault.format" }] : [];
    });
    if (faults.length > 0) refuseFields(faults);
    const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ""));
    await on<OnedataTables>(tx)
      .updateTable("onedata.dataset")
      .set({ metadata: JSON.stringify({ ...row.metadata, [form]: given }) as never, rev: row.rev + 1 })
      .where("id", "=", row.id)
      .execute();
    return { result: null, subject: row.id };
  },
});
