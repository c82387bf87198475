import { on, type QueryContext } from "../../kernel/index.ts";
import type { AbsenceRow } from "./desk-tables.ts";
import type { CasesTables } from "./tables.ts";

/** Who of an office is away on a day, by officer; with the last day, and who stands in. */
export async function awayAt(
  { tx, now, world }: Pick<QueryContext, "tx" | "now" | "world">,
  agency: string,
  office: string,
): Promise<ReadonlyMap<string, AbsenceRow>> {
  const day = world.calendar.today(now);
  const rows = await on<CasesTables>(tx)
    .selectFrom("cases.absence")
    .selectAll()
    .where("agency", "=", agency)
    .where("office", "=", office)
    .where("revoked_at", "is", null)
    .where("from_day", "<=", day)
    .where("until_day", ">=", day)
    .orderBy("until_day")
    .limit(500)
    .execute();
  return new Map(rows.map((row) => [row.officer, row]));
}
