import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** My office's work: open tasks by due date, pages by key. */
export const queue = query({
  name: "cases.queue",
  input: z
    .object({
      whose: z.enum(["office", "mine", "free"]).default("office"),
      /** At which step of the process; by its name in the service's file. */
      step: z.string().max(60).optional(),
      /** Past its day, or to be done by the end of the next working day. */
      due: z.enum(["late", "soon"]).optional(),
      service: z.string().max(60).optional(),
      words: z.string().trim().max(60).optional(),
      after: z
        .string()
        .regex(/^\d+_[0-9a-f-]{36}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    })
    .strict(),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], purpose: "service" }],
  async answer({ tx, actor, now, world }, { whose, service, step, due, words, after, limit }) {
    const officer = actor.officer!;
    let rows = on<CasesTables>(tx)
      .selectFrom("cases.task")
      .select([
        "id",
        "case_id",
        "title",
        "label",
        "number",
        "service",
        "step",
        "due_at",
        "opened_at",
        "assignee",
        "assignee_name",
      ])
      .where("agency", "=", officer.agency)
      .where("office", "=", officer.office)
      .where("role", "in", officer.roles as string[])
      .where("closed_at", "is", null)
      .orderBy("due_at")
      .orderBy("id")
      .limit(limit + 1);
    if (whose === "mine") rows = rows.where("assignee", "=", officer.id);
    if (whose === "free") rows = rows.where("assignee", "is", null);
    if (step) rows = rows.where("step", "=", step);
    if (due === "late") rows = rows.where("due_at", "<", now);
    if (due === "soon") rows = rows.where("due_at", ">=", now).where("due_at", "<=", world.calendar.deadline(now, 1));
    if (service) rows = rows.where("service", "=", service);
    if (words)
      rows = rows.where((row) =>
        row.or([
          row("number", "=", words.toUpperCase()),
          row("label", "ilike", `%${words.replace(/[%_\\]/g, "\\$&")}%`),
        ]),
      );
    if (after) {
      const [ms, id] = after.split("_") as [string, string];
      const due = new Date(Number(ms));
      rows = rows.where((row) =>
        row.or([row("due_at", ">", due), row.and([row("due_at", "=", due), row("id", ">", id)])]),
      );
    }
    const found = await rows.execute();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { rows: page, next: found.length > limit && last ? `${last.due_at.getTime()}_${last.id}` : null };
  },
});
