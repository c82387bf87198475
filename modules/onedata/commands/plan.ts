import { z } from "zod";
import { type Context, command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { datasetHeld, dueFor, factOf, lockedDataset, takeStep } from "../dataset.ts";
import { name, Plan, type Variable } from "../definition/dataset.ts";
import { settingsOf } from "../definition/settings.ts";
import { holderOf } from "../duty.ts";
import { originsOf, variablesOf } from "../sources.ts";
import type { DatasetRow, OnedataTables } from "../tables.ts";

/** Words that stand for pages of the desk, and for the list of versions. */
const taken = new Set(["usul", "uji"]);
const columns = z.array(name).max(60).default([]);

/** What is wrong in a plan by the government's own lists, and the columns that its source brings. */
async function planned(
  context: Context,
  plan: Plan,
  columns: readonly string[],
  producer: string,
): Promise<Variable[]> {
  const { topics, licences } = settingsOf(context.world.government);
  const faults: { path: string; messageKey: string }[] = [];
  const wrong = (path: string) => faults.push({ path, messageKey: "kernel.fault.format" });
  if (!topics.some(({ code }) => code === plan.topic)) wrong("topic");
  if (!licences.some(({ code }) => code === plan.licence)) wrong("licence");
  const { source } = plan;
  if (source.kind === "file") {
    if (columns.length === 0) faults.push({ path: "columns", messageKey: "onedata.fault.columns" });
    if (new Set(columns).size < columns.length) faults.push({ path: "columns", messageKey: "onedata.fault.twice" });
    if (faults.length > 0) refuseFields(faults);
    return columns.map((one) => ({
      name: one,
      label: "",
      type: "string",
      concept: "",
      definition: "",
      classification: "",
      measure: "",
      unit: "",
      required: false,
    }));
  }
  const origin = (await originsOf(context)).find(({ code }) => code === source.register);
  // A fact has one owner: only they publish figures of it.
  if (!origin || origin.keeper !== producer) faults.push({ path: "register", messageKey: "onedata.fault.register" });
  if (faults.length > 0) refuseFields(faults);
  return variablesOf(source, origin, context.world.government);
}

/** Figures and open records of people are about people, whatever the form says. */
async function truly(context: Context, plan: Plan): Promise<Plan> {
  const { source } = plan;
  if (source.kind === "file") return plan;
  const origin = (await originsOf(context)).find(({ code }) => code === source.register);
  return { ...plan, aboutPeople: origin?.aboutPeople ?? true };
}

/** A producer proposes a dataset for the list of data. */
export const proposeDataset = command({
  name: "onedata.propose-dataset",
  input: z
    .object({
      code: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{2,79}$/, "onedata.fault.code")
        .refine((code) => !taken.has(code), "onedata.fault.taken"),
      producer: z.string().max(60),
      plan: Plan,
      columns,
    })
    .strict(),
  load: async ({ world: { government } }, { producer }) => ({ government, producer }),
  allow: [{ hat: "officer", relation: holderOf("producer"), assurance: 2 }],
  async carryOut(context, { code, producer, plan, columns }) {
    const { tx, now, newId, world } = context;
    const variables = await planned(context, plan, columns, producer);
    const row: DatasetRow = {
      id: newId(),
      code,
      plan: await truly(context, plan),
      variables,
      metadata: {},
      producer,
      priority: false,
      state: "planned",
      round: 1,
      rev: 1,
      due_at: dueFor(context, "planned"),
      release_on: plan.releaseOn,
      told_late: false,
      created_at: now,
    };
    const [made] = await on<OnedataTables>(tx)
      .insertInto("onedata.dataset")
      .values({ ...row, plan: JSON.stringify(row.plan) as never, variables: JSON.stringify(variables) as never })
      .onConflict((there) => there.column("code").doNothing())
      .returning("id")
      .execute();
    if (!made) refuseFields([{ path: "code", messageKey: "onedata.fault.taken" }]);
    const next = await takeStep(context, { row, producer, government: world.government }, "propose", {});
    return { result: { code }, facts: [factOf("proposed", next)] };
  },
});

/** The producer mends a plan that the forum sent back, and proposes it again. */
export const changePlan = command({
  name: "onedata.change-plan",
  input: z.object({ dataset: z.string().max(80), rev: z.number().int(), plan: Plan, columns }).strict(),
  load: lockedDataset,
  allow: [{ hat: "officer", relation: holderOf("producer"), assurance: 2 }],
  async carryOut(context, { rev, plan, columns }, held) {
    const { tx } = context;
    const { row, producer } = held;
    if (row.state !== "planned" || row.rev !== rev) refuse("conflict", "onedata.refusal.moved-on");
    const fresh = await planned(context, plan, columns, producer);
    // What was described already stays, as far as the column is still there.
    const variables = fresh.map((one) => row.variables.find(({ name }) => name === one.name) ?? one);
    await on<OnedataTables>(tx)
      .updateTable("onedata.dataset")
      .set({
        plan: JSON.stringify(await truly(context, plan)) as never,
        variables: JSON.stringify(variables) as never,
        release_on: plan.releaseOn,
      })
      .where("id", "=", row.id)
      .execute();
    const again = await datasetHeld(tx, held.government, row.code);
    const next = await takeStep(context, again!, "propose", {});
    return { result: { code: row.code }, facts: [factOf("proposed", next)] };
  },
});
