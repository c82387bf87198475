import { type Text, textIn } from "../../../kernel/index.ts";
import type { Names } from "../check/kinds.ts";
import { aggregated } from "../decision/hits.ts";
import { inForce } from "../decision/parameter.ts";
import type { DecisionTable } from "../decision/table.ts";
import { parseExpression, parseTests } from "../expression/parse.ts";
import { namesIn } from "../expression/tree.ts";
import { diagram } from "./diagram.ts";
import { policyWords } from "./policies.ts";
import { writeXml as xml } from "./xml.ts";

/** DMN 1.3 is what most tools read today; what is newer adds nothing that is written here. */
const model = "https://www.omg.org/spec/DMN/20191111/MODEL/";
/** Where the room keeps what DMN has no place for: labels in two languages, units, laws, days. */
export const ownSpace = "https://pendopo.example/dmn/1";

/** What the export should be called, and what is known of the kinds of names. */
export interface ExportOptions {
  name: string;
  names?: Names;
}

type Period = DecisionTable["periods"][number];
type Table = DecisionTable & { name: string; period: Period };

/**
 * Tables and parameters as a DMN model, with the rules and values in force on that day. A table with one output becomes a
 * context of one entry, so that `fee.amount` is read in the same way there.
 */
export function toDmn(
  tables: Readonly<Record<string, DecisionTable>>,
  day: string,
  { name, names = {} }: ExportOptions,
): string {
  const held = Object.entries(tables).flatMap(([key, table]): Table[] => {
    const period = inForce(table.periods, day);
    return period ? [{ ...table, name: key, period }] : [];
  });
  const parameters = Object.entries(Object.values(tables)[0]?.parameters ?? {});
  const decided = [...held.map((table) => table.name), ...parameters.map(([key]) => key)];
  const needs = new Map(held.map((table) => [table.name, readBy(table)]));
  const given = [...new Set([...needs.values()].flat())].filter((one) => !decided.includes(one));
  const elements = [
    ...given.map((one) =>
      xml("inputData", { id: `i_${one}`, name: one }, [
        xml("variable", { id: `iv_${one}`, name: one, typeRef: typeRef(names[one]?.is) }),
      ]),
    ),
    ...parameters.map(([key, parameter]) => {
      const value = inForce(parameter.values, day);
      const law = value?.law ?? parameter.law;
      const about = { kind: "parameter", title: parameter.title, law, unit: parameter.unit, from: value?.from ?? day };
      return decision(
        key,
        parameter.title,
        about,
        [],
        given,
        literal(value ? JSON.stringify(value.value) : "null", `p_${key}`),
      );
    }),
    ...held.map((table) => {
      const { title, words, period, inputs } = table;
      const about = {
        kind: "table",
        title,
        law: table.law,
        from: period.from,
        periodLaw: period.law,
        words,
        inputs: inputs.map(({ label, unit }) => ({ label, unit })),
      };
      const required = (needs.get(table.name) ?? []).filter((one) => one !== table.name);
      return decision(table.name, title, about, required, given, logic(table));
    }),
  ];
  const shapes = [
    ...given.map((id) => ({ id: `i_${id}`, level: 0, needs: [] as string[] })),
    ...parameters.map(([key]) => ({ id: `d_${key}`, level: 1, needs: [] as string[] })),
    ...held.map(({ name: key }, i) => ({
      id: `d_${key}`,
      level: 1 + i,
      needs: (needs.get(key) ?? []).map((one, n) => `r_${key}_${n} ${given.includes(one) ? "i" : "d"}_${one}`),
    })),
  ];
  const spaces = {
    xmlns: model,
    "xmlns:dmndi": "https://www.omg.org/spec/DMN/20191111/DMNDI/",
    "xmlns:dc": "http://www.omg.org/spec/DMN/20180521/DC/",
    "xmlns:di": "http://www.omg.org/spec/DMN/20180521/DI/",
    "xmlns:pendopo": ownSpace,
    id: "decisions",
    name,
    namespace: ownSpace,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml("definitions", spaces, [...elements, diagram(shapes)])}\n`;
}

const refs: Readonly<Record<string, string>> = {
  number: "number",
  string: "string",
  boolean: "boolean",
  date: "date",
  time: "time",
  "date and time": "dateTime",
};
const typeRef = (kind: string | undefined): string | undefined => (kind === undefined ? undefined : refs[kind]);

/** The outermost names that a table reads, in the order in which they are met. */
function readBy({ inputs, period, otherwise = [] }: Table): string[] {
  const expressions = [
    ...inputs.map(({ expression }) => expression),
    ...otherwise,
    ...period.rules.flatMap(({ then }) => then),
  ];
  const cells = period.rules.flatMap(({ when }) => when);
  return [
    ...new Set([
      ...expressions.flatMap((text) => namesIn(parseExpression(text))),
      ...cells.flatMap((text) => parseTests(text).flatMap(namesIn)),
    ]),
  ];
}

const literal = (text: string, id: string): string =>
  xml("literalExpression", { id: `e_${id}` }, [xml("text", {}, text)]);

function decision(
  name: string,
  title: Text,
  about: object,
  required: readonly string[],
  given: readonly string[],
  inside: string,
): string {
  return xml("decision", { id: `d_${name}`, name, label: textIn(title, "id") }, [
    xml("extensionElements", {}, [xml("pendopo:about", {}, JSON.stringify(about))]),
    xml("variable", { id: `v_${name}`, name }),
    ...required.map((one, i) =>
      xml("informationRequirement", { id: `r_${name}_${i}` }, [
        given.includes(one)
          ? xml("requiredInput", { href: `#i_${one}` })
          : xml("requiredDecision", { href: `#d_${one}` }),
      ]),
    ),
    inside,
  ]);
}

