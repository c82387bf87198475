import { blocksOf, type ProcessGraph, type ProcessStep, type Way, waysOf } from "../graph.ts";

/** One step of the picture, from top to bottom; `depth`: in how many blocks it stands. */
export interface Row {
  name: string;
  step: ProcessStep;
  depth: number;
  ways: RowWay[];
}
/** `lane`: on which line at the right it is led to its step; null: it goes straight down to the next row, or is done. */
export interface RowWay extends Way {
  row: number | null;
  lane: number | null;
}
export interface Layout {
  rows: Row[];
  lanes: number;
}

/**
 * The steps one under the other in the order in which a case comes to them, those of a block below it. Joins are not
 * drawn: a way to one says that this part is done.
 */
export function layoutOf(graph: ProcessGraph): Layout {
  const { steps } = graph;
  const blocks = blocksOf(graph);
  const ordered: { name: string; depth: number }[] = [];
  const later: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string, depth: number): void => {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (!step || seen.has(name) || "join" in step) return;
    // What several blocks share stands at the end, in none of them.
    if (depth > 0 && (blocks.get(name)?.size ?? 0) > 1) {
      later.push(name);
      return;
    }
    seen.add(name);
    ordered.push({ name, depth });
    const ways = waysOf(step);
    for (const { to, by } of ways) if (by === "into") visit(to, depth + 1);
    // Time limits and what comes in between lead aside: the way on comes first.
    const aside = (way: Way) => way.by === "timer" || way.by === "message" || way.by === "signal" || way.by === "error";
    // Of a choice, what has no condition is the usual way.
    const onwards = ways.filter((way) => way.by !== "into" && !aside(way));
    for (const way of "choose" in step ? onwards.reverse() : onwards) visit(way.to, depth);
    for (const way of ways) if (aside(way)) visit(way.to, depth);
  };
  visit(graph.start, 0);
  for (const name of later) visit(name, 0);
  // Ends last: nothing stands below them.
  const ends = ordered.filter(({ name }) => "end" in steps[name]!);
  const all = [...ordered.filter((one) => !ends.includes(one)), ...ends];
  const place = new Map(all.map(({ name }, i) => [name, i]));
  const rows = all.map(({ name, depth }): Row => {
    const ways = waysOf(steps[name]!).filter(({ by }) => by !== "into");
    return {
      name,
      step: steps[name]!,
      depth,
      ways: ways.map((way): RowWay => ({ ...way, row: place.get(way.to) ?? null, lane: null })),
    };
  });
  return { rows, lanes: lanesOf(rows) };
}

/** Ways to one step share a line; lines that pass each other lie side by side. Gives how many there are. */
function lanesOf(rows: readonly Row[]): number {
  const spans = new Map<number, { from: number; to: number }>();
  const led = (row: number, way: RowWay): number | null => (way.row === null || way.row === row + 1 ? null : way.row);
  rows.forEach(({ ways }, row) => {
    for (const way of ways) {
      const target = led(row, way);
      if (target === null) continue;
      const span = spans.get(target) ?? { from: target, to: target };
      spans.set(target, { from: Math.min(span.from, row), to: Math.max(span.to, row) });
    }
  });
  const lanes: { from: number; to: number }[][] = [];
  const laneOf = new Map<number, number>();
  for (const [target, span] of [...spans].sort(([, a], [, b]) => a.to - a.from - (b.to - b.from))) {
    let lane = lanes.findIndex((taken) => taken.every((one) => one.to < span.from || one.from > span.to));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]!.push(span);
    laneOf.set(target, lane);
  }
  rows.forEach(({ ways }, row) => {
    for (const way of ways) {
      const target = led(row, way);
      if (target !== null) way.lane = laneOf.get(target)!;
    }
  });
  return lanes.length;
}

/** Text in lines of at most so many letters. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
