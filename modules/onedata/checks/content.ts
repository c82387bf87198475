import type { Check } from "../definition/checks.ts";
import { readCsv } from "../table/csv.ts";
import { personalIn } from "../table/personal.ts";
import type { CheckFault } from "./result.ts";

/** A file or an API's answer as it can be looked at: cells with their place. `text` null: it is not UTF-8. */
export interface Content {
  text: string | null;
  kind: "csv" | "json" | null;
  cells: { line: number | null; field: string; value: string }[];
  fault: CheckFault | null;
}
const mostCells = 2_000_000;
const fault = (line: number | null, field: string, name: string, hint = ""): CheckFault => ({
  line,
  field,
  fault: name,
  hint,
});

/** Reads bytes as CSV or JSON: whichever it is by its first sign. */
export function contentOf(bytes: Buffer): Content {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { text: null, kind: null, cells: [], fault: null };
  }
  return /^\s*[[{]/.test(text) ? jsonContent(text) : csvContent(text);
}

function jsonContent(text: string): Content {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { text, kind: null, cells: [], fault: fault(null, "", "json") };
  }
  const cells: Content["cells"] = [];
  const open: [path: string, value: unknown][] = [["", parsed]];
  // Without recursion: a hostile file may be nested as deep as it is long.
  while (open.length > 0 && cells.length < mostCells) {
    const [path, value] = open.pop()!;
    if (typeof value === "object" && value !== null)
      for (const [key, part] of Object.entries(value))
        open.push([Array.isArray(value) ? `${path}[]` : path ? `${path}.${key}` : key, part]);
    else if (typeof value === "string" || typeof value === "number")
      cells.push({ line: null, field: path.slice(0, 120), value: String(value) });
  }
  return { text, kind: "json", cells, fault: null };
}

function csvContent(text: string): Content {
  const { rows, fault: open } = readCsv(text);
  const head = (rows[0]?.cells ?? []).map((cell) => cell.trim().slice(0, 60));
  const wrong =
    open !== undefined
      ? fault(open, "", "quote")
      : rows.length < 2 || head.length < 2
        ? fault(1, "", "not-a-table")
        : head.some((name) => name === "") || new Set(head).size < head.length
          ? fault(1, "", "head", head.join(", ").slice(0, 200))
          : null;
  const ragged = rows.find(({ cells }) => cells.length !== head.length);
  return {
    text,
    kind: wrong ? null : "csv",
    fault: wrong ?? (ragged ? fault(ragged.line, "", "cells", String(head.length)) : null),
    cells: rows
      .slice(1)
      .flatMap(({ line, cells }) =>
        cells.map((value, i) => ({ line, field: head[i] ?? String(i + 1), value: value.trim() })),
      ),
  };
}

const localDay =
  /^(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-]\d{4}$|^\d{4}[/.](0?[1-9]|1[0-2])[/.](0?[1-9]|[12]\d|3[01])$/;
const isoDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** What one rule finds in a content; null when there is nothing for it to look at. */
export function findIn(
  content: Content,
  rule: Check,
  codes: ReadonlyMap<string, ReadonlySet<string>>,
): CheckFault[] | null {
  const { text, kind, cells } = content;
  if (rule.kind === "encoding") return text === null ? [fault(null, "", "encoding", "UTF-8")] : [];
  if (text === null) return null;
  if (rule.kind === "machine-readable")
    return content.fault ? [content.fault] : kind ? [] : [fault(1, "", "not-a-table")];
  if (rule.kind === "dates") {
    const wrong = cells.filter(({ value }) => localDay.test(value));
    return wrong.length === 0 && !cells.some(({ value }) => isoDay.test(value))
      ? null
      : wrong.map(({ line, field }) => fault(line, field, "date", "2026-12-31"));
  }
  if (rule.kind === "personal")
    return cells.flatMap(({ line, field, value }) => {
      const found = personalIn(value);
      return found ? [fault(line, field, "personal", found)] : [];
    });
  if (rule.kind === "codes") {
    const known = codes.get(rule.list!);
    const own = cells.filter(({ field }) => rule.columns!.includes(field.toLowerCase()));
    if (own.length === 0 || !known) return null;
    return own
      .filter(({ value }) => value !== "" && !known.has(value))
      .map(({ line, field }) => fault(line, field, "code", rule.list));
  }
  return null;
}
