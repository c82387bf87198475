import { compile } from "../expression/compile.ts";
import { envOf, type Scope } from "../expression/env.ts";
import { compileTests, type Judge } from "../expression/tests.ts";
import { type Node, partsOf, type Test, usesOf } from "../expression/tree.ts";
import { Day, dayNumber, dayNumbered } from "../value/calendar.ts";
import { orderOf } from "../value/compare.ts";
import type { Datum } from "../value/datum.ts";
import { isNum } from "../value/number.ts";
import type { Known } from "./kinds.ts";

/** A stretch of an input's values that all cells judge alike, by one value out of it. */
export interface Stretch {
  sample: Datum;
  /** From which value to which, where it is no single value: for the words. */
  low?: Datum;
  high?: Datum;
  /** Any text that no cell names. */
  other?: boolean;
}

/** What a table leaves open or says twice. Rules are counted from 0. */
export interface Cover {
  /** Values for which no rule fits, one stretch per input (null: whatever it is). */
  gaps: (Stretch | null)[][];
  /** Pairs of rules that both fit, with an example. */
  overlaps: { rules: readonly [number, number]; example: (Stretch | null)[] }[];
  /** Rules that are never the first to fit. */
  unreached: number[];
  /** False when there was too much to look at everything. */
  whole: boolean;
}

const most = { steps: 200_000, gaps: 5, overlaps: 10 };

/** Looks at every combination of stretches; what only a formula can judge may fit or not. */
export function coverOf(cells: readonly (readonly Test[])[][], inputs: readonly Known[], constants: Scope): Cover {
  const env = envOf(constants);
  const judged = cells.map((row) => row.map((cell) => (plainCell(cell, constants) ? compileTests(cell) : null)));
  const stretches = inputs.map((kind, i) =>
    stretchesOf(
      cells.map((row) => row[i] ?? []),
      kind,
      constants,
    ),
  );
  const cover: Cover = { gaps: [], overlaps: [], unreached: [], whole: true };
  const reached = new Set<number>();
  const pairs = new Set<string>();
  let steps = 0;

  const look = (
    input: number,
    sure: readonly number[],
    perhaps: readonly number[],
    way: (Stretch | null)[],
    real: boolean,
  ): void => {
    if (++steps > most.steps) {
      cover.whole = false;
      return;
    }
    if (input === inputs.length) {
      end(sure, perhaps, way, real);
      return;
    }
    // Stretches that the same rules fit are looked at once.
    const groups = new Map<string, { fit: number[]; open: number[]; stretch: Stretch; real: boolean; count: number }>();
    const all = (stretches[input] ?? []).filter(({ sample }) => sample !== null || inputs[input]?.optional).length;
    for (const stretch of stretches[input] ?? []) {
      const { fit, open } = fitting(judged, input, stretch, sure, perhaps, env);
      const counts = stretch.sample !== null || inputs[input]?.optional === true;
      const key = `${fit.join()}|${open.join()}|${counts}`;
      const group = groups.get(key);
      if (group) group.count += 1;
      else groups.set(key, { fit, open, stretch, real: counts, count: 1 });
    }
    for (const { fit, open, stretch, real: counts, count } of groups.values())
      look(input + 1, fit, open, [...way, counts && count === all ? null : stretch], real && counts);
  };
  const end = (sure: readonly number[], perhaps: readonly number[], way: (Stretch | null)[], real: boolean): void => {
    const [first] = sure;
    if (first !== undefined) reached.add(first);
    for (const rule of perhaps) if (first === undefined || rule < first) reached.add(rule);
    if (first === undefined && perhaps.length === 0 && real && cover.gaps.length < most.gaps) cover.gaps.push(way);
    for (const [i, one] of sure.entries())
      for (const other of sure.slice(i + 1)) {
        if (cover.overlaps.length >= most.overlaps || pairs.has(`${one}-${other}`)) continue;
        pairs.add(`${one}-${other}`);
        cover.overlaps.push({ rules: [one, other], example: way });
      }
  };
  look(
    0,
    cells.map((_, i) => i),
    [],
    [],
    true,
  );
  if (cover.whole) cover.unreached = cells.flatMap((_, i) => (reached.has(i) ? [] : [i]));
  return cover;
}

