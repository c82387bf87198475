import { type Government, officeOf } from "../../../kernel/index.ts";
import { citeHint, type Find, lawless, type Read } from "./finding.ts";
import type { ServiceDefinition } from "./schema.ts";

/** What a service says of the time after its decision: its permit's life, and the ways to have it looked at again. */
export function lintAfterlife(
  service: ServiceDefinition,
  known: readonly string[],
  find: Find,
  read: Read,
  government?: Government,
): void {
  const cites = (file: "permit" | "remedies", law: string, path: readonly (string | number)[]) => {
    const says = lawless(service, law);
    if (says) find(file, path, says, citeHint);
  };
  const { permit, remedies, process } = service;
  if (permit) {
    for (const [kind, paper] of Object.entries(service.documents))
      if (paper.kind === "certificate" && !paper.validYears && !paper.validMonths)
        find("documents", [kind], "a permit must end: give its certificate validYears or validMonths");
    read(permit.object.value, known, "permit", ["object", "value"]);
    permit.register?.rows.forEach(({ value }, i) => {
      read(value, known, "permit", ["register", "rows", i, "value"]);
    });
    const lists = {
      conditions: permit.conditions,
      suspension: permit.suspension?.reasons,
      revocation: permit.revocation?.reasons,
    };
    for (const [name, list] of Object.entries(lists))
      list?.forEach(({ law }, i) => {
        cites("permit", law, name === "conditions" ? [name, i, "law"] : [name, "reasons", i, "law"]);
      });
    for (const part of ["renewal", "amendment", "transfer"] as const)
      if (permit[part]) cites("permit", permit[part].law, [part, "law"]);
  }
  if (!remedies) return;
  const { deemed, letter, reopening, hearing } = remedies;
  if (deemed) {
    cites("remedies", deemed.law, ["deemed", "law"]);
    if (!stepOf(service, deemed.outcome))
      find("remedies", ["deemed", "outcome"], `no task of the process can end with "${deemed.outcome}"`);
  }
  for (const part of ["objection", "appeal"] as const) {
    const instance = remedies[part];
    if (!instance) continue;
    cites("remedies", instance.law, [part, "law"]);
    cites("remedies", instance.silenceLaw, [part, "silenceLaw"]);
    if (government && !officeOf(government, instance.agency, instance.office))
      find("remedies", [part, "office"], `the government has no office ${instance.agency}/${instance.office}`);
  }
  if (remedies.appeal && !remedies.objection) find("remedies", ["appeal"], "an appeal needs an objection before it");
  letter?.legalBasis.forEach((law, i) => {
    cites("remedies", law, ["letter", "legalBasis", i]);
  });
  hearing?.minutes.legalBasis.forEach((law, i) => {
    cites("remedies", law, ["hearing", "minutes", "legalBasis", i]);
  });
  if (hearing) cites("remedies", hearing.law, ["hearing", "law"]);
  if (reopening) {
    cites("remedies", reopening.law, ["reopening", "law"]);
    if (process && !Object.hasOwn(process.steps, reopening.step))
      find("remedies", ["reopening", "step"], `the process has no step "${reopening.step}"`);
  }
}

/** Where the process goes when an officer decides so: the step that the outcome of a task leads to. */
export function stepOf({ process }: Pick<ServiceDefinition, "process">, outcome: string): string | undefined {
  for (const step of Object.values(process?.steps ?? {}))
    if ("task" in step && Object.hasOwn(step.task.outcomes, outcome)) return step.task.outcomes[outcome];
  return undefined;
}
