import { createHash } from "node:crypto";
import { z } from "zod";
import { type CommandContext, command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { factOf, type HeldDataset, lockedDataset, takeStep } from "../dataset.ts";
import { holdsOn, settingsOf } from "../definition/settings.ts";
import { lacking } from "../description.ts";
import { holderOf } from "../duty.ts";
import { readSource } from "../sources.ts";
import { readCsv, writeCsv } from "../table/csv.ts";
import { type CellFault, checkTable } from "../table/schema.ts";
import { hiddenLines } from "../table/suppress.ts";
import type { FindingRow, OnedataTables } from "../tables.ts";

const mostRows = 200_000;

interface Gathered {
  table: string[][];
  hidden: number;
}

/** The rows of this release: read from the register, or out of the file. Small numbers of people are left out here, so
 * that nobody beyond this point ever sees them. */
async function gathered(context: CommandContext, { row }: HeldDataset, content: string | undefined): Promise<Gathered> {
  const { source, aboutPeople } = row.plan;
  const least = holdsOn(
    settingsOf(context.world.government).limits,
    context.world.calendar.today(context.now),
  ).smallest;
  if (source.kind !== "file") {
    const { head, rows, counts } = await readSource(context, source);
    const small = aboutPeople && counts ? hiddenLines(counts, least) : new Set<number>();
    const keys = source.kind === "figures" ? source.by.length : head.length;
    return {
      table: rows.map((cells, i) => (small.has(i) ? cells.map((cell, c) => (c < keys ? cell : "")) : cells)),
      hidden: small.size,
    };
  }
  if (!content) refuseFields([{ path: "file", messageKey: "onedata.fault.file" }]);
  const { rows, fault } = readCsv(content);
  if (fault) refuseFields(told([{ line: fault, field: "", fault: "quote", hint: "" }]));
  if (rows.length < 2) refuseFields([{ path: "file", messageKey: "onedata.fault.no-rows" }]);
  if (rows.length > mostRows) refuse("too-large", "onedata.refusal.too-many-rows", { most: mostRows });
  const { faults, table } = checkTable(rows, row.variables, await codesIn(context, row.variables));
  if (faults.length > 0) refuseFields(told(faults));
  if (!aboutPeople) return { table, hidden: 0 };
  return withoutSmall(table, row.variables, least);
}

/** In a file about people every column measured by counting is held to the smallest number that may be shown. */
function withoutSmall(table: string[][], variables: HeldDataset["row"]["variables"], least: number): Gathered {
  const counted = variables.flatMap(({ measure }, i) => (measure === "count" ? [i] : []));
  const numeric = variables.flatMap(({ type }, i) => (type === "integer" || type === "number" ? [i] : []));
  const hidden = new Set(
    counted.flatMap((column) => [
      ...hiddenLines(
        table.map((row) => Number(row[column])),
        least,
      ),
    ]),
  );
  return {
    table: table.map((row, i) => (hidden.has(i) ? row.map((cell, c) => (numeric.includes(c) ? "" : cell)) : row)),
    hidden: hidden.size,
  };
}

async function codesIn({ askAsRoom, world }: CommandContext, variables: HeldDataset["row"]["variables"]) {
  const wanted = lookups
    .codeListsOf(world.government)
    .filter(({ list }) => variables.some((one) => one.classification === list));
  const codes = new Map<string, ReadonlySet<string>>();
  for (const { list } of wanted) {
    const found = await askAsRoom(lookups.codesOfList, { list });
    codes.set(list, new Set(found.map(({ code }) => code)));
  }
  return codes;
}

const told = (faults: readonly CellFault[]) =>
  faults.slice(0, 20).map(({ line, field, fault, hint }) => ({
    path: "file",
    messageKey: `onedata.cell.${fault}`,
    values: { line, field, hint },
  }));

/** The producer hands in this round's data: frozen as it is now, so that what is checked is what is published. */
export const handIn = command({
  name: "onedata.hand-in",
  internal: true,
  input: z
    .object({
      dataset: z.string().max(80),
      rev: z.number().int(),
      content: z.string().max(12_582_912).optional(),
      /** To each finding that is open: what was done about it. */
      answers: z.record(z.string().max(60), z.string().trim().max(1000)).default({}),
    })
    .strict(),
  load: lockedDataset,
  allow: [{ hat: "officer", relation: holderOf("producer"), assurance: 2 }],
  async carryOut(context, { rev, content, answers }, held) {
    const { tx, now, newId, world } = context;
    const { row } = held;
    const gaps = lacking(world.government, row);
    if (gaps.length > 0) refuse("conflict", "onedata.refusal.not-described", { count: gaps.length });
    const open = await tx.query<FindingRow>(
      "select * from onedata.finding where dataset = $1 and closed_at is null order by id",
      [row.id],
    );
    const unanswered = open.filter(({ id }) => !answers[id]);
    if (unanswered.length > 0)
      refuseFields(unanswered.map(({ id }) => ({ path: `answer-${id}`, messageKey: "onedata.fault.answer" })));
    const { table, hidden } = await gathered(context, held, content);
    const csv = Buffer.from(writeCsv([row.variables.map(({ name }) => name), ...table]));
    const next = await takeStep(context, held, "hand-in", { rev });
    await on<OnedataTables>(tx)
      .insertInto("onedata.delivery")
      .values({
        id: newId(),
        dataset: row.id,
        round: row.round,
        content: csv,
        hash: createHash("sha256").update(csv).digest("hex"),
        rows: table.length,
        hidden,
        at: now,
      })
      .execute();
    for (const { id } of open)
      await on<OnedataTables>(tx)
        .updateTable("onedata.finding")
        .set({ answer: answers[id]!, answered_at: now })
        .where("id", "=", id)
        .execute();
    return {
      result: { rows: table.length, hidden },
      facts: [factOf("handed-in", next, { rows: table.length, hidden })],
    };
  },
});
