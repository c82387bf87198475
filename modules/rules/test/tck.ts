import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Model } from "../dmn/model.ts";
import { childOf, childrenOf, type Element, readXml } from "../dmn/xml.ts";
import { readTemporal } from "../expression/literal.ts";
import { readMoment } from "../value/calendar.ts";
import { same } from "../value/compare.ts";
import { type Datum, isContext, isList, text } from "../value/datum.ts";
import { isNum, readNumber } from "../value/number.ts";

const folder = fileURLToPath(new URL("./tck/", import.meta.url));

export interface Outcome {
  folder: string;
  test: string;
  node: string;
  passed: boolean;
  says: string;
}

/** Runs every test of a compliance level; one outcome per expected result. */
export function runLevel(level: 2 | 3, only?: string): Outcome[] {
  const top = join(folder, `compliance-level-${level}`);
  return readdirSync(top)
    .filter((name) => !only || name.includes(only))
    .toSorted()
    .flatMap((name) => runFolder(join(top, name), name));
}

function runFolder(path: string, name: string): Outcome[] {
  const files = readdirSync(path);
  const models = loadModels(
    files.filter((file) => file.endsWith(".dmn")).map((file) => [file, readFileSync(join(path, file), "utf8")]),
  );
  return files
    .filter((file) => file.endsWith(".xml"))
    .flatMap((file) => {
      const suite = readXml(readFileSync(join(path, file), "utf8"));
      const model = models.get(childOf(suite, "modelName")?.text.trim() ?? "")!;
      return childrenOf(suite, "testCase").flatMap((one) => runCase(model, one, name));
    });
}

/** Models that import each other are read after those that they import. */
function loadModels(files: [string, string][]): Map<string, Model> {
  const made = new Map<string, Model>();
  let left = files;
  while (left.length > 0) {
    const spaces = left.map(([, xml]) => readXml(xml).attributes.namespace);
    const ready = left.filter(([, xml]) =>
      childrenOf(readXml(xml), "import").every((one) => !spaces.includes(one.attributes.namespace ?? "")),
    );
    for (const [file, xml] of ready) made.set(file, new Model(xml, [...made.values()]));
    left = left.filter((one) => !ready.includes(one));
  }
  return made;
}

function runCase(model: Model, one: Element, name: string): Outcome[] {
  const inputs = Object.fromEntries(childrenOf(one, "inputNode").map((node) => [inputName(node), valueIn(node)]));
  const { invocableName, type, id = "" } = one.attributes;
  return childrenOf(one, "resultNode").map((node) => {
    const expected = valueIn(childOf(node, "expected")!);
    let found: Datum | Error;
    try {
      found = result(model, invocableName, type, node.attributes.name ?? "", inputs);
    } catch (error) {
      found = error as Error;
    }
    const passed = !(found instanceof Error) && alike(found, expected);
    const says = passed
      ? ""
      : `expected ${text(expected, true)}, found ${found instanceof Error ? found.stack : text(found, true)}`;
    return { folder: name, test: id, node: node.attributes.name ?? "", passed, says };
  });
}

function result(
  model: Model,
  invocable: string | undefined,
  type: string | undefined,
  node: string,
  inputs: Record<string, Datum>,
): Datum {
  if (!invocable || type === "decision" || !type) return model.evaluate(node, inputs, now);
  const value = model.invoke(invocable, inputs);
  const several = isContext(value) && Object.hasOwn(value, node);
  return several ? (value[node] ?? null) : value;
}

const now = readMoment("2026-01-02T03:04:05Z")!;

/** Data of an imported model come with its namespace. */
const inputName = ({ attributes: { name = "", namespace } }: Element): string =>
  namespace ? `${namespace}#${name}` : name;

/** A value of a test file: value, list or components, each with its kind. */
function valueIn(element: Element): Datum {
  const value = childOf(element, "value");
  if (value) return simple(value);
  const list = childOf(element, "list");
  if (list) return list.attributes.nil === "true" ? null : childrenOf(list, "item").map(valueIn);
  const parts = childrenOf(element, "component");
  if (parts.length === 0) return null;
  return Object.fromEntries(parts.map((part) => [part.attributes.name ?? "", valueIn(part)]));
}

function simple({ attributes, text: words }: Element): Datum {
  if (attributes.nil === "true") return null;
  switch ((attributes.type ?? "").replace(/^.*:/, "")) {
    case "string":
      return words;
    case "boolean":
      return words.trim() === "true";
    case "decimal":
    case "double":
    case "integer":
    case "float":
      return readNumber(words.trim());
    case "date":
    case "time":
    case "dateTime":
    case "duration":
      return readTemporal(words.trim());
    default:
      return words;
  }
}

/** As the kit compares: numbers to eight decimals, everything else exactly. */
function alike(found: Datum, expected: Datum): boolean {
  if (isNum(found) && isNum(expected))
    return Math.abs(Number(found) - Number(expected)) <= 1e-8 * Math.max(1, Math.abs(Number(expected)));
  if (isList(found) && isList(expected))
    return found.length === expected.length && found.every((item, i) => alike(item, expected[i] ?? null));
  if (isContext(found) && isContext(expected)) {
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(found).length &&
      keys.every((key) => Object.hasOwn(found, key) && alike(found[key] ?? null, expected[key] ?? null))
    );
  }
  return same(found, expected) === true;
}
