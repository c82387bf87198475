import type { Tx } from "../../kernel/index.ts";
import type { Mapping } from "../process/index.ts";
import type { CaseRow } from "./tables.ts";

/** Open cases that are brought from some versions of their service to another. */
export interface MigrationRow {
  id: string;
  service: string;
  from_versions: number[];
  to_version: number;
  mapping: Mapping;
  state: "planned" | "running" | "done";
  planned_by: string;
  planned_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  open_cases: number;
  moved: number;
  kept: number;
  last: string | null;
  done_at: Date | null;
}

/** Open cases of those versions in the order of their ids, after one of them; `mends`: the field that is to be mended now. */
export function openCases(
  tx: Tx,
  { service, from_versions: versions }: Pick<MigrationRow, "service" | "from_versions">,
  after: string | null,
  limit: number,
  lock: "" | "for update of c" = "",
): Promise<(CaseRow & { mends: string | null })[]> {
  return tx.query(
    `select c.*, (select field from cases.correction r where r.case_id = c.id and r.answered_at is null) as mends
     from cases.case c where c.service = $1 and c.version = any ($2) and c.closed_at is null
       and ($3::uuid is null or c.id > $3) order by c.id limit $4 ${lock}`,
    [service, versions, after, limit],
  );
}
