import type { Text } from "../../../kernel/index.ts";
import { closest } from "../expression/calls.ts";
import type { Node, Round, Test } from "../expression/tree.ts";
import { any, type Type } from "../expression/type.ts";
import { builtIns } from "../functions/index.ts";
import { Clock, Day, Moment, Months, readDay } from "../value/calendar.ts";
import { type Datum, isList, isTemporal, Range } from "../value/datum.ts";
import { isNum } from "../value/number.ts";
import { type Finding, joined, kindWords, told } from "./finding.ts";
import { boolean, common, couldBe, type Known, type Names, partsOfKind, reckonedKind } from "./kinds.ts";

/** Goes through a tree, gives its kind and gathers what is wrong. */
export class Inference {
  readonly findings: Finding[] = [];
  readonly #names: Names;
  readonly #input: Known | null;
  constructor(names: Names, input: Known | null = null, findings: Finding[] = []) {
    this.#names = names;
    this.#input = input;
    this.findings = findings;
  }

  #under(names: Readonly<Record<string, Type>>): Inference {
    return new Inference({ ...this.#names, ...names }, this.#input, this.findings);
  }
  #wrong(at: number, key: string, values: Record<string, Text | number> = {}): void {
    this.findings.push({ at, grade: "wrong", says: told(key, values) });
  }

  /** The kind of an expression. */
  kind(node: Node): Known {
    switch (node.is) {
      case "literal":
        return kindOf(node.value);
      case "name":
        return this.#named(node.name, node.at);
      case "input":
        return this.#input ?? any;
      case "path":
        return this.#part(node);
      case "negate":
        return this.#reckoned("-", { is: "number" }, this.kind(node.of), node.at, true);
      case "arithmetic":
        return this.#reckoned(node.op, this.kind(node.left), this.kind(node.right), node.right.at);
      case "compare":
        this.#compared(node.op, node.left, node.right, node.right.at);
        return boolean;
      case "between":
        this.#compared("<", node.of, node.low, node.low.at);
        this.#compared("<", node.of, node.high, node.high.at);
        return boolean;
      case "in":
        this.tests(node.tests, this.kind(node.of));
        return boolean;
      case "and":
      case "or":
        this.#wants(node.left, boolean, "rules.check.truth", { op: node.is });
        this.#wants(node.right, boolean, "rules.check.truth", { op: node.is });
        return boolean;
      case "if":
        this.#wants(node.when, boolean, "rules.check.truth", { op: "if" });
        return common(this.kind(node.so), this.kind(node.else));
      case "list":
        return { is: "list", of: node.items.map((item) => this.kind(item)).reduce<Type>(common, { is: "null" }) };
      case "context": {
        const fields: Record<string, Type> = {};
        for (const { key, value } of node.entries) fields[key] = this.#under(fields).kind(value);
        return { is: "context", fields };
      }
      case "range":
      case "like": {
        const ends = node.is === "like" ? [node.to] : [node.low, node.high];
        return {
          is: "range",
          of: ends.flatMap((end) => (end ? [this.kind(end)] : [])).reduce<Type>(common, { is: "null" }),
        };
      }
      case "quantified":
        this.#rounds(node.rounds).#wants(node.satisfies, boolean, "rules.check.truth", { op: node.kind });
        return boolean;
      case "for": {
        const inner = this.#rounds(node.rounds).#under({ partial: { is: "list", of: any } });
        return { is: "list", of: inner.kind(node.result) };
      }
      case "filter":
        return this.#filtered(node);
      case "call":
        return this.#called(node);
      case "function": {
        const params = node.params.map(({ name, type }) => [name, type ?? any] as const);
        const result = node.body ? this.#under(Object.fromEntries(params)).kind(node.body) : any;
        return { is: "function", params: params.map(([, type]) => type), result };
      }
      case "instance":
        this.kind(node.of);
        return boolean;
    }
  }

