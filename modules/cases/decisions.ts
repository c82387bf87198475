import { type CommandContext, Together, type Tx } from "../../kernel/index.ts";
import type { DecisionRow } from "./afterlife.ts";
import type { CaseRow } from "./tables.ts";

export type NewDecision = Pick<DecisionRow, "outcome" | "at" | "agency" | "office"> & Partial<DecisionRow>;

/** The next decision of a case as a row; null when that one has been written. */
export async function decisionRow(
  { tx, newId }: Pick<CommandContext, "tx" | "newId">,
  row: Pick<CaseRow, "id">,
  made: NewDecision,
): Promise<DecisionRow | null> {
  const known = await decisionsOf(tx, row.id);
  if (known.some(({ at, outcome }) => at.getTime() === made.at.getTime() && outcome === made.outcome)) return null;
  return {
    id: newId(),
    case_id: row.id,
    n: known.length + 1,
    reason: null,
    law: null,
    message: null,
    officer: null,
    officer_name: null,
    deemed: false,
    letter: null,
    ...made,
  };
}

export const decisionsOf = (tx: Tx, id: string): Promise<DecisionRow[]> =>
  tx.query<DecisionRow>("select * from cases.decision where case_id = $1 order by n", [id]);

export const writeDecision = (tx: Tx, decision: DecisionRow): void =>
  new Together().insert("cases.decision", [decision]).send(tx);

/** The letter of a decision is made by a job: setting and sealing it takes longer than an act may. */
export const letterJob = (decision: DecisionRow) => ({
  name: "cases.issue-letter",
  payload: { case: decision.case_id, decision: decision.id },
  key: `letter:${decision.id}`,
});

/** A letter for each refusal, for what the law decided, and for an approval that comes with conditions. */
export const needsLetter = ({ outcome, deemed, message }: DecisionRow): boolean =>
  outcome === "refused" || deemed || message !== null;
