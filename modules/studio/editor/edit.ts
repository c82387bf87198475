import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Path } from "./shape.ts";

/** One change of a file, as a designer makes it. */
export type Change =
  | { do: "set"; path: Path; value: unknown }
  | { do: "remove"; path: Path }
  | { do: "add"; path: Path; value: unknown; name?: string }
  | { do: "move"; path: Path; by: 1 | -1 }
  | { do: "rename"; path: Path; name: string };

/** A file that is no YAML cannot be changed part by part. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

const written = { lineWidth: 120, flowCollectionPadding: true } as const;

/**
 * The file after some changes. A changed word is put in its place and nothing else moves; a change of structure writes the
 * file anew in one hand, with its comments. So a designer who prefers an editor finds their own file again. Throws Unreadable.
 */
export const changed = (text: string, changes: readonly Change[]): string => changes.reduce(after, text);

function after(text: string, change: Change): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Unreadable(document.errors[0]!.message);
  if (change.do === "set" && !isObject(change.value)) {
    const there = document.getIn(change.path, true);
    if (isScalar(there) && there.range && there.type !== "BLOCK_FOLDED" && there.type !== "BLOCK_LITERAL")
      return text.slice(0, there.range[0]) + scalar(change.value) + text.slice(there.range[1]);
  }
  standAlone(document, change.path);
  make(document, change);
  return document.toString(written);
}

/** A word of YAML: bare where it cannot be taken for anything else, otherwise in double quotes, as in JSON. */
const scalar = (value: unknown): string =>
  typeof value === "string" && !/^[\p{L}][\p{L}\d .²³°/()'-]*$/u.test(value.trimEnd() === value ? value : "")
    ? JSON.stringify(value)
    : typeof value === "string" && /^(y|n|yes|no|true|false|on|off|null|inf|nan)$/i.test(value)
      ? JSON.stringify(value)
      : String(value);

/** What is written once and used at several places is copied at the place that changes: the others stay as they are. */
function standAlone(document: Document, path: Path): void {
  for (let depth = 1; depth <= path.length; depth += 1) {
    const at = path.slice(0, depth);
    const there = document.getIn(at, true);
    if (isAlias(there)) document.setIn(at, document.createNode(there.toJS(document)));
  }
}

function make(document: Document, change: Change): void {
  const path = [...change.path];
  const last = path.at(-1);
  switch (change.do) {
    case "set": {
      if (path.length === 0) document.contents = document.createNode(change.value) as never;
      else document.setIn(path, document.createNode(change.value));
      return;
    }
    case "remove":
      if (document.hasIn(path)) document.deleteIn(path);
      return;
    case "add": {
      const there = document.getIn(path, true);
      if (change.name !== undefined) document.setIn([...path, change.name], document.createNode(change.value));
      else if (isSeq(there)) there.add(document.createNode(change.value));
      else document.setIn(path, document.createNode([change.value]));
      return;
    }
    case "move": {
      const list = document.getIn(path.slice(0, -1), true);
      if (!isCollection(list)) return;
      const at = isSeq(list) ? Number(last) : list.items.findIndex((pair) => keyOf(pair) === last);
      const to = at + change.by;
      if (at < 0 || to < 0 || to >= list.items.length) return;
      const items = list.items as unknown[];
      [items[at], items[to]] = [items[to], items[at]];
      return;
    }
    case "rename": {
      const map = document.getIn(path.slice(0, -1), true);
      const pair = isMap(map) && !map.has(change.name) && map.items.find((one) => keyOf(one) === last);
      if (pair) pair.key = document.createNode(change.name);
    }
  }
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
const keyOf = (pair: unknown): unknown => {
  const { key } = pair as { key: unknown };
  return isScalar(key) ? key.value : key;
};

/** What a file holds, as plain values; null when it is no YAML. */
export function held(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 });
}
/** The value at a path of what a file holds. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Record<string | number, unknown> | null | undefined)?.[part], value);
