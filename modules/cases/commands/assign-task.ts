import { z } from "zod";
import { command, isId, refuse, refuseFields, Together } from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { colleague, dutyHeld, keepFromOwn } from "../case.ts";
import { actRow } from "../host.ts";

const id = z.string().refine(isId, "kernel.fault.format");

/** Takes a task for oneself, gives it to a colleague of the same office and duty, or puts it back. */
export const assignTask = command({
  name: "cases.assign-task",
  input: z.object({ task: z.string(), officer: id.nullable() }).strict(),
  load: ({ tx }, { task }) => dutyHeld(tx, task),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: colleague, purpose: "service" }],
  async carryOut(context, { officer }, { task, row }) {
    const { tx, ask } = context;
    if (task.closed_at) refuse("conflict", "cases.refusal.task-done");
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
    return { result: null, facts: [{ name: "cases.assigned", subject: task.case_id, body: { task: task.id } }] };
  },
});
