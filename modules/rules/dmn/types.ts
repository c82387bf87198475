import type { Env } from "../expression/env.ts";
import { parseTests } from "../expression/parse.ts";
import { compileTests } from "../expression/tests.ts";
import { any, type Type, typeNamed } from "../expression/type.ts";
import { isList } from "../value/datum.ts";
import { childOf, childrenOf, type Element, textOf } from "./xml.ts";

/** The kinds that a model declares (itemDefinition), read when they are first asked for. */
export function itemTypes(
  definitions: Element,
  imported: (prefix: string) => ((name: string) => Type | null) | undefined,
  env: () => Env,
): (name: string) => Type | null {
  const items = new Map(childrenOf(definitions, "itemDefinition").map((item) => [item.attributes.name ?? "", item]));
  const made = new Map<string, Type | null>();
  const named = (name: string): Type | null => {
    const bare = name.trim();
    const found = made.get(bare);
    if (found !== undefined) return found;
    const item = items.get(bare);
    if (item) {
      // Whoever refers to itself is open at that place.
      made.set(bare, any);
      const type = typeOf(item);
      made.set(bare, type);
      return type;
    }
    const [prefix = "", ...rest] = bare.split(/[.:]/);
    return (rest.length > 0 ? imported(prefix)?.(rest.join(".")) : null) ?? typeNamed(rest.at(-1) ?? bare);
  };
  const typeOf = (item: Element): Type | null => {
    const one = single(item);
    const rule = textOf(childOf(item, "allowedValues"));
    const several = item.attributes.isCollection === "true";
    if (!one) return null;
    const allows = rule ? allowing(rule, env) : undefined;
    if (!several) return allows ? { ...one, allows } : one;
    return { is: "list", of: allows ? { ...one, allows } : one };
  };
  const single = (item: Element): Type | null => {
    const ref = childOf(item, "typeRef")?.text;
    if (ref !== undefined) return named(ref);
    const func = childOf(item, "functionItem");
    if (func) {
      const result = func.attributes.outputTypeRef ? named(func.attributes.outputTypeRef) : any;
      const params = childrenOf(func, "parameters").map(({ attributes }) =>
        attributes.typeRef ? (named(attributes.typeRef) ?? any) : any,
      );
      return { is: "function", params, result: result ?? any };
    }
    const parts = childrenOf(item, "itemComponent");
    if (parts.length === 0) return any;
    return {
      is: "context",
      fields: Object.fromEntries(parts.map((part) => [part.attributes.name ?? "", typeOf(part) ?? any])),
    };
  };
  return named;
}

function allowing(rule: string, env: () => Env) {
  const judge = compileTests(parseTests(rule, { wide: true }));
  return (value: Parameters<typeof judge>[0]): boolean =>
    isList(value) ? value.every((item) => judge(item, env()) === true) : judge(value, env()) === true;
}
