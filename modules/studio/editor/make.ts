import type { Change } from "./edit.ts";
import { valueAt } from "./edit.ts";
import type { Posted } from "./reading.ts";
import { blank, isLeaf, type Path, pathOf, type Shape, shapeAt } from "./shape.ts";

/** What a button of a place asks for: changes, and perhaps to go to what was made. */
export interface Made {
  changes: Change[];
  to?: Path;
}

/**
 * "add:pages.0.fields:", "add:steps:task", "up:pages.1", "down:…", "copy:…", "remove:…", "fill:…". Null for what no page
 * offers. A new named place takes its name from the field beside the button.
 */
export function makeOf(asked: string, posted: Posted, root: Shape, whole: unknown): Made | null {
  const [what = "", at = "", way = ""] = asked.split(":");
  const path = pathOf(at);
  const shape = shapeAt(root, path, whole);
  if (!shape || (path.length === 0 && what !== "add")) return null;
  switch (what) {
    case "up":
    case "down":
      return { changes: [{ do: "move", path, by: what === "up" ? -1 : 1 }] };
    case "remove":
      return { changes: [{ do: "remove", path }] };
    case "fill":
      return { changes: [{ do: "set", path, value: start(shape, way) }], to: path };
    case "copy": {
      const copy = structuredClone(valueAt(whole, path));
      const [list, last] = [path.slice(0, -1), path.at(-1)];
      if (typeof last === "number") return { changes: [{ do: "add", path: list, value: fresh(copy, whole) }] };
      const name = freeName(String(last), valueAt(whole, list));
      return { changes: [{ do: "add", path: list, name, value: copy }] };
    }
    case "add": {
      const of = shape.is === "list" || shape.is === "named" ? shape.of : shape.is === "parts" ? shape.rest : null;
      if (!of) return null;
      const value = start(of, way);
      if (shape.is === "list") {
        const there = valueAt(whole, path);
        const count = Array.isArray(there) ? there.length : 0;
        if (count >= shape.most) return null;
        const leads = typeof value === "object" && !isRule(value);
        return { changes: [{ do: "add", path, value: fresh(value, whole) }], ...(leads && { to: [...path, count] }) };
      }
      const typed = String(posted[`_new:${at}`] ?? "").trim();
      const pattern = shape.is === "named" ? shape.pattern : null;
      const fits = typed !== "" && (!pattern || new RegExp(pattern, "u").test(typed));
      const name = freeName(fits ? typed : way || "new", valueAt(whole, path));
      return { changes: [{ do: "add", path, name, value }], ...(!isLeaf(of) && { to: [...path, name] }) };
    }
    default:
      return null;
  }
}

const isRule = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "when" in value && "then" in value;

function start(of: Shape, way: string): unknown {
  if (of.is !== "one-of") return blank(of);
  const taken = of.ways.find(({ name }) => name === way) ?? of.ways[0]!;
  const value = blank(taken.shape) as Record<string, unknown>;
  const own = taken.shape.parts.find(({ name }) => name === taken.name);
  return own && !(taken.name in value) ? { ...value, [taken.name]: blank(own.shape) } : value;
}

/** A new place with an id of its own gets a free one, so that a copied question does not answer for its model. */
function fresh(value: unknown, whole: unknown): unknown {
  if (typeof value !== "object" || value === null || !("id" in value)) return value;
  const taken = new Set(JSON.stringify(whole).match(/(?<="id":")[^"]*/g));
  const own = String((value as { id: unknown }).id) || ("fields" in value ? "page" : "question");
  let id = own;
  for (let n = 2; taken.has(id); n += 1) id = `${own}${n}`;
  return { ...value, id };
}

function freeName(wished: string, among: unknown): string {
  const taken = new Set(Object.keys((among as object) ?? {}));
  let name = wished;
  for (let n = 2; taken.has(name); n += 1) name = `${wished}-${n}`;
  return name;
}
