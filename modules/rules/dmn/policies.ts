import type { HitPolicy } from "../decision/hits.ts";
import type { Element } from "./xml.ts";

const named: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: "unique",
  FIRST: "first",
  ANY: "any",
  PRIORITY: "priority",
  "OUTPUT ORDER": "output-order",
  "RULE ORDER": "rule-order",
  COLLECT: "collect",
};

/** The hit policy that a table's element says; DMN's own when it says none. */
export function policyOf({ attributes: { hitPolicy = "UNIQUE", aggregation } }: Element): HitPolicy {
  if (hitPolicy === "COLLECT" && aggregation) return aggregation.toLowerCase() as HitPolicy;
  return named[hitPolicy] ?? "unique";
}

/** The attributes that say it. */
export function policyWords(hit: HitPolicy): { hitPolicy: string; aggregation?: string } {
  const found = Object.entries(named).find(([, policy]) => policy === hit);
  return found ? { hitPolicy: found[0] } : { hitPolicy: "COLLECT", aggregation: hit.toUpperCase() };
}
