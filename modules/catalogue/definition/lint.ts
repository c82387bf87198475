import { type Government, officeOf } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { workOf } from "../../process/index.ts";
import { ExpressionFault, namesIn, parseExpression, parseTests } from "../../rules/index.ts";
import { lifeEventsOf } from "../life-events.ts";
import { citeHint, type Expression, type Find, type Finding, given, lawless, nearest, type Read } from "./finding.ts";
import { lintAfterlife } from "./lint-afterlife.ts";
import { lintClocks } from "./lint-clocks.ts";
import { lintCosign } from "./lint-cosign.ts";
import { lintIdle } from "./lint-idle.ts";
import { lintKinds, parametersIn } from "./lint-kinds.ts";
import { lintLater } from "./lint-later.ts";
import { lintParts } from "./lint-parts.ts";
import { lintProcess } from "./lint-process.ts";
import { lintWords, type Vocabulary } from "./lint-words.ts";
import type { ServiceDefinition } from "./schema.ts";

/** Without these nobody can apply online; a service of the counter may have none of them. */
const online = ["form", "process", "numbers"] as const;

/**
 * What the schemas cannot see: citations, conditions, ways through the process, offices that there are not. Gives every
 * expression that it came by, too.
 */
export function lint(
  service: ServiceDefinition,
  government?: Government,
  words?: Vocabulary,
): { findings: Finding[]; expressions: Expression[] } {
  const findings: Finding[] = [];
  const expressions: Expression[] = [];
  const find: Find = (file, path, says, hint) => findings.push({ file, path, says, ...(hint && { hint }) });
  const named = new Set<string>();
  const read: Read = (text, known, file, path, kind = "expression") => {
    if (text === undefined) return;
    expressions.push({ file, path, text, kind });
    try {
      const used =
        kind === "expression" ? namesIn(parseExpression(text)) : parseTests(text).flatMap((test) => namesIn(test));
      for (const name of used) {
        named.add(name);
        if (!known.includes(name))
          find(file, path, `"${name}" is not a field, decision or given name`, nearest(name, known));
      }
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      find(file, path, `${error.message} (character ${error.at + 1} of ${text.slice(0, 80)})`);
    }
  };
  lintService(service, find, government);
  const names = lintForm(service, find, read, words);
  const decided = lintDecisions(service, names, find, read);
  lintCosign(service, names, find, read);
  lintProcess(service, decided, find, read, government);
  lintLater(service, find);
  lintClocks(service, decided, find, read);
  lintAfterlife(service, decided, find, read, government);
  if (words && government) lintWords(service, words, lifeEventsOf(government), find);
  lintParts(service, decided, find, read, words);
  lintIdle(service, named, find);
  lintKinds(service, findings);
  return { findings, expressions };
}

function lintService(service: ServiceDefinition, find: Find, government: Government | undefined): void {
  const { standard, appeal, refusals, fee, guarantee } = service;
  const cites = (law: string | undefined, path: Finding["path"], file: Finding["file"] = "service") => {
    const says = lawless(service, law);
    if (says) find(file, path, says, citeHint);
  };
  standard.requirements.forEach(({ law }, i) => {
    cites(law, ["standard", "requirements", i, "law"]);
  });
  cites(standard.time.law, ["standard", "time", "law"]);
  cites(standard.cost.law, ["standard", "cost", "law"]);
  cites(appeal?.law, ["appeal", "law"]);
  cites(service.previous?.law, ["previous", "law"]);
  cites(guarantee?.law, ["guarantee", "law"]);
  cites(service.previous?.law, ["previous", "law"]);
  refusals.forEach(({ law }, i) => {
    cites(law, ["refusals", i, "law"]);
  });
  cites(fee?.law, ["law"], "fee");
  for (const [name, step] of Object.entries(service.process?.steps ?? {}))
    if ("timers" in step)
      step.timers.forEach(({ law }, i) => {
        cites(law, ["steps", name, "timers", i, "law"], "process");
      });
  for (const [name, step] of Object.entries(service.process?.steps ?? {}))
    cites(workOf(step)?.pause?.law, ["steps", name, "each" in step ? "each" : "task"], "process");
  if (service.channels.includes("online"))
    for (const part of online) if (!service[part]) find("service", ["channels"], `an online service needs ${part}`);
  if (government && !officeOf(government, service.agency, service.office))
    find("service", ["office"], `the government has no office ${service.agency}/${service.office}`);
}

/** Gives the names of all fields, and what every expression may read besides. */
function lintForm(service: ServiceDefinition, find: Find, read: Read, words: Vocabulary | undefined): string[] {
  const { form } = service;
  const more = [...given, ...Object.keys(parametersIn(service))];
  if (!form) return more;
  for (const { path, says } of forms.findingsIn(form, { given: more, errands: words?.errands }))
    find("form", path, says);
  for (const { text, path, names } of forms.expressionsIn(form)) read(text, [...more, ...names], "form", path);
  return [...more, ...form.pages.flatMap(({ fields }) => fields.map(({ id }) => id))];
}

/** Gives every name that the process may read: fields and decisions. */
function lintDecisions(service: ServiceDefinition, names: readonly string[], find: Find, read: Read): string[] {
  const known = [...names];
  const { fee, decisions } = service;
  for (const [name, table] of Object.entries(decisions)) {
    const law = lawless(service, table.law);
    if (law) find("decisions", [name, "law"], law, citeHint);
    table.inputs.forEach(({ expression }, i) => {
      read(expression, known, "decisions", [name, "inputs", i, "expression"]);
    });
    table.periods.forEach((period, p) => {
      const since = lawless(service, period.law);
      if (since) find("decisions", [name, "periods", p, "law"], since, citeHint);
      period.rules.forEach((rule, r) => {
        const at = [name, "periods", p, "rules", r];
        if (rule.when.length !== table.inputs.length)
          find("decisions", at, `rule ${r + 1} has ${rule.when.length} cells for ${table.inputs.length} inputs`);
        if (rule.then.length !== table.outputs.length)
          find("decisions", at, `rule ${r + 1} has ${rule.then.length} results for ${table.outputs.length} outputs`);
        rule.when.forEach((cell, i) => {
          read(cell, known, "decisions", [...at, "when", i], "tests");
        });
        rule.then.forEach((result, i) => {
          read(result, known, "decisions", [...at, "then", i]);
          const billed = name === fee?.decision && table.outputs[i] === fee.output;
          // Bills are in whole units; what is not a number here is an expression, and is looked at when it is billed.
          if (billed && /^-?[\d.]+$/.test(result) && !/^[1-9]\d*$/.test(result))
            find("decisions", [...at, "then", i], `a fee is a whole amount above nought, not ${result}`);
        });
      });
    });
    known.push(name);
  }
  if (fee && !decisions[fee.decision]?.outputs.includes(fee.output))
    find("fee", ["output"], `the decision ${fee.decision} has no output ${fee.output}`);
  return known;
}
