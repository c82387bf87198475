import { z } from "zod";
import { command, isId, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { colleague, dutyHeld, keepFromOwn } from "../case.ts";
import { actRow } from "../host.ts";

const id = z.string().refine(isId, "kernel.fault.format");

/**
 * Takes a task for oneself, gives it to a colleague of the same office and duty, or puts it back. `seen`: who had it
 * when the officer looked; if somebody else has it by now, nothing is taken from them unawares.
 */
export const assignTask = command({
  name: "cases.assign-task",
  input: z.object({ task: z.string(), officer: id.nullable(), seen: id.nullable().optional() }).strict(),
  load: (context, { task }) => dutyHeld(context, task),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: colleague, purpose: "service" }],
  async carryOut(context, { officer, seen }, { task, row }) {
    const { tx, ask } = context;
    if (task.closed_at) refuse("conflict", "cases.refusal.task-done");
    if (seen !== undefined && seen !== task.assignee && officer !== task.assignee)
      refuse("conflict", task.assignee ? "cases.refusal.taken" : "cases.refusal.put-back", {
        name: task.assignee_name ?? "",
      });
    const [colleagues] = await Promise.all([
      officer ? ask(officersOf, { agency: task.agency, office: task.office, role: task.role }) : [],
      keepFromOwn(context, row),
    ]);
    const chosen = officer ? colleagues.find((one) => one.id === officer) : null;
    if (officer && !chosen) refuseFields([{ path: "officer", messageKey: "cases.fault.no-colleague" }]);
    const { id = null, name = null } = chosen ?? {};
    new Together()
      .update("cases.task", task, { ...task, assignee: id, assignee_name: name })
      .insert("cases.act", [actRow(context, row.id, { kind: "assigned", audience: "office", body: { to: name } })])
      .send(tx);
    return {
      result: null,
      facts: [{ name: "cases.assigned", subject: task.case_id, body: { task: task.id } }],
      note: { from: task.assignee, to: id },
    };
  },
});
