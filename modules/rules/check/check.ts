import type { Text } from "../../../kernel/index.ts";
import { valuesOn } from "../decision/parameter.ts";
import type { DecisionTable } from "../decision/table.ts";
import { ExpressionFault } from "../expression/fault.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import type { Test } from "../expression/tree.ts";
import { any, type Type } from "../expression/type.ts";
import { asDay, type Datum, text as textOf } from "../value/datum.ts";
import { coverOf, type Stretch } from "./cover.ts";
import { type Finding, joined, kindWords, told } from "./finding.ts";
import { Inference, kindOf } from "./infer.ts";
import { common, couldBe, type Known, type Names } from "./kinds.ts";

/** A finding in a file of decisions: the way to the part, as keys and places. */
export interface Placed extends Finding {
  path: readonly (string | number)[];
}

const fault = (error: unknown): Finding[] => {
  if (!(error instanceof ExpressionFault)) throw error;
  return [{ at: error.at, grade: "wrong", says: told("rules.check.unreadable", { says: error.message }) }];
};

/** What is wrong with an expression, given the names that it may read and perhaps the kind that is wanted of it. */
export function checkExpression(text: string, names: Names, wanted?: Type): Finding[] {
  return judged(text, names, wanted).findings;
}

/** What an expression beside a service's tables gives, as people say it: "a number"; null when nobody can tell. */
export function kindIn(tables: Readonly<Record<string, DecisionTable>>, text: string, names: Names): Text | null {
  const known: Record<string, Known> = { ...names };
  for (const [name, table] of Object.entries(tables)) known[name] = kindOfTable(table, known);
  const { kind } = judged(text, known);
  return kind.is === "any" ? null : kindWords(kind);
}

function judged(text: string, names: Names, wanted?: Type): { findings: Finding[]; kind: Known } {
  try {
    const inference = new Inference(names);
    const kind = inference.kind(parseExpression(text));
    if (wanted && !couldBe(kind, wanted))
      inference.findings.push({
        at: 0,
        grade: "wrong",
        says: told("rules.check.wanted", { kind: kindWords(kind), wanted: kindWords(wanted) }),
      });
    return { findings: inference.findings, kind };
  } catch (error) {
    return { findings: fault(error), kind: any };
  }
}

/** What is wrong with a cell against an input of that kind. */
export function checkTests(text: string, input: Known, names: Names): Finding[] {
  try {
    const inference = new Inference(names);
    inference.tests(parseTests(text), input);
    return inference.findings;
  } catch (error) {
    return fault(error);
  }
}

/** What a table gives: the kinds of its outputs, for what comes after it. */
export function kindOfTable(table: DecisionTable, names: Names): Type {
  const known = { ...names, ...parameterNames(table) };
  const lists = ["collect", "rule-order", "output-order"].includes(table.hit);
  const outputs = table.outputs.map((name, i): [string, Known] => {
    const results = table.periods.flatMap(({ rules }) => rules.map(({ then }) => then[i] ?? "null"));
    const kinds = [...results, ...(table.otherwise?.[i] ? [table.otherwise[i]] : [])].map(
      (text) => judged(text, known).kind,
    );
    const one = kinds.reduce<Type>(common, { is: "null" });
    if (table.hit === "count") return [name, { is: "number" }];
    const options = textsOf(results.concat(table.otherwise?.[i] ?? []));
    return [name, lists ? { is: "list", of: one } : options ? { ...one, options } : one];
  });
  return { is: "context", fields: Object.fromEntries(outputs) };
}

/** The texts that results can be, when each of them is one. */
function textsOf(results: readonly string[]): string[] | null {
  const found = results.map((text) => {
    try {
      const node = parseExpression(text);
      return node.is === "literal" && typeof node.value === "string" ? node.value : null;
    } catch {
      return null;
    }
  });
  return found.every((one) => one !== null) ? [...new Set(found)] : null;
}

/** The parameters of a file as names with kinds. */
export const parameterNames = ({ parameters = {} }: Pick<DecisionTable, "parameters">): Record<string, Known> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { values }]) => [
      name,
      values.map(({ value }): Type => kindOf(asDay(value as Datum))).reduce<Type>(common, { is: "null" }),
    ]),
  );

/** Everything that is wrong or doubtful in the decisions of a service, each table seeing the names and tables before it. */
export function checkDecisions(tables: Readonly<Record<string, DecisionTable>>, names: Names): Placed[] {
  const found: Placed[] = [];
  const known: Record<string, Known> = { ...names };
  const all = Object.keys(tables);
  for (const [name, table] of Object.entries(tables)) {
    const later = Object.fromEntries(all.slice(all.indexOf(name)).map((one) => [one, any]));
    found.push(...checkTable(name, table, { ...known, ...parameterNames(table) }, later));
    known[name] = kindOfTable(table, known);
  }
  return found;
}

