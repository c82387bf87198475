import type { Find } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

/** A reason why a service must be assessed before anybody uses it, and in words for its designer. */
export interface MustAssess {
  code: string;
  why: string;
}

/** What the government's rules hold for risky is assessed in writing before it is released. */
export function lintDpia(service: ServiceDefinition, reasons: readonly MustAssess[], find: Find): void {
  const { dpia } = service;
  for (const { code, why } of reasons) {
    if (!dpia)
      find(
        "service",
        ["code"],
        `it needs an assessment of its impact (${code}): ${why}`,
        "Write dpia.yaml, with the data protection officer",
      );
    else if (!dpia.because.includes(code))
      find("dpia", ["because"], `"${code}" is not considered: ${why}`, "Consider it, and name it here");
  }
  dpia?.risks.forEach(({ left }, i) => {
    if (left === "high")
      find("dpia", ["risks", i, "left"], "a high risk is left", "Do more about it, or do not offer the service");
  });
}
