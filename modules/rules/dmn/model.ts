import { Env, type Run } from "../expression/env.ts";
import { any, coerced, type Type } from "../expression/type.ts";
import type { Moment } from "../value/calendar.ts";
import { type Datum, Func } from "../value/datum.ts";
import { type Box, boxed, definition, expressionIn } from "./boxed.ts";
import { itemTypes } from "./types.ts";
import { childOf, childrenOf, type Element, readXml, XmlFault } from "./xml.ts";

/** Values that an evaluation already has: what was given, and what was decided on the way. */
type Session = { values: Map<string, Datum>; open: Set<string>; run: Run };
/** A thing of a graph, in the model that owns it, and the name under which it came in. */
interface Found {
  model: Model;
  element: Element;
  prefix: string | null;
}

/** A DMN model (1.1 to 1.5): decisions that require each other, knowledge, services, imports. */
export class Model {
  readonly namespace: string;
  readonly types: (name: string) => Type | null;
  /** What could not be read or contradicts itself, as it was met. */
  readonly faults: string[] = [];
  readonly #byId = new Map<string, Element>();
  readonly #root: Element;
  readonly #imports: readonly { name: string; model: Model }[];
  readonly #compiled = new Map<Element, (env: Env) => Datum>();

  constructor(xml: string, others: readonly Model[] = []) {
    this.#root = readXml(xml);
    if (this.#root.name !== "definitions" || !/^https?:\/\/www\.omg\.org\/spec\/DMN\//.test(this.#root.space))
      throw new XmlFault("the document is no DMN model");
    this.namespace = this.#root.attributes.namespace ?? "";
    for (const element of this.#root.children)
      if (element.attributes.id) this.#byId.set(element.attributes.id, element);
    this.#imports = childrenOf(this.#root, "import").flatMap(({ attributes }) => {
      const model = others.find(({ namespace }) => namespace === attributes.namespace);
      return model ? [{ name: attributes.name ?? "", model }] : [];
    });
    const env = () => new Env({}, null, { steps: 0, calls: 0, loose: false });
    const imported = (prefix: string) => this.#imports.find(({ name }) => name === prefix)?.model.types;
    this.types = itemTypes(this.#root, imported, env);
  }

  get decisions(): readonly string[] {
    return childrenOf(this.#root, "decision").map(({ attributes }) => attributes.name ?? "");
  }
  get root(): Element {
    return this.#root;
  }

  /** Decides. Names of input data that were not given are unknown. */
  evaluate(name: string, given: Readonly<Record<string, Datum>>, now?: Moment): Datum {
    const session = this.#begin(given);
    if (now) session.run.now = now;
    const element = this.#named(name);
    if (!element) throw new XmlFault(`the model has no decision ${name}`);
    const value = this.#valueOf({ model: this, element, prefix: null }, session);
    return value instanceof Func && element.name === "decisionService" ? value.call([]) : value;
  }

  /** Calls a decision service or a piece of knowledge with arguments by name. */
  invoke(name: string, given: Readonly<Record<string, Datum>>): Datum {
    const element = this.#named(name);
    const func = element && this.#valueOf({ model: this, element, prefix: null }, this.#begin(given));
    return func instanceof Func ? func.call(func.params.map((param) => given[param] ?? null)) : null;
  }

  #named(name: string): Element | undefined {
    return this.#root.children.find(
      ({ name: kind, attributes }) => attributes.name === name && kind !== "itemDefinition" && kind !== "import",
    );
  }

  #begin(given: Readonly<Record<string, Datum>>): Session {
    const values = new Map<string, Datum>();
    const session: Session = { values, open: new Set(), run: { steps: 0, calls: 0, loose: false } };
    for (const { key, model, element } of this.#inputs()) {
      const name = Object.hasOwn(given, key) ? key : `${model.namespace}#${element.attributes.name}`;
      if (Object.hasOwn(given, name)) values.set(model.#idOf(element), model.#fit(element, given[name] ?? null));
    }
    return session;
  }

