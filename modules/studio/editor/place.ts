import { type RequestContext, refuse } from "../../../kernel/index.ts";
import { atFields, type Finding, within } from "../findings.ts";
import { isPart, type PartName } from "../outline.tsx";
import { shapes } from "../shapes.ts";
import { type Change, changed, held, valueAt } from "./edit.ts";
import { changesOf, nameOf } from "./reading.ts";
import { cellChanges } from "./rule-table.tsx";
import { type Path, pathOf, type Shape, shapeAt } from "./shape.ts";

/** A place of a draft's file, as an address says it. */
export interface Place {
  part: PartName;
  /** The file's name, and its whole text. */
  file: string;
  text: string;
  path: Path;
  /** What the file holds; null when it is no YAML. */
  whole: unknown;
  /** What may stand at the place; null when the file cannot have it, or cannot be read. */
  shape: Shape | null;
}

/** The place that an address asks for. */
export function placeAsked(
  { params, query }: Pick<RequestContext, "params" | "query">,
  { files }: { files: Readonly<Record<string, string>> },
): Place {
  const part = params.part ?? "";
  if (!isPart(part)) refuse("not-found", "kernel.refusal.not-found");
  const file = `${part}.yaml`;
  const text = files[file] ?? "";
  const whole = held(text);
  const path = pathOf(query.di ?? "");
  const shape = whole === null && text ? null : shapeAt(shapes[part], path, whole);
  return { part, file, text, path, whole, shape };
}

/** Whether a place is one period of a decision table: its rules are shown as a table. */
export const isRules = (part: string, path: Path, value: unknown): value is { rules: readonly object[] } =>
  part === "decisions" && path.at(-2) === "periods" && Array.isArray((value as { rules?: unknown } | undefined)?.rules);

/** What was typed into the fields of a place, and into the cells of its table. */
export function editsOf({ part, path, whole, shape }: Place, form: RequestContext["form"]): Change[] {
  if (!shape) return [];
  const changes = changesOf(shape, path, whole, form);
  const value = valueAt(whole, path);
  return isRules(part, path, value) ? [...changes, ...cellChanges([...path, "rules"], value.rules, form)] : changes;
}

/** The file with what was typed: the whole text, or the fields of the place. Throws Unreadable. */
export const typedOver = (place: Place, form: RequestContext["form"], more: readonly Change[] = []): string =>
  typeof form._text === "string"
    ? form._text.replace(/\r\n/g, "\n")
    : changed(place.text, [...editsOf(place, form), ...more]);

/** What is said at each field of a place; what is wrong with a rule as a whole is told at its first cell. */
export function saidAt({ part, path }: Pick<Place, "part" | "path">, value: unknown, wrong: readonly Finding[]) {
  const said = atFields(wrong, path);
  if (!isRules(part, path, value)) return said;
  const at = [...path, "rules"];
  value.rules.forEach((_, r) => {
    const [whole] = within(wrong, [...at, r]).filter((finding) => finding.path.length === at.length + 1);
    if (whole) said.set(nameOf([...at, r, "when", 0]), whole.says);
  });
  return said;
}
