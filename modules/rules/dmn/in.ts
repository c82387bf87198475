import { z } from "zod";
import { textSchema } from "../../../kernel/index.ts";
import { isoDay, Parameter } from "../decision/parameter.ts";
import { Decisions, type DecisionTable } from "../decision/table.ts";
import { compile } from "../expression/compile.ts";
import { envOf } from "../expression/env.ts";
import { parseExpression } from "../expression/parse.ts";
import { type Datum, isList, plain } from "../value/datum.ts";
import { expressionIn } from "./boxed.ts";
import { ownSpace } from "./out.ts";
import { policyOf } from "./policies.ts";
import { childOf, childrenOf, type Element, readXml, textOf, XmlFault } from "./xml.ts";

/** What our own export keeps beside the tables; of a stranger's model none of it is there. */
const About = z
  .object({
    kind: z.enum(["table", "parameter"]),
    title: textSchema,
    law: z.string(),
    from: isoDay,
    periodLaw: z.string().optional(),
    unit: z.string().optional(),
    words: z.record(z.string(), textSchema).optional(),
    inputs: z.array(z.object({ label: textSchema, unit: z.string().optional() })).optional(),
  })
  .partial();
type About = z.output<typeof About>;

/** Since when and by which law the rules hold, where the model does not say. */
export interface ImportOptions {
  from: string;
  law: string;
}

/** Tables as the house has them, and what of the model it has no place for. */
export interface Imported {
  tables: Record<string, DecisionTable>;
  left: string[];
}

/**
 * Reads the decision tables and constants of a DMN model (1.1 to 1.5). Names with blanks become camelCase, in expressions
 * too. Boxed expressions other than tables are told in `left`. Throws an XmlFault when the document is no model.
 */
export function fromDmn(xml: string, { from, law }: ImportOptions): Imported {
  const root = readXml(xml);
  if (root.name !== "definitions") throw new XmlFault("the document is no DMN model");
  const named = root.children.filter(({ name }) => ["inputData", "decision", "businessKnowledgeModel"].includes(name));
  const parts = childrenOf(root, "itemDefinition").flatMap((item) => childrenOf(item, "itemComponent"));
  const renamed = renaming([...named, ...parts].map(({ attributes }) => attributes.name ?? ""));
  const tables: Record<string, unknown> = {};
  const parameters: Record<string, Parameter> = {};
  const left: string[] = [];
  for (const decision of inOrder(childrenOf(root, "decision"))) {
    const said = decision.attributes.name ?? "";
    const name = oneWord(said);
    const about = { from, law, title: decision.attributes.label ?? said, ...aboutOf(decision) };
    const inside = expressionIn(decision);
    const value = inside?.name === "literalExpression" ? constantIn(textOf(inside)) : undefined;
    const found = inside && tablesIn(inside, name);
    if (found) tables[name] = tableOf(found, about, renamed);
    else if (value !== undefined)
      parameters[name] = Parameter.parse({
        title: about.title,
        law: about.law,
        ...(about.unit !== undefined && { unit: about.unit }),
        values: [{ from: about.from, value }],
      });
    else left.push(said);
  }
  const file = Object.keys(parameters).length > 0 ? { parameters, ...tables } : tables;
  const read = Decisions.safeParse(file);
  if (!read.success) throw new XmlFault(`the model's tables do not fit: ${z.prettifyError(read.error)}`);
  return {
    tables: read.data,
    left: [...left, ...childrenOf(root, "businessKnowledgeModel").map(({ attributes }) => attributes.name ?? "")],
  };
}

function aboutOf(decision: Element): About {
  const said = childOf(decision, "extensionElements")?.children.find(
    ({ space, name }) => space === ownSpace && name === "about",
  );
  if (!said) return {};
  try {
    return About.parse(JSON.parse(said.text));
  } catch {
    return {};
  }
}

/** Decisions after those that they require; a circle is left in the order of the file. */
function inOrder(decisions: readonly Element[]): Element[] {
  const done: Element[] = [];
  const visit = (decision: Element, on: readonly Element[]): void => {
    if (done.includes(decision) || on.includes(decision)) return;
    for (const requirement of childrenOf(decision, "informationRequirement")) {
      const id = childOf(requirement, "requiredDecision")?.attributes.href?.replace(/^.*#/, "");
      const other = decisions.find(({ attributes }) => attributes.id === id);
      if (other) visit(other, [...on, decision]);
    }
    done.push(decision);
  };
  for (const decision of decisions) visit(decision, []);
  return done;
}

const oneWord = (name: string): string => {
  const word = name
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? "").toUpperCase())
    .replace(/[^A-Za-z0-9]/g, "");
  return word.charAt(0).toLowerCase() + word.slice(1);
};

