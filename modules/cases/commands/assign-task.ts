import { z } from "zod";
import { command, isId, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { colleague, keepFromOwn, workHeld } from "../case.ts";
import { actRow, writeActs } from "../host.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");

/** Takes a task for oneself, gives it to a colleague of the same office and duty, or puts it back. */
export const assignTask = command({
  name: "cases.assign-task",
  input: z.object({ task: z.string(), officer: id.nullable() }).strict(),
  load: ({ tx }, { task }) => workHeld(tx, task),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], relation: colleague, purpose: "service" }],
  async carryOut(context, { officer }, { task, row }) {
    const { tx, ask } = context;
    if (task.closed_at) refuse("conflict", "cases.refusal.task-done");
    await keepFromOwn(context, row);
    const colleagues = officer
      ? await ask(officersOf, { agency: task.agency, office: task.office, role: task.role })
      : [];
    const chosen = officer ? colleagues.find((one) => one.id === officer) : null;
    if (officer && !chosen) refuseFields([{ path: "officer", messageKey: "cases.fault.no-colleague" }]);
    tx.send(
      on<CasesTables>(tx)
        .updateTable("cases.task")
        .set({ assignee: chosen?.id ?? null, assignee_name: chosen?.name ?? null })
        .where("id", "=", task.id),
    );
    writeActs(
      context,
      actRow(context, task.case_id, { kind: "assigned", audience: "office", body: { to: chosen?.name ?? null } }),
    );
    return { result: null, facts: [{ name: "cases.assigned", subject: task.case_id, body: { task: task.id } }] };
  },
});