  /** The tests of a cell against the kind of their input. */
  tests(tests: readonly Test[], input: Known): void {
    const inner = new Inference(this.#names, input, this.findings);
    for (const test of tests) {
      if (test.is === "not") this.tests(test.tests, input);
      else if (test.is === "compares") inner.#meets(input, test.to, test.op);
      else if (test.is === "equals") inner.#meets(input, test.to, "=");
      else if (test.is === "interval") {
        inner.#meets(input, test.low, "<");
        inner.#meets(input, test.high, "<");
      } else if (test.is === "holds") inner.kind(test.condition);
    }
  }

  #named(name: string, at: number): Known {
    const found = Object.hasOwn(this.#names, name) ? this.#names[name] : undefined;
    if (found) return found;
    if (builtIns.has(name)) return { is: "function", params: null, result: any };
    const near = closest(name, Object.keys(this.#names));
    if (near) this.#wrong(at, "rules.check.unknown-near", { name, near });
    else this.#wrong(at, "rules.check.unknown", { name, names: Object.keys(this.#names).slice(0, 12).join(", ") });
    return any;
  }

  #part(node: Extract<Node, { is: "path" }>): Known {
    return this.#partOf(this.kind(node.of), node.name, node.nameAt);
  }
  #partOf(of: Type, name: string, at: number): Known {
    if (of.is === "list") return { is: "list", of: this.#partOf(of.of, name, at) };
    if (of.is === "any" || of.is === "null" || (of.is === "context" && of.open && !Object.hasOwn(of.fields, name)))
      return any;
    const parts = of.is === "context" ? of.fields : (partsOfKind[of.is] ?? {});
    const found = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!found)
      this.#wrong(at, "rules.check.no-part", {
        name,
        kind: kindWords(of),
        names: Object.keys(parts).join(", ") || "-",
      });
    return found ?? any;
  }

  #reckoned(op: string, left: Type, right: Type, at: number, alone = false): Type {
    if (alone) {
      if (["number", "any", "null", "days and time duration", "years and months duration"].includes(right.is))
        return right;
      this.#wrong(at, "rules.check.negate", { kind: kindWords(right) });
      return any;
    }
    const found = reckonedKind(op, left, right);
    if (!found) this.#wrong(at, "rules.check.reckon", { op, left: kindWords(left), right: kindWords(right) });
    return found ?? any;
  }

  #wants(node: Node, wanted: Type, key: string, values: Record<string, Text>): void {
    const kind = this.kind(node);
    if (!couldBe(kind, wanted)) this.#wrong(node.at, key, { ...values, kind: kindWords(kind) });
  }

  #compared(op: string, left: Node, right: Node, at: number): void {
    const [a, b] = [this.kind(left), this.kind(right)];
    if (this.#optionless(a, right) || this.#optionless(b, left)) return;
    this.#alike(op, dayLike(a, left, b), dayLike(b, right, a), at);
  }
  #alike(op: string, a: Type, b: Type, at: number): void {
    if (!couldBe(a, b)) this.#wrong(at, "rules.check.compare", { left: kindWords(a), right: kindWords(b) });
    else if (
      op !== "=" &&
      op !== "!=" &&
      [a, b].some(({ is }) => ["boolean", "context", "list", "function"].includes(is))
    )
      this.#wrong(at, "rules.check.no-order", { kind: kindWords(a.is === "any" || a.is === "null" ? b : a) });
  }
  /** A text that the field can never have: most often a slip of the pen. */
  #optionless(kind: Known, other: Node): boolean {
    if (
      !kind.options ||
      other.is !== "literal" ||
      typeof other.value !== "string" ||
      kind.options.includes(other.value)
    )
      return false;
    const near = closest(other.value, kind.options);
    this.#wrong(other.at, "rules.check.option", {
      value: other.value,
      options: kind.options.join(", "),
      near: near ?? kind.options[0] ?? "",
    });
    return true;
  }

  /** A cell's value against its input: alike, or a list or range of such. */
  #meets(input: Known, to: Node, op: string): void {
    const wanted = this.kind(to);
    if (this.#optionless(input, to)) return;
    if (to.is === "list") for (const item of to.items) this.#optionless(input, item);
    const inner =
      op === "=" && (wanted.is === "list" || wanted.is === "range") && input.is !== wanted.is ? wanted.of : wanted;
    this.#alike(op, input, dayLike(inner, to, input), to.at);
  }

  #rounds(rounds: readonly Round[]): Inference {
    let inner: Inference = this;
    for (const { name, over } of rounds) {
      const list = "list" in over ? inner.kind(over.list) : { is: "list" as const, of: inner.kind(over.from) };
      if ("list" in over && !["list", "any", "null", "range"].includes(list.is))
        this.#wrong(over.list.at, "rules.check.no-list", { kind: kindWords(list) });
      inner = inner.#under({ [name]: list.is === "list" || list.is === "range" ? list.of : any });
    }
    return inner;
  }

  #filtered(node: Extract<Node, { is: "filter" }>): Type {
    const of = this.kind(node.of);
    const item = of.is === "list" ? of.of : of.is === "any" || of.is === "null" ? any : of;
    const names = item.is === "context" ? item.fields : {};
    const inner = item.is === "any" || (item.is === "context" && item.open) ? null : this.#under({ ...names, item });
    // In a list of who knows what, any name may be a part of an item.
    const by = inner ? inner.kind(node.by) : any;
    return by.is === "number" ? item : inner ? { is: "list", of: item } : any;
  }

  #called(node: Extract<Node, { is: "call" }>): Type {
    const args = node.args.map((arg) => this.kind(arg));
    const name = node.of.is === "name" ? node.of.name : null;
    const own = name !== null && Object.hasOwn(this.#names, name);
    const forms = name === null || own ? undefined : builtIns.get(name);
    if (!forms) {
      const kind = this.kind(node.of);
      if (!couldBe(kind, { is: "function", params: null, result: any }))
        this.#wrong(node.at, "rules.check.no-function", { kind: kindWords(kind) });
      return kind.is === "function" ? kind.result : any;
    }
    if (!node.named) {
      const ways = forms.filter(({ params }) => args.length <= params.length || params.some(({ rest }) => rest));
      const fits = ways.find(({ params }) =>
        args.every((arg, i) => takes(params[Math.min(i, params.length - 1)]!.types, arg)),
      );
      if (!fits && ways.length > 0) {
        const { params } = ways[0]!;
        const bad = args.findIndex((arg, i) => !takes(params[Math.min(i, params.length - 1)]!.types, arg));
        const wanted = joined(
          (params[Math.min(bad, params.length - 1)]?.types ?? []).map(kindWords),
          told("rules.check.or"),
        );
        this.#wrong(node.args[bad]?.at ?? node.at, "rules.check.argument", {
          name: name ?? "",
          place: bad + 1,
          kind: kindWords(args[bad] ?? any),
          wanted,
        });
      }
      return refined(name ?? "", args) ?? (fits ?? forms[0])?.gives ?? any;
    }
    return forms[0]?.gives ?? any;
  }
}

