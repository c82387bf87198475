import { z } from "zod";
import { command, on, refuseFields } from "../../../kernel/index.ts";
import { factOf, lockedDataset, takeStep } from "../dataset.ts";
import { stepHolder } from "../duty.ts";
import type { OnedataTables } from "../tables.ts";
import { moveNames } from "../workflow.ts";

/** Steps that bring nothing with them; handing in and publishing have commands of their own. */
const plain = moveNames.filter((one) => !["propose", "hand-in", "publish"].includes(one));
const text = (most: number) => z.string().trim().max(most);

/** Takes a step of the four stages: agree, send back, decline, review, check, confirm, return, reopen. */
export const moveDataset = command({
  name: "onedata.move-dataset",
  input: z
    .object({
      dataset: z.string().max(80),
      rev: z.number().int(),
      move: z.enum(plain, "kernel.fault.format"),
      reason: text(1000).optional(),
      /** What is not right, each with its place: a column, a line, a field of the description. */
      findings: z
        .array(
          z
            .object({
              place: text(120).min(1, "onedata.fault.place"),
              says: text(1000).min(5, "onedata.fault.says"),
            })
            .strict(),
        )
        .max(50)
        .default([]),
      /** By the forum: whether this is priority data. */
      priority: z.boolean().optional(),
    })
    .strict(),
  load: lockedDataset,
  allow: [{ hat: "officer", relation: stepHolder, assurance: 2 }],
  async carryOut(context, { rev, move, reason, findings, priority }, held) {
    const { tx, now, newId } = context;
    const { row } = held;
    if (move === "return" && findings.length === 0)
      refuseFields([{ path: "says", messageKey: "onedata.fault.findings" }]);
    const next = await takeStep(context, held, move, {
      rev,
      reason,
      ...(move === "agree" && priority !== undefined && { priority }),
      ...(move === "reopen" && { round: row.round + 1 }),
    });
    if (move === "return")
      await on<OnedataTables>(tx)
        .insertInto("onedata.finding")
        .values(
          findings.map((one) => ({
            id: newId(),
            dataset: row.id,
            round: row.round,
            ...one,
            answer: null,
            found_at: now,
            answered_at: null,
            closed_at: null,
          })),
        )
        .execute();
    // Whoever lets it pass has seen that what was found is mended.
    else if (move === "review" || move === "check" || move === "confirm")
      await on<OnedataTables>(tx)
        .updateTable("onedata.finding")
        .set({ closed_at: now })
        .where("dataset", "=", row.id)
        .where("closed_at", "is", null)
        .execute();
    return { result: { state: next.state }, facts: [factOf("moved", next, { move })] };
  },
});
