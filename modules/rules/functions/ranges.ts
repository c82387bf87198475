import { readNumeral, readTemporal, readText } from "../expression/literal.ts";
import { orderOf, rangeOf } from "../value/compare.ts";
import { type Datum, Range } from "../value/datum.ts";
import { type Form, form } from "./form.ts";

/** A point is a range of one. */
const asRange = (value: Datum): Range => (value instanceof Range ? value : new Range(value, value, true, true));

/** Where an end lies against another: below nought before, nought at it, above after; null when they have no order. */
const against = (left: Datum | undefined, right: Datum | undefined): number | null =>
  left === undefined || right === undefined ? null : orderOf(left, right);

type Judge = (a: Range, b: Range) => boolean | null;

/** Whether all of the orders that a judgement needs are known. */
const known = (orders: readonly (number | null)[], judge: () => boolean): boolean | null =>
  orders.includes(null) ? null : judge();

const before: Judge = (a, b) => {
  const gap = against(a.high, b.low);
  return known([gap], () => gap! < 0 || (gap === 0 && !(a.highIn && b.lowIn)));
};
const meets: Judge = (a, b) => {
  const gap = against(a.high, b.low);
  return known([gap], () => gap === 0 && a.highIn && b.lowIn);
};
const overlaps: Judge = (a, b) => {
  const [first, second] = [against(a.high, b.low), against(b.high, a.low)];
  const reaches = (gap: number, inA: boolean, inB: boolean) => gap > 0 || (gap === 0 && inA && inB);
  return known([first, second], () => reaches(first!, a.highIn, b.lowIn) && reaches(second!, b.highIn, a.lowIn));
};
const overlapsBefore: Judge = (a, b) => {
  const [low, high, gap] = [against(a.low, b.low), against(a.high, b.high), against(a.high, b.low)];
  return known(
    [low, high, gap],
    () =>
      (low! < 0 || (low === 0 && a.lowIn && !b.lowIn)) &&
      (gap! > 0 || (gap === 0 && a.highIn && b.lowIn)) &&
      (high! < 0 || (high === 0 && (!a.highIn || b.highIn))),
  );
};
const overlapsAfter: Judge = (a, b) => {
  const [low, high, gap] = [against(a.low, b.low), against(a.high, b.high), against(b.high, a.low)];
  return known(
    [low, high, gap],
    () =>
      (gap! > 0 || (gap === 0 && a.lowIn && b.highIn)) &&
      (low! > 0 || (low === 0 && !a.lowIn && b.lowIn)) &&
      (high! > 0 || (high === 0 && (a.highIn || !b.highIn))),
  );
};
const finishes: Judge = (a, b) => {
  const [low, high] = [against(a.low, b.low), against(a.high, b.high)];
  return known(
    [low, high],
    () => high === 0 && a.highIn === b.highIn && (low! > 0 || (low === 0 && (!a.lowIn || b.lowIn))),
  );
};
const starts: Judge = (a, b) => {
  const [low, high] = [against(a.low, b.low), against(a.high, b.high)];
  return known(
    [low, high],
    () => low === 0 && a.lowIn === b.lowIn && (high! < 0 || (high === 0 && (!a.highIn || b.highIn))),
  );
};
const includes: Judge = (a, b) => {
  const [low, high] = [against(a.low, b.low), against(a.high, b.high)];
  return known(
    [low, high],
    () => (low! < 0 || (low === 0 && (a.lowIn || !b.lowIn))) && (high! > 0 || (high === 0 && (a.highIn || !b.highIn))),
  );
};
const coincides: Judge = (a, b) => {
  const [low, high] = [against(a.low, b.low), against(a.high, b.high)];
  return known([low, high], () => low === 0 && high === 0 && a.lowIn === b.lowIn && a.highIn === b.highIn);
};

const turned =
  (judge: Judge): Judge =>
  (a, b) =>
    judge(b, a);

/** Which of its two sides may be a point; the names are those of DMN 1.5, table 78. */
function relation(
  judge: Judge,
  sides: "any" | "range" | "left point" | "right point" | "both or point",
): readonly Form[] {
  const on = (a: Datum, b: Datum): Datum => (a === null || b === null ? null : judge(asRange(a), asRange(b)));
  const [range, point] = ["range", "any"];
  if (sides === "any")
    return [
      form("boolean", "point1: any, point2: any", on),
      form("boolean", "range1: any, range2: any", on),
      form("boolean", "point: any, range: any", on),
      form("boolean", "range: any, point: any", on),
    ];
  if (sides === "both or point")
    return [
      form("boolean", "range1: range, range2: range", on),
      form("boolean", "point1: any, point2: any", (a: Datum, b: Datum) =>
        a instanceof Range || b instanceof Range ? null : on(a, b),
      ),
    ];
  const forms = [form("boolean", `range1: ${range}, range2: ${range}`, on)];
  if (sides === "left point") forms.unshift(form("boolean", `point: ${point}, range: ${range}`, on));
  if (sides === "right point") forms.unshift(form("boolean", `range: ${range}, point: ${point}`, on));
  return forms;
}

export const ranges: Readonly<Record<string, readonly Form[]>> = {
  range: [form("range", "from: string", readRange)],
  before: relation(before, "any"),
  after: relation(turned(before), "any"),
  meets: relation(meets, "range"),
  "met by": relation(turned(meets), "range"),
  overlaps: relation(overlaps, "range"),
  "overlaps before": relation(overlapsBefore, "range"),
  "overlaps after": relation(overlapsAfter, "range"),
  finishes: relation(finishes, "left point"),
  "finished by": relation(turned(finishes), "right point"),
  includes: relation(includes, "right point"),
  during: relation(turned(includes), "left point"),
  starts: relation(starts, "left point"),
  "started by": relation(turned(starts), "right point"),
  coincides: relation(coincides, "both or point"),
};

/** The text of a range whose ends are literals: "[1..3]", `("a".."c"]`, `[@"2026-01-01"..@"2026-12-31"]`. */
function readRange(text: string): Datum {
  const found = /^\s*([[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/.exec(text);
  if (!found) return null;
  const [, open, low = "", high = "", close] = found;
  const [from, to] = [readEnd(low), readEnd(high)];
  if (from === null || to === null) return null;
  return rangeOf(from, to, open === "[", close === "]");
}

/** One end; what is no literal is null. */
function readEnd(words: string): Datum {
  const quoted = /^(@|date and time\(|date\(|time\(|duration\()?("(?:[^"\\]|\\.)*")(\))?$/.exec(words);
  try {
    if (!quoted) return readNumeral(words, 0);
    const said = readText(quoted[2] ?? "");
    if (quoted[1] === undefined) return said;
    return (quoted[1] === "@") === (quoted[3] === undefined) ? readTemporal(said) : null;
  } catch {
    return null;
  }
}