/** Puts names of one word in place of those with blanks and signs, but not within texts. */
function renaming(names: readonly string[]): (text: string) => string {
  const changed = names.filter((name) => name !== "" && oneWord(name) !== name).toSorted((a, b) => b.length - a.length);
  if (changed.length === 0) return (text) => text;
  const escaped = changed.map((name) =>
    name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/ +/g, String.raw`\s+`),
  );
  const any = new RegExp(
    String.raw`"(?:[^"\\]|\\.)*"|(?<![\p{L}\p{N}_])(?:${escaped.join("|")})(?![\p{L}\p{N}_])`,
    "gu",
  );
  return (text) => text.replace(any, (found) => (found.startsWith('"') ? found : oneWord(found)));
}

function constantIn(text: string): string | number | boolean | undefined {
  try {
    const node = parseExpression(text);
    const value = node.is === "literal" || node.is === "negate" ? plain(compile(node)(envOf({}))) : null;
    return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A table, or a context of nothing but tables over the same rules; each with the name of its output. */
function tablesIn(inside: Element, name: string): { output: string | null; table: Element }[] | null {
  if (inside.name === "decisionTable") {
    const single = childrenOf(inside, "output").length === 1;
    return [{ output: single ? oneWord(childOf(inside, "output")?.attributes.name ?? name) : null, table: inside }];
  }
  if (inside.name !== "context") return null;
  const entries = childrenOf(inside, "contextEntry").map((entry) => ({
    output: childOf(entry, "variable")?.attributes.name ?? "",
    table: childOf(entry, "decisionTable"),
  }));
  const all = entries.flatMap(({ output, table }) => (table && output ? [{ output, table }] : []));
  const cells = ({ table }: { table: Element }) =>
    JSON.stringify([
      policyOf(table),
      childrenOf(table, "rule").map((rule) => childrenOf(rule, "inputEntry").map(textOf)),
    ]);
  return all.length > 0 && all.length === entries.length && all.every((one) => cells(one) === cells(all[0]!))
    ? all
    : null;
}

function tableOf(found: { output: string | null; table: Element }[], about: About, renamed: (text: string) => string) {
  const { table } = found[0]!;
  const said = (element: Element) => renamed(textOf(element));
  const outputs = found.flatMap(({ output, table: one }) =>
    childrenOf(one, "output").map((element) => ({ name: output ?? oneWord(element.attributes.name ?? ""), element })),
  );
  const values = outputs.flatMap(({ name, element }) => {
    const list = childOf(element, "outputValues");
    return list ? [[name, valuesIn(textOf(list))] as const] : [];
  });
  const defaults = outputs.map(({ element }) => textOf(childOf(element, "defaultOutputEntry")));
  const results = found.map(({ table: one }) =>
    childrenOf(one, "rule").map((rule) => childrenOf(rule, "outputEntry").map(said)),
  );
  return {
    title: about.title,
    law: about.law,
    hit: policyOf(table),
    inputs: childrenOf(table, "input").map((input, i) => {
      const expression = renamed(textOf(childOf(input, "inputExpression")));
      return { expression, label: input.attributes.label ?? expression, ...about.inputs?.[i] };
    }),
    outputs: outputs.map(({ name }) => name),
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
    ...(defaults.some((one) => one !== "") && { otherwise: defaults.map((one) => renamed(one) || "null") }),
    ...(about.words && { words: about.words }),
    periods: [
      {
        from: about.from,
        ...(about.periodLaw !== undefined && { law: about.periodLaw }),
        rules: childrenOf(table, "rule").map((rule, r) => ({
          when: childrenOf(rule, "inputEntry").map((entry) => said(entry) || "-"),
          // biome-ignore lint/suspicious/noThenProperty: the word of a decision rule, never awaited
          then: results.flatMap((one) => one[r] ?? []),
        })),
      },
    ],
  };
}

/** The values of an output as they are listed; those that are no plain values are left out. */
function valuesIn(text: string): Datum[] {
  const list = compile(parseExpression(`[${text}]`, { wide: true }))(envOf({}));
  return isList(list) ? list.filter((one) => ["string", "number", "boolean"].includes(typeof one)) : [];
}
