import { textIn } from "../../../kernel/index.ts";
import { clocks as time } from "../../process/index.ts";
import {
  checkDecisions,
  checkExpression,
  ExpressionFault,
  evaluate,
  namesIn,
  parametersOn,
  parseExpression,
  type Value,
} from "../../rules/index.ts";
import { citeHint, type Find, type Finding, lawless, type Read } from "./finding.ts";
import { kindsOf, parametersIn } from "./lint-kinds.ts";
import type { ServiceDefinition } from "./schema.ts";

type Days = Parameters<typeof time.daysOn>[0];
interface Clock {
  file: Finding["file"];
  path: Finding["path"];
  said: Days;
}

/**
 * Clocks that are no numbers: dated parameters and tables that give a whole number of days above nought on every day, for
 * every case. What cannot be known before a case is there is refused then.
 */
export function lintClocks(service: ServiceDefinition, names: readonly string[], find: Find, read: Read): void {
  for (const [name, { law, values }] of Object.entries(parametersIn(service)))
    for (const cited of new Set([law, ...values.map((value) => value.law ?? law)])) {
      const says = lawless(service, cited);
      if (says && clocksOf(service).some(({ said }) => used(said).includes(name)))
        find("decisions", ["parameters", name, "law"], says, citeHint);
    }
  const kinds = kindsOf(service);
  for (const { file, path, said } of clocksOf(service)) {
    if (typeof said === "number") continue;
    read(said, [...names, "item"], file, path);
    const [flaw] = checkExpression(said, { ...kinds, item: { is: "any" } }, { is: "number" }).filter(
      ({ grade }) => grade === "wrong",
    );
    if (flaw) {
      if (used(said).every((name) => names.includes(name) || name === "item"))
        find(file, path, textIn(flaw.says, "en"));
      continue;
    }
    for (const wrong of new Set(valuesOf(service, said).flatMap(faultOf)))
      find(file, path, `${said} may be ${wrong}, and a clock is a whole number of days above nought`);
    const table = used(said).find((name) => Object.hasOwn(service.decisions, name));
    if (table !== undefined && !service.decisions[table]!.otherwise && hasGap(service, table))
      find(
        file,
        path,
        `in some cases no rule of "${table}" fits, and then there is no clock`,
        "Give it an `otherwise`",
      );
  }
}

function clocksOf({ process, standard, fee, remedies }: ServiceDefinition): Clock[] {
  const clocks: Clock[] = [];
  const clock = (
    file: Clock["file"],
    path: Clock["path"],
    span: { workingDays?: Days | undefined; days?: Days | undefined },
  ) => {
    for (const unit of ["workingDays", "days"] as const)
      if (span[unit] !== undefined) clocks.push({ file, path: [...path, unit], said: span[unit] });
  };
  for (const [name, step] of Object.entries(process?.steps ?? {})) {
    if ("delay" in step) clock("process", ["steps", name, "delay"], step.delay);
    if ("timers" in step)
      for (const [i, timer] of step.timers.entries()) clock("process", ["steps", name, "timers", i], timer);
  }
  clock("service", ["standard", "time"], standard.time);
  if (fee) clocks.push({ file: "fee", path: ["payWithinDays"], said: fee.payWithinDays });
  if (remedies?.deemed) clock("remedies", ["deemed"], remedies.deemed);
  for (const part of ["objection", "appeal"] as const)
    for (const term of ["fileWithin", "answerWithin"] as const) {
      const said = remedies?.[part]?.[term];
      if (said !== undefined) clocks.push({ file: "remedies", path: [part, term], said });
    }
  if (remedies?.reopening)
    clocks.push({ file: "remedies", path: ["reopening", "withinDays"], said: remedies.reopening.withinDays });
  return clocks;
}

const used = (said: Days): readonly string[] => {
  try {
    return typeof said === "number" ? [] : namesIn(parseExpression(said));
  } catch (error) {
    if (error instanceof ExpressionFault) return [];
    throw error;
  }
};

/** What a clock can come to, as far as it hangs on parameters and on the results of one table. */
function valuesOf(service: ServiceDefinition, said: string): Value[] {
  const tables = used(said).filter((name) => Object.hasOwn(service.decisions, name));
  const days = Object.values(parametersIn(service)).flatMap(({ values }) => values.map(({ from }) => from));
  const scopes = [...new Set(["9999-12-31", ...days])].map((day) => parametersOn(service.decisions, day));
  if (tables.length === 0) return scopes.map((scope) => evaluate(said, scope));
  return tables.flatMap((name) => {
    const { outputs, periods, otherwise, hit } = service.decisions[name]!;
    if (["sum", "min", "max", "count", "collect", "rule-order", "output-order"].includes(hit)) return [];
    const rows = [...periods.flatMap(({ rules }) => rules.map(({ then }) => then)), ...(otherwise ? [otherwise] : [])];
    return rows.flatMap((then) =>
      scopes.map((scope) => {
        const results = outputs.map((output, i): [string, Value] => [output, evaluate(then[i] ?? "null", scope)]);
        return evaluate(said, { ...scope, [name]: Object.fromEntries(results) });
      }),
    );
  });
}

/** Why a value is no count of days; none for what is, and for what is not known before there is a case. */
function faultOf(value: Value): string[] {
  if (value === null) return [];
  try {
    time.daysOn("value", { value });
    return [];
  } catch (error) {
    if (error instanceof ExpressionFault) return [JSON.stringify(value)];
    throw error;
  }
}

const hasGap = (service: ServiceDefinition, table: string): boolean =>
  checkDecisions(service.decisions, kindsOf(service)).some(
    ({ path, grade }) => path[0] === table && path.at(-1) === "rules" && grade === "doubt",
  );
