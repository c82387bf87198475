import { z } from "zod";
import { command, isId, on, refuse, relation } from "../../../kernel/index.ts";
import type { MigrationRow } from "../migration.ts";
import type { CasesTables } from "../tables.ts";

/** Four eyes: whoever planned it cannot approve it. */
const another = relation<MigrationRow>(
  "second person",
  (actor, row) => actor.officer !== null && actor.officer.id !== row.planned_by,
);

/** Lets a planned migration run; the worker moves the cases in batches. */
export const approveMigration = command({
  name: "cases.approve-migration",
  input: z.object({ migration: z.string() }).strict(),
  load: async ({ tx }, { migration }) =>
    isId(migration)
      ? ((await tx.query<MigrationRow>("select * from cases.migration where id = $1 for update", [migration]))[0] ??
        null)
      : null,
  allow: [{ hat: "officer", roles: ["approver"], relation: another, assurance: 3 }],
  async carryOut({ tx, actor, now }, _input, row) {
    if (row.state !== "planned") refuse("conflict", "cases.refusal.migration-begun");
    await on<CasesTables>(tx)
      .updateTable("cases.migration")
      .set({ state: "running", approved_by: actor.officer!.id, approved_at: now })
      .where("id", "=", row.id)
      .execute();
    return {
      result: null,
      subject: row.id,
      jobs: [{ name: "cases.migrate", payload: { migration: row.id }, key: `migrate:${row.id}` }],
    };
  },
});