/** One table of several outputs, or a context with a table for each. */
function logic(table: Table): string {
  const alone = table.outputs.length === 1 || aggregated(table.hit, []) !== undefined;
  if (!alone)
    return written(
      table,
      table.outputs.map((_, i) => i),
      `t_${table.name}`,
    );
  return xml(
    "context",
    { id: `c_${table.name}` },
    table.outputs.map((output, i) =>
      xml("contextEntry", { id: `ce_${table.name}_${output}` }, [
        xml("variable", { id: `cv_${table.name}_${output}`, name: output }),
        written(table, [i], `t_${table.name}_${output}`),
      ]),
    ),
  );
}

function written(
  { inputs, outputs, period, otherwise, values, hit }: Table,
  which: readonly number[],
  id: string,
): string {
  const text = (said: string) => [xml("text", {}, said)];
  return xml("decisionTable", { id, ...policyWords(hit) }, [
    ...inputs.map(({ expression, label }, i) =>
      xml("input", { id: `${id}_i${i}`, label: textIn(label, "id") }, [
        xml("inputExpression", { id: `${id}_x${i}` }, text(expression)),
      ]),
    ),
    ...which.map((i) =>
      xml("output", { id: `${id}_o${i}`, ...(which.length > 1 && { name: outputs[i] }) }, [
        ...(values?.[outputs[i]!]
          ? [
              xml(
                "outputValues",
                { id: `${id}_v${i}` },
                text(values[outputs[i]!]!.map((one) => JSON.stringify(one)).join(", ")),
              ),
            ]
          : []),
        ...(otherwise?.[i] === undefined
          ? []
          : [xml("defaultOutputEntry", { id: `${id}_f${i}` }, text(otherwise[i]!))]),
      ]),
    ),
    ...period.rules.map(({ when, then }, r) =>
      xml("rule", { id: `${id}_r${r}` }, [
        ...when.map((cell, i) => xml("inputEntry", { id: `${id}_r${r}_i${i}` }, text(cell))),
        ...which.map((i) => xml("outputEntry", { id: `${id}_r${r}_o${i}` }, text(then[i]!))),
      ]),
    ),
  ]);
}
