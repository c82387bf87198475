import type { Thresholds } from "../definition/settings.ts";
import type { FieldMeasurement, Measurement } from "./queries.ts";

/** A measure's share with the counts it is made of, and whether it is good enough; null where there is nothing to measure. */
export interface Share {
  measure: "complete" | "type" | "code" | "fresh" | "unique" | "reference";
  part: number;
  of: number;
  percent: number;
  good: boolean;
}
const share = (measure: Share["measure"], part: number, of: number, { [measure]: least }: Thresholds): Share[] => {
  if (of === 0) return [];
  // Cut, not rounded: 99.96 of 100 must not look whole.
  const percent = Math.floor((part / of) * 1000) / 10;
  return [{ measure, part, of, percent, good: percent >= least }];
};

export const fieldShares = (field: FieldMeasurement, { total }: Measurement, least: Thresholds): Share[] => [
  ...share("complete", field.filled, total, least),
  ...share("type", field.typed, field.filled, least),
  ...(field.hits === null ? [] : share("code", field.hits, field.filled, least)),
];
export const registerShares = (one: Measurement, least: Thresholds): Share[] => [
  ...share("fresh", one.fresh, one.total, least),
  ...share("unique", one.total - one.duplicates, one.total, least),
  ...share("reference", one.referred, one.referring, least),
];
