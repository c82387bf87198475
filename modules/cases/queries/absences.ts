import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { CasesTables } from "../tables.ts";

/** Who of my office is or will be away, and who stands in. */
export const absences = query({
  name: "cases.absences",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], purpose: "service" }],
  answer: ({ tx, actor, now, world }) =>
    on<CasesTables>(tx)
      .selectFrom("cases.absence")
      .selectAll()
      .where("agency", "=", actor.officer!.agency)
      .where("office", "=", actor.officer!.office)
      .where("revoked_at", "is", null)
      .where("until_day", ">=", world.calendar.today(now))
      .orderBy("from_day")
      .limit(200)
      .execute(),
});
