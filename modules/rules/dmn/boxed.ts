import { aggregated, hitsOf, listing, TableFault } from "../decision/hits.ts";
import { type Compiled, compile } from "../expression/compile.ts";
import { ExpressionFault } from "../expression/fault.ts";
import { type Known, parseExpression, parseTests } from "../expression/parse.ts";
import { compileTests } from "../expression/tests.ts";
import { any, coerced, type Type } from "../expression/type.ts";
import { type Datum, Func, isContext, isList } from "../value/datum.ts";
import { policyOf } from "./policies.ts";
import { childOf, childrenOf, type Element, textOf } from "./xml.ts";

/** What a boxed expression may know: names with blanks, kinds, and where to tell what cannot be read. */
export interface Box extends Known {
  types: (name: string) => Type | null;
  fault: (message: string) => void;
}

const kinds = [
  "literalExpression",
  "decisionTable",
  "context",
  "list",
  "relation",
  "invocation",
  "functionDefinition",
  "conditional",
  "for",
  "some",
  "every",
  "filter",
];
/** The expression within an element: of a decision, an entry, a binding. */
export const expressionIn = (element: Element): Element | undefined =>
  element.children.find(({ name }) => kinds.includes(name));

const unknown: Compiled = () => null;

/** Compiles a boxed expression. What cannot be read is told, and is unknown. */
export function boxed(element: Element | undefined, box: Box): Compiled {
  if (!element) return unknown;
  const inner = (part: Element | undefined, more: readonly string[] = []) =>
    boxed(part && expressionIn(part), under(box, more));
  switch (element.name) {
    case "literalExpression":
      return literal(textOf(element), box);
    case "decisionTable":
      return table(element, box);
    case "context":
      return context(element, box);
    case "list": {
      const items = element.children.filter(({ name }) => kinds.includes(name)).map((item) => boxed(item, box));
      return (env) => items.map((item) => item(env));
    }
    case "relation":
      return relation(element, box);
    case "invocation":
      return invocation(element, box);
    case "functionDefinition":
      return definition(element, box);
    case "conditional": {
      const [when, then, otherwise] = ["if", "then", "else"].map((name) => inner(childOf(element, name)));
      return (env) => {
        const held = when!(env);
        if (held === true) return then!(env);
        return held === false || held === null ? otherwise!(env) : null;
      };
    }
    case "filter": {
      const [of, match] = [inner(childOf(element, "in")), inner(childOf(element, "match"), ["item"])];
      return (env) => {
        const value = of(env);
        const list = isList(value) ? value : value === null ? [] : [value];
        return list.filter((item) => match(env.under(isContext(item) ? { item, ...item } : { item })) === true);
      };
    }
    default:
      return loop(element, box);
  }
}

const under = (box: Box, names: readonly string[]): Box => ({
  ...box,
  names: { ...box.names, ...Object.fromEntries(names.map((name) => [name, 1])) },
});

/** Reads with `read`; a fault is told and makes the expression unknown. */
function reading<T>(text: string, box: Box, read: (text: string, known: Known) => T): T | null {
  try {
    return read(text, { ...box, wide: true });
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    box.fault(`${error.message} (character ${error.at + 1} of ${text.slice(0, 80)})`);
    return null;
  }
}

function literal(text: string, box: Box): Compiled {
  const tree = text ? reading(text, box, parseExpression) : null;
  return tree ? compile(tree) : unknown;
}

function context(element: Element, box: Box): Compiled {
  const known: string[] = [];
  const entries = childrenOf(element, "contextEntry").map((entry) => {
    const { name, typeRef } = childOf(entry, "variable")?.attributes ?? {};
    const value = boxed(expressionIn(entry), under(box, known));
    if (name !== undefined) known.push(name);
    const type = typeRef === undefined ? null : box.types(typeRef);
    return { name, value: type ? fitting(value, type) : value };
  });
  return (env) => {
    const made: Record<string, Datum> = {};
    const inner = env.under(made);
    for (const { name, value } of entries) {
      const found = value(inner);
      if (name === undefined) return found;
      Object.defineProperty(made, name, { value: found, enumerable: true, configurable: true, writable: true });
    }
    return made;
  };
}

/** A value as the kind of its variable wants it. */
export const fitting =
  (value: Compiled, type: Type): Compiled =>
  (env) =>
    coerced(value(env), type);