function fitting(
  judged: readonly (Judge | null)[][],
  input: number,
  { sample }: Stretch,
  sure: readonly number[],
  perhaps: readonly number[],
  env: ReturnType<typeof envOf>,
) {
  const fit: number[] = [];
  const open: number[] = [];
  for (const rule of sure) {
    const judge = judged[rule]?.[input];
    if (judge === null || judge === undefined) open.push(rule);
    else if (judge(sample, env) === true) fit.push(rule);
  }
  for (const rule of perhaps) {
    const judge = judged[rule]?.[input];
    if (!judge || judge(sample, env) === true) open.push(rule);
  }
  return { fit, open: open.sort((a, b) => a - b) };
}

/** A cell that only compares with constants: its judgement changes only at the values that it names. */
function plainCell(cell: readonly Test[], constants: Scope): boolean {
  const known = (node: Node | Test): boolean =>
    usesOf(node).every(({ name, args }) => (args === null ? Object.hasOwn(constants, name) : !readsInput(node)));
  return cell.every(known);
}
const readsInput = (node: Node | Test): boolean => node.is === "input" || partsOf(node).some(readsInput);

/** The values that cells name, in order. */
function namedIn(cells: readonly (readonly Test[])[], constants: Scope): Datum[] {
  const found: Datum[] = [];
  const env = envOf(constants);
  const walk = (node: Node | Test): void => {
    const constant =
      node.is === "literal" ||
      node.is === "name" ||
      node.is === "call" ||
      node.is === "negate" ||
      node.is === "arithmetic";
    if (constant && !readsInput(node as Node) && plainCell([{ is: "equals", at: 0, to: node as Node }], constants))
      found.push(compile(node as Node)(env));
    for (const part of partsOf(node)) walk(part);
  };
  for (const cell of cells) for (const test of cell) walk(test);
  return found.flatMap((value) => (Array.isArray(value) ? (value as Datum[]) : [value]));
}

function stretchesOf(cells: readonly (readonly Test[])[], kind: Known, constants: Scope): Stretch[] {
  const unknown: Stretch = { sample: null };
  const named = namedIn(cells, constants);
  if (kind.is === "boolean") return [{ sample: true }, { sample: false }, unknown];
  if (kind.options) return [...kind.options.map((sample) => ({ sample })), unknown];
  const numbers = named.filter((value) => typeof value === "number").map(Number);
  if (
    kind.is === "number" ||
    (kind.is === "any" && numbers.length > 0 && named.every((value) => value === null || isNum(value)))
  )
    return [...numberStretches(numbers, kind), unknown];
  if (kind.is === "date" || named.some((value) => value instanceof Day))
    return [...dayStretches(named.filter((value) => value instanceof Day)), unknown];
  const texts = [...new Set(named.filter((value) => typeof value === "string"))];
  const others: Stretch[] =
    kind.is === "any" || kind.is === "string" ? [{ sample: `${texts.join("")}~`, other: true }] : [];
  const truths: Stretch[] = named.some((value) => typeof value === "boolean")
    ? [{ sample: true }, { sample: false }]
    : [];
  return [
    ...texts.map((sample) => ({ sample })),
    ...(truths.length > 0 && texts.length === 0 ? truths : [...truths, ...others]),
    unknown,
  ];
}

function numberStretches(named: readonly number[], { min, max }: Known): Stretch[] {
  const inside = (n: number) => (min === undefined || n >= min) && (max === undefined || n <= max);
  const ends = [...new Set([...named.filter(inside), ...[min, max].filter((n) => n !== undefined)])].sort(
    (a, b) => a - b,
  );
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined) return [{ sample: 0 }];
  const all: Stretch[] = min === undefined ? [{ sample: first - 1, high: first }] : [];
  for (const [i, low] of ends.entries()) {
    all.push({ sample: low });
    const high = ends[i + 1];
    if (high !== undefined) all.push({ sample: (low + high) / 2, low, high });
  }
  if (max === undefined) all.push({ sample: last + 1, low: last });
  return all;
}

function dayStretches(named: readonly Day[]): Stretch[] {
  const ends = named
    .toSorted((a, b) => orderOf(a, b) ?? 0)
    .filter((day, i, all) => i === 0 || orderOf(day, all[i - 1]!) !== 0);
  const [first, last] = [ends[0], ends.at(-1)];
  if (!first || !last) return [{ sample: new Day(2000, 1, 1) }];
  const near = (day: Day, by: number): Datum => dayNumbered(dayNumber(day) + by);
  const all: Stretch[] = [{ sample: near(first, -1), high: first }];
  for (const [i, low] of ends.entries()) {
    all.push({ sample: low });
    const high = ends[i + 1];
    if (high && dayNumber(high) - dayNumber(low) > 1) all.push({ sample: near(low, 1), low, high });
  }
  all.push({ sample: near(last, 1), low: last });
  return all;
}