function checkTable(name: string, table: DecisionTable, names: Names, later: Names): Placed[] {
  const found: Placed[] = [];
  const place = (path: Placed["path"], findings: readonly Finding[]) => {
    for (const one of findings) found.push({ ...one, path: [name, ...path] });
  };
  const inputs = table.inputs.map(({ expression }, i) => {
    const { findings, kind } = judged(expression, names);
    const early = findings.length > 0 && judged(expression, { ...later, ...names }).findings.length === 0;
    place(["inputs", i, "expression"], early ? [{ at: 0, grade: "wrong", says: told("rules.check.later") }] : findings);
    return kind;
  });
  if (table.otherwise && table.otherwise.length !== table.outputs.length)
    place(
      ["otherwise"],
      [wrong("rules.check.results", { count: table.otherwise.length, wanted: table.outputs.length })],
    );
  table.otherwise?.forEach((text, i) => {
    place(["otherwise", i], checkExpression(text, names));
  });
  for (const output of ["priority", "output-order"].includes(table.hit) ? table.outputs : [])
    if (!table.values?.[output]) place(["hit"], [wrong("rules.check.values", { output, hit: table.hit })]);
  table.periods.forEach((period, p) => {
    const at = ["periods", p, "rules"];
    const sound = period.rules.every(({ when, then }, r) => {
      if (when.length !== table.inputs.length)
        place([...at, r], [wrong("rules.check.cells", { count: when.length, wanted: table.inputs.length })]);
      if (then.length !== table.outputs.length)
        place([...at, r], [wrong("rules.check.results", { count: then.length, wanted: table.outputs.length })]);
      return when.length === table.inputs.length;
    });
    const before = found.length;
    period.rules.forEach(({ when, then }, r) => {
      when.forEach((cell, i) => {
        place([...at, r, "when", i], checkTests(cell, inputs[i] ?? any, names));
      });
      then.forEach((result, i) => {
        place([...at, r, "then", i], checkExpression(result, names));
      });
    });
    if (sound && found.length === before) placeCover(table, p, inputs, place);
  });
  return found;
}

const wrong = (
  key: string,
  values: Record<string, Text | number> = {},
  grade: Finding["grade"] = "wrong",
): Finding => ({
  at: 0,
  grade,
  says: told(key, values),
});

/** Gaps, overlaps and rules that are never reached, in one period. */
function placeCover(
  table: DecisionTable,
  p: number,
  inputs: readonly Known[],
  place: (path: Placed["path"], findings: readonly Finding[]) => void,
): void {
  const period = table.periods[p]!;
  const cells: (readonly Test[])[][] = period.rules.map(({ when }) => when.map((cell) => parseTests(cell)));
  const constants = valuesOn(table.parameters ?? {}, period.from);
  const { gaps, overlaps, unreached, whole } = coverOf(cells, inputs, constants);
  const example = (way: readonly (Stretch | null)[]): Text => {
    const said = way.flatMap((stretch, i) =>
      stretch ? [told("rules.check.where", { name: table.inputs[i]!.label, value: stretchWords(stretch) })] : [],
    );
    return said.length > 0 ? joined(said, told("rules.check.and")) : told("rules.check.always");
  };
  const at = ["periods", p, "rules"];
  if (table.hit === "unique")
    for (const {
      rules: [one, other],
      example: way,
    } of overlaps)
      place([...at, other], [wrong("rules.check.overlap", { one: one + 1, other: other + 1, example: example(way) })]);
  const gathers = ["collect", "rule-order", "output-order", "sum", "min", "max", "count"].includes(table.hit);
  if (!gathers && !table.otherwise)
    for (const way of gaps) place(at, [wrong("rules.check.gap", { example: example(way) }, "doubt")]);
  if (table.hit === "first")
    for (const rule of unreached) place([...at, rule], [wrong("rules.check.unreached", { rule: rule + 1 })]);
  if (!whole) place(at, [wrong("rules.check.large", {}, "doubt")]);
}

function stretchWords({ sample, low, high, other }: Stretch): Text {
  const said = (value: Datum) => textOf(value);
  if (other) return told("rules.check.other");
  if (sample === null) return told("rules.because.unknown");
  if (low !== undefined && high !== undefined)
    return told("rules.because.between", { low: said(low), high: said(high) });
  if (low !== undefined) return told("rules.because.over", { bound: said(low) });
  if (high !== undefined) return told("rules.because.under", { bound: said(high) });
  return typeof sample === "boolean" ? told(sample ? "rules.yes" : "rules.no") : said(sample);
}