function relation(element: Element, box: Box): Compiled {
  const columns = childrenOf(element, "column").map(({ attributes }) => attributes.name ?? "");
  const rows = childrenOf(element, "row").map((row) =>
    row.children.filter(({ name }) => kinds.includes(name)).map((cell) => boxed(cell, box)),
  );
  return (env) => rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]?.(env) ?? null])));
}

function invocation(element: Element, box: Box): Compiled {
  const called = boxed(expressionIn(element), box);
  const bindings = childrenOf(element, "binding").map((binding) => ({
    name: childOf(binding, "parameter")?.attributes.name ?? "",
    value: boxed(expressionIn(binding), box),
  }));
  return (env) => {
    const func = called(env);
    if (!(func instanceof Func)) return null;
    if (bindings.some(({ name }) => !func.params.includes(name))) return null;
    return func.call(func.params.map((param) => bindings.find(({ name }) => name === param)?.value(env) ?? null));
  };
}

/** A function with parameters and a body; what Java or PMML would have to do is unknown. */
export function definition(element: Element, box: Box): Compiled {
  const params = childrenOf(element, "formalParameter").map(({ attributes: { name = "", typeRef } }) => ({
    name,
    type: (typeRef === undefined ? null : box.types(typeRef)) ?? any,
  }));
  const names = params.map(({ name }) => name);
  const foreign = element.attributes.kind !== undefined && element.attributes.kind !== "FEEL";
  const body = foreign ? unknown : boxed(expressionIn(element), under(box, names));
  return (env) =>
    new Func(names, (args) => {
      if (args.length !== names.length) return null;
      env.step();
      return body(
        env.under(Object.fromEntries(params.map(({ name, type }, i) => [name, coerced(args[i] ?? null, type)]))),
      );
    });
}

function loop(element: Element, box: Box): Compiled {
  const name = element.attributes.iteratorVariable ?? "item";
  const of = boxed(childOf(element, "in") && expressionIn(childOf(element, "in")!), box);
  const last = childOf(element, element.name === "for" ? "return" : "satisfies");
  const body = boxed(last && expressionIn(last), under(box, [name, "partial"]));
  return (env) => {
    const value = of(env);
    if (!isList(value)) return null;
    const made: Datum[] = [];
    for (const item of value) {
      env.step();
      made.push(body(env.under({ [name]: item, partial: [...made] })));
    }
    if (element.name === "for") return made;
    const sought = element.name === "some";
    if (made.includes(sought)) return sought;
    return made.every((one) => one === !sought) ? !sought : null;
  };
}

function table(element: Element, box: Box): Compiled {
  const hit = policyOf(element);
  const inputs = childrenOf(element, "input").map((input) => {
    const said = childOf(input, "inputExpression");
    const type = said?.attributes.typeRef ? box.types(said.attributes.typeRef) : null;
    const value = literal(textOf(said), box);
    return type ? fitting(value, type) : value;
  });
  const outputs = childrenOf(element, "output");
  const cell = (entry: Element) => {
    const tests = reading(textOf(entry) || "-", under(box, ["?"]), parseTests);
    return tests ? compileTests(tests) : () => null;
  };
  const rules = childrenOf(element, "rule").map((rule) => ({
    tests: childrenOf(rule, "inputEntry").map(cell),
    results: childrenOf(rule, "outputEntry").map((entry) => literal(textOf(entry), box)),
  }));
  const values = outputs.map((output) => {
    const said = textOf(childOf(output, "outputValues"));
    return said ? literal(`[${said}]`, box) : null;
  });
  const defaults = outputs.map((output) => {
    const said = textOf(childOf(output, "defaultOutputEntry"));
    return said ? literal(said, box) : unknown;
  });
  const names = outputs.map(({ attributes }) => attributes.name ?? "");
  const shaped = (row: readonly Datum[]): Datum =>
    names.length === 1 ? (row[0] ?? null) : Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]));
  return (env) => {
    const ranks = values.map((list) => (list?.(env) ?? null) as readonly Datum[] | null);
    try {
      const hits = hitsOf(
        { hit, rules, ranks },
        inputs.map((input) => input(env)),
        env,
      );
      const rows = hits.map(({ outputs: row }) => shaped(row));
      if (rows.length === 0 && defaults.some((one) => one !== unknown)) return shaped(defaults.map((one) => one(env)));
      const added = aggregated(hit, rows);
      if (added !== undefined) return added;
      if (listing.has(hit)) return rows;
      return rows[0] ?? null;
    } catch (error) {
      if (!(error instanceof TableFault)) throw error;
      box.fault(error.message);
      return null;
    }
  };
}