const takes = (types: readonly Type[], arg: Type): boolean =>
  types.some(
    (type) =>
      couldBe(arg, type) ||
      (arg.is === "list" && couldBe(arg.of, type)) ||
      (type.is === "list" && couldBe(arg, type.of)) ||
      (type.is === "string" && arg.is === "date"),
  );

/** What some functions give depends on what they are given. */
function refined(name: string, args: readonly Type[]): Type | null {
  const [first = any] = args;
  const items = args.length === 1 && first.is === "list" ? first.of : args.reduce<Type>(common, { is: "null" });
  if (["min", "max", "sum", "mean"].includes(name)) return items;
  if (["append", "sort", "distinct values", "sublist", "remove", "reverse", "insert before"].includes(name))
    return first;
  return null;
}

/** A text literal that is a day, beside a day: answers keep days as text, so it is read as one. */
const dayLike = (kind: Type, node: Node, other: Type): Type =>
  other.is === "date" && node.is === "literal" && typeof node.value === "string" && readDay(node.value) ? other : kind;

/** The kind of a value. */
export function kindOf(value: Datum): Known {
  if (value === null) return { is: "null" };
  if (isNum(value)) return { is: "number" };
  if (typeof value === "string") return { is: "string" };
  if (typeof value === "boolean") return boolean;
  if (value instanceof Range) return { is: "range", of: kindOf(value.low ?? value.high ?? null) };
  if (isList(value)) return { is: "list", of: value.map(kindOf).reduce<Type>(common, { is: "null" }) };
  if (!isTemporal(value)) return any;
  if (value instanceof Day) return { is: "date" };
  if (value instanceof Moment) return { is: "date and time" };
  if (value instanceof Clock) return { is: "time" };
  return { is: value instanceof Months ? "years and months duration" : "days and time duration" };
}
