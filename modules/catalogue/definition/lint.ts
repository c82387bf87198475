import { ExpressionFault, namesIn, parseExpression, parseTests } from "../expression/tree.ts";
import { leadsTo } from "../process/graph.ts";
import type { ServiceDefinition } from "./schema.ts";

/** Personal kinds of answer: each must say why it is asked. */
const personal = new Set(["nik", "phone", "email", "address", "photo", "file"]);

/** What every expression may read besides the form's own fields. */
const given = ["applicant", "business", "today"];

/** What the schemas cannot see: citations, conditions, ways through the process. Each finding is a sentence. */
export function lint(service: ServiceDefinition): string[] {
  const findings: string[] = [];
  const laws = new Set(service.standard.legalBasis.map(({ code }) => code));
  const cites = (law: string | undefined, where: string) => {
    if (law !== undefined && !laws.has(law))
      findings.push(`${where} cites "${law}", which is not in standard.legalBasis`);
  };
  service.standard.requirements.forEach((requirement, i) => {
    cites(requirement.law, `requirement ${i + 1}`);
  });
  cites(service.standard.time.law, "time");
  cites(service.standard.cost.law, "cost");
  cites(service.fee?.law, "fee");
  cites(service.appeal?.law, "appeal");
  for (const refusal of service.refusals ?? []) cites(refusal.law, `refusal ${refusal.code}`);
  if (service.channel === "online") {
    for (const part of [
      "form",
      "decisions",
      "process",
      "fee",
      "document",
      "numbers",
      "appeal",
      "refusals",
      "messages",
    ] as const) {
      if (!service[part]) findings.push(`an online service needs ${part}`);
    }
  }
  const names = lintForm(service, findings);
  lintDecisions(service, names, findings, cites);
  const decided = [...names, ...Object.keys(service.decisions ?? {})];
  lintProcess(service, decided, findings);
  service.document?.rows.forEach((row, i) => {
    read(row.value, `document, row ${i + 1}`, decided, findings);
  });
  return findings;
}

function read(
  text: string | undefined,
  where: string,
  known: readonly string[],
  findings: string[],
  kind: "expression" | "tests" = "expression",
): void {
  if (text === undefined) return;
  try {
    const used =
      kind === "expression" ? namesIn(parseExpression(text)) : parseTests(text).flatMap((test) => namesIn(test));
    for (const name of used)
      if (!known.includes(name)) findings.push(`${where}: "${name}" is not a field, decision or given name`);
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    findings.push(`${where}: ${error.message} (character ${error.at + 1} of ${text.slice(0, 80)})`);
  }
}

function lintForm(service: ServiceDefinition, findings: string[]): string[] {
  const names = [...given];
  for (const page of service.form?.pages ?? []) {
    read(page.show, `page ${page.id}, show`, names, findings);
    for (const field of page.fields) {
      const where = `field ${field.id}`;
      if (names.includes(field.id)) findings.push(`${where} is there twice`);
      if (/choice/.test(field.type) && !field.options) findings.push(`${where} needs options`);
      if (field.type === "group" && !field.fields) findings.push(`${where} is a group without fields`);
      if (field.type === "fact" && !field.from) findings.push(`${where} is a fact without a register`);
      for (const one of [field, ...(field.fields ?? [])])
        if (personal.has(one.type) && !one.purpose) findings.push(`${where}: a personal answer needs a purpose`);
      names.push(field.id);
    }
    for (const field of page.fields) {
      read(field.show, `field ${field.id}, show`, names, findings);
      read(
        field.check?.holds,
        `field ${field.id}, check`,
        [...names, ...(field.fields ?? []).map(({ id }) => id)],
        findings,
      );
    }
  }
  return names;
}

function lintDecisions(
  service: ServiceDefinition,
  names: readonly string[],
  findings: string[],
  cites: (law: string | undefined, where: string) => void,
): void {
  const known = [...names];
  for (const [name, table] of Object.entries(service.decisions ?? {})) {
    cites(table.law, `decision ${name}`);
    for (const input of table.inputs) read(input.expression, `decision ${name}, input`, known, findings);
    for (const period of table.periods) {
      cites(period.law, `decision ${name} from ${period.from}`);
      period.rules.forEach((rule, i) => {
        const where = `decision ${name} from ${period.from}, rule ${i + 1}`;
        if (rule.when.length !== table.inputs.length)
          findings.push(`${where} has ${rule.when.length} cells for ${table.inputs.length} inputs`);
        if (rule.then.length !== table.outputs.length)
          findings.push(`${where} has ${rule.then.length} results for ${table.outputs.length} outputs`);
        for (const cell of rule.when) read(cell, where, known, findings, "tests");
        for (const result of rule.then) read(result, where, known, findings);
      });
    }
    known.push(name);
  }
  const { fee, decisions } = service;
  if (fee && !decisions?.[fee.decision]?.outputs.includes(fee.output))
    findings.push(`fee: the decision ${fee.decision} has no output ${fee.output}`);
}

function lintProcess(service: ServiceDefinition, names: readonly string[], findings: string[]): void {
  const graph = service.process;
  if (!graph) return;
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    const step = graph.steps[name];
    if (!step) findings.push(`process: "${name}" is led to but is not a step`);
    else leadsTo(step).forEach(visit);
  };
  visit(graph.start);
  for (const [name, step] of Object.entries(graph.steps)) {
    if (!reached.has(name)) findings.push(`process: nothing leads to "${name}"`);
    if ("wait" in step && step.timers.length === 0 && !step.reason)
      findings.push(`process: "${name}" waits without a timer or a reason`);
    if ("choose" in step) {
      for (const { when } of step.choose) read(when, `process ${name}`, names, findings);
      if (step.choose.at(-1)?.when !== undefined)
        findings.push(`process: "${name}" may fit no way; the last one should have no condition`);
    }
    if ("each" in step) read(step.each.over, `process ${name}`, names, findings);
    if ("fork" in step)
      for (const branch of step.fork)
        if (!joins(graph.steps, branch)) findings.push(`process: the branch "${branch}" of "${name}" never joins`);
  }
  const shown = new Set(graph.stations.flatMap((station) => station.steps));
  for (const name of shown)
    if (!graph.steps[name]) findings.push(`process: the station's step "${name}" does not exist`);
  for (const [name, step] of Object.entries(graph.steps))
    if (("task" in step || "wait" in step || "each" in step) && !shown.has(name))
      findings.push(`process: "${name}" belongs to no station, so a citizen could not see where the case is`);
}

function joins(
  steps: NonNullable<ServiceDefinition["process"]>["steps"],
  from: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const step = steps[from];
  return step !== undefined && ("join" in step || leadsTo(step).some((next) => joins(steps, next, seen)));
}