  /** Input data of this model and of those it imports: theirs as "Model.input" or "namespace#input". */
  #inputs(prefix = ""): { key: string; model: Model; element: Element }[] {
    const own = childrenOf(this.#root, "inputData").map((element) => ({
      key: prefix + (element.attributes.name ?? ""),
      model: this as Model,
      element,
    }));
    return [...own, ...this.#imports.flatMap(({ name, model }) => model.#inputs(`${prefix}${name}.`))];
  }

  #idOf(element: Element): string {
    return `${this.namespace}#${element.attributes.id ?? element.attributes.name}`;
  }

  #fit(element: Element, value: Datum): Datum {
    const ref = childOf(element, "variable")?.attributes.typeRef;
    return ref === undefined ? value : coerced(value, this.types(ref) ?? any);
  }

  #find(href: string): Found | undefined {
    const at = href.lastIndexOf("#");
    const [space, id] = [href.slice(0, at), href.slice(at + 1)];
    if (at <= 0 || space === this.namespace) {
      const element = this.#byId.get(id);
      return element && { model: this, element, prefix: null };
    }
    const from = this.#imports.find(({ model }) => model.namespace === space);
    const element = from ? from.model.#byId.get(id) : undefined;
    return from && element && { model: from.model, element, prefix: from.name };
  }

  /** What an element requires, in the order of the file. */
  #requires(element: Element): Found[] {
    return element.children
      .filter(({ name }) => name === "informationRequirement" || name === "knowledgeRequirement")
      .flatMap((requirement) =>
        requirement.children.flatMap(({ attributes }) => this.#find(attributes.href ?? "") ?? []),
      );
  }

  #valueOf(found: Found, session: Session): Datum {
    const { model, element } = found;
    const id = model.#idOf(element);
    const known = session.values.get(id);
    if (known !== undefined) return known;
    if (element.name === "inputData") return null;
    if (session.open.has(id)) throw new XmlFault(`${element.attributes.name} requires itself`);
    session.open.add(id);
    try {
      const value =
        element.name === "decisionService" ? model.#service(element, session) : model.#decide(element, session);
      session.values.set(id, value);
      return value;
    } finally {
      session.open.delete(id);
    }
  }

  #decide(element: Element, session: Session): Datum {
    const names: Record<string, Datum> = {};
    const env = new Env(names, null, session.run);
    for (const found of this.#requires(element)) {
      const name = found.element.attributes.name ?? "";
      // Knowledge that calls itself, or two that call each other, are bound to the names as they stand at the call.
      const itself =
        session.open.has(found.model.#idOf(found.element)) && found.element.name === "businessKnowledgeModel";
      const value = itself ? null : this.#valueOf(found, session);
      if (found.prefix === null) names[name] = value;
      else names[found.prefix] = { ...(names[found.prefix] as Record<string, Datum> | undefined), [name]: value };
    }
    const value = this.#compile(element)(env);
    if (element.name === "businessKnowledgeModel") names[element.attributes.name ?? ""] = value;
    return element.name === "decision" ? this.#fit(element, value) : value;
  }

  #compile(element: Element): (env: Env) => Datum {
    let made = this.#compiled.get(element);
    if (!made) {
      const fault = (message: string) => this.faults.push(`${element.attributes.name}: ${message}`);
      const box: Box = { types: this.types, names: this.#shapes(element), fault };
      const logic = childOf(element, "encapsulatedLogic");
      made =
        element.name === "businessKnowledgeModel"
          ? logic
            ? definition(logic, box)
            : () => null
          : boxed(expressionIn(element), box);
      this.#compiled.set(element, made);
    }
    return made;
  }

  /** Which names there will be, with their parts: the grammar needs them to read names with blanks and signs. */
  #shapes(element: Element): Record<string, unknown> {
    const shapes: Record<string, unknown> = {};
    for (const { model, element: required, prefix } of this.#requires(element)) {
      const name = required.attributes.name ?? "";
      const ref = childOf(required, "variable")?.attributes.typeRef;
      const shape = ref === undefined ? 1 : shapeOf(model.types(ref));
      if (prefix === null) shapes[name] = shape;
      else shapes[prefix] = { ...(shapes[prefix] as object | undefined), [name]: shape };
    }
    return shapes;
  }

  /** A service is a function of the decisions and data that it takes in; what lies between is decided anew. */
  #service(element: Element, session: Session): Func {
    const of = (name: string) =>
      childrenOf(element, name).flatMap(({ attributes }) => this.#find(attributes.href ?? "") ?? []);
    const takes = [...of("inputData"), ...of("inputDecision")];
    const outputs = of("outputDecision");
    const params = takes.map((found) => found.element.attributes.name ?? "");
    return new Func(params, (args) => {
      if (args.length !== params.length) return null;
      const inner: Session = { values: new Map(), open: new Set(session.open), run: session.run };
      for (const [i, { model, element: taken }] of takes.entries()) {
        const fit = model.#fit(taken, args[i] ?? null);
        // What is of another kind than the service takes makes the whole unknown.
        if (fit === null && args[i] !== null) return null;
        inner.values.set(model.#idOf(taken), fit);
      }
      const results = outputs.map(
        (found) => [found.element.attributes.name ?? "", this.#valueOf(found, inner)] as const,
      );
      const [only] = results;
      const value = results.length === 1 && only ? only[1] : Object.fromEntries(results);
      return this.#fit(element, value);
    });
  }
}

function shapeOf(type: Type | null): unknown {
  if (type?.is === "list") return [shapeOf(type.of)];
  if (type?.is !== "context") return 1;
  return Object.fromEntries(Object.entries(type.fields).map(([name, of]) => [name, shapeOf(of)]));
}
