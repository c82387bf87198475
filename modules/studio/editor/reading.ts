import { forms } from "../../forms/index.ts";
import type { Change } from "./edit.ts";
import { valueAt } from "./edit.ts";
import { isLeaf, isRow, isSmall, type Part, type Path, type Shape, wayOf } from "./shape.ts";

/** What a browser posts. */
export type Posted = Readonly<Record<string, string | readonly string[] | undefined>>;
const said = (posted: Posted, name: string): string | undefined => {
  const value = posted[name];
  const text = typeof value === "string" ? value : value?.[0];
  return text?.normalize("NFC").replace(/\r\n/g, "\n").trim();
};

export const nameOf = (path: Path): string => path.join(".");

/** The parts of a place that are fields on its page: its own, and those of a handful that belongs to it. */
export function partsOf(shape: Shape, value: unknown): readonly Part[] {
  if (shape.is === "parts") return shape.parts;
  return shape.is === "one-of" ? wayOf(shape.ways, value).shape.parts : [];
}

/**
 * The changes that a posted page of a place asks for. Only what differs is a change, so that a file keeps the hand in which it
 * was written. A field that was not on the page is left alone.
 */
export function changesOf(shape: Shape, path: Path, whole: unknown, posted: Posted): Change[] {
  return partsOf(shape, valueAt(whole, path)).flatMap((part) => {
    const at = [...path, part.name];
    const before = valueAt(whole, at);
    if (isLeaf(part.shape)) return leaf(part, at, before, posted);
    if (isRow(part.shape)) {
      const { of } = part.shape;
      return Object.entries((before as object | undefined) ?? {}).flatMap(([name, value]) =>
        leaf({ name, shape: of, required: true }, [...at, name], value, posted),
      );
    }
    return isSmall(part.shape) ? small(part, at, before, posted) : [];
  });
}

/** What belongs together goes as one when nothing of it is left and it may be missing. */
function small(part: Part, at: Path, before: unknown, posted: Posted): Change[] {
  if (part.shape.is !== "parts") return [];
  const inner = part.shape.parts.flatMap((one) =>
    leaf(
      one,
      [...at, one.name],
      (before as Record<string, unknown> | undefined)?.[one.name],
      posted,
      before !== undefined,
    ),
  );
  const empty = part.shape.parts.every((one) => isEmpty(one.shape, [...at, one.name], posted));
  if (empty && !part.required) return before === undefined ? [] : [{ do: "remove", path: at }];
  return inner;
}

function isEmpty(shape: Shape, at: Path, posted: Posted): boolean {
  const name = nameOf(at);
  return shape.is === "words" ? !said(posted, `${name}.id`) && !said(posted, `${name}.en`) : !said(posted, name);
}

function leaf({ shape, required }: Part, at: Path, before: unknown, posted: Posted, owned = true): Change[] {
  const name = nameOf(at);
  const put = (value: unknown): Change[] => (same(value, before) ? [] : [{ do: "set", path: at, value }]);
  const gone = (): Change[] => (before === undefined ? [] : [{ do: "remove", path: at }]);
  if (shape.is === "words") {
    const [id, en] = [said(posted, `${name}.id`), said(posted, `${name}.en`)];
    if (id === undefined || en === undefined) return [];
    if (!id && !en) return required && owned ? put({ id: "", en: "" }) : gone();
    // What is the same in every language may be written once: "m²".
    if (typeof before === "string" && id === before && en === before) return [];
    return typeof before === "object" && before !== null
      ? [...putAt(at, "id", id, before), ...putAt(at, "en", en, before)]
      : put({ id, en });
  }
  const text = said(posted, name);
  if (text === undefined) return [];
  if (shape.is === "list") {
    const lines = text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => (Array.isArray(before) ? before.find((one) => String(one) === line) : undefined) ?? line);
    if (lines.length === 0 && Array.isArray(before) && before.length === 0) return [];
    return lines.length === 0 && !required ? gone() : put(lines);
  }
  if (before === null && text === "") return [];
  if (before !== null && typeof before !== "object" && String(before) === text) return [];
  if (text === "") return required && owned ? (shape.is === "text" ? put("") : []) : gone();
  if (shape.is === "number") return put(forms.readNumber(text) ?? text);
  if (shape.is === "yes-no") return put(text === "yes");
  // What is either said or not said is `true` where it stands.
  if (shape.is === "choice" && text === "true" && shape.options.length === 1) return put(true);
  // A cell that held a number still does; where a number or a name may stand, a figure is a number.
  const figure = typeof before === "number" || (shape.is === "text" && shape.number && before === undefined);
  return put(figure && forms.readNumber(text) !== null ? forms.readNumber(text) : text);
}

const putAt = (at: Path, part: string, value: string, before: object): Change[] =>
  (before as Record<string, unknown>)[part] === value ? [] : [{ do: "set", path: [...at, part], value }];
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
