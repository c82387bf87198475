import { type Datum, isContext, isList } from "../value/datum.ts";
import { type Form, form } from "./form.ts";

type Context = Readonly<Record<string, Datum>>;

function valueAt(context: Context, keys: readonly Datum[]): Datum {
  let at: Datum = context;
  for (const key of keys) {
    if (typeof key !== "string" || !isContext(at) || !Object.hasOwn(at, key)) return null;
    at = at[key] ?? null;
  }
  return at;
}

/** The context with one value put at the end of a way of keys; what it was given stays as it was. */
function put(context: Context, keys: readonly Datum[], value: Datum): Datum {
  const [key, ...rest] = keys;
  if (typeof key !== "string") return null;
  if (rest.length === 0) return merged([context, { [key]: value }]);
  const inner = Object.hasOwn(context, key) ? context[key] : null;
  const changed = isContext(inner ?? null) ? put(inner as Context, rest, value) : null;
  return changed === null ? null : merged([context, Object.fromEntries([[key, changed]])]);
}

const merged = (contexts: readonly Datum[]): Datum =>
  contexts.every(isContext) ? Object.fromEntries(contexts.flatMap((one) => Object.entries(one))) : null;

function fromEntries(entries: readonly Datum[]): Datum {
  const pairs: [string, Datum][] = [];
  for (const entry of entries) {
    if (!isContext(entry) || typeof entry.key !== "string" || !Object.hasOwn(entry, "value")) return null;
    if (pairs.some(([key]) => key === entry.key)) return null;
    pairs.push([entry.key, entry.value ?? null]);
  }
  return Object.fromEntries(pairs);
}

export const contexts: Readonly<Record<string, readonly Form[]>> = {
  "get value": [
    form("any", "m: context, key: string", (context: Context, key: string) => valueAt(context, [key])),
    form("any", "context: context, keys: list", (context: Context, keys: readonly Datum[]) =>
      keys.length > 0 ? valueAt(context, keys) : null,
    ),
  ],
  "get entries": [
    form("list", "m: context", (context: Context) => Object.entries(context).map(([key, value]) => ({ key, value }))),
  ],
  "context put": [
    form("context", "context: context, key: string, value: any", (context: Context, key: string, value: Datum) =>
      put(context, [key], value),
    ),
    form("context", "context: context, keys: list, value: any", put),
  ],
  "context merge": [form("context", "contexts: list", merged)],
  context: [
    form("context", "entries: list", (entries: readonly Datum[]) => (isList(entries) ? fromEntries(entries) : null)),
  ],
};
