import type { Check } from "../definition/checks.ts";

/** What is wrong at one place. The hint says what would mend it; no value of the file ever stands here. */
export interface CheckFault {
  line: number | null;
  field: string;
  /** A key of this room's messages: "onedata.check.fault.<fault>". */
  fault: string;
  hint: string;
}
export interface CheckResult {
  rule: string;
  must: boolean;
  outcome: "pass" | "fail" | "none";
  faults: CheckFault[];
}
export type Badge = "good" | "fair" | "poor";
const most = 50;

/** `null`: there was nothing to look at. */
export const resultOf = ({ code, must }: Check, faults: CheckFault[] | null): CheckResult => ({
  rule: code,
  must,
  outcome: faults === null ? "none" : faults.length === 0 ? "pass" : "fail",
  faults: (faults ?? []).slice(0, most),
});

/** Good when nothing fails, fair when only what should be fails, poor when something fails that must not. */
export const badgeOf = (results: readonly CheckResult[]): Badge => {
  const failed = results.filter(({ outcome }) => outcome === "fail");
  return failed.length === 0 ? "good" : failed.some(({ must }) => must) ? "poor" : "fair";
};
