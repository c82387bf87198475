import { arithmetic } from "../value/arithmetic.ts";
import { Months, Span } from "../value/calendar.ts";
import { both, compare, either, orderOf, same } from "../value/compare.ts";
import { type Datum, type Func, isList } from "../value/datum.ts";
import { isNum, minus, type Num, order, over, plus, root, times } from "../value/number.ts";
import { type Form, form } from "./form.ts";

type List = readonly Datum[];
const allNumbers = (list: List): list is readonly Num[] => list.every(isNum);
const sumOf = (list: readonly Num[]): Num | null =>
  list.reduce<Num | null>((sum, n) => (sum === null ? null : plus(sum, n)), 0);

/** The least or greatest of values that have an order; unknown when two have none. */
function extreme(list: List, sign: 1 | -1): Datum {
  let [best = null] = list;
  if (best === null) return null;
  for (const item of list) {
    const found = orderOf(item, best);
    if (found === null) return null;
    if (found * sign > 0) best = item;
  }
  return orderOf(best, best) === null ? null : best;
}

function sum(list: List): Datum {
  if (list.length === 0) return null;
  const [first = null] = list;
  if (first instanceof Span || first instanceof Months)
    return list.slice(1).reduce<Datum>((total, item) => arithmetic("+", total, item, false), first);
  return allNumbers(list) ? sumOf(list) : null;
}

function mean(list: List): Datum {
  const total = sum(list);
  return total === null ? null : arithmetic("/", total, list.length, false);
}

function median(list: List): Datum {
  if (list.length === 0 || !allNumbers(list)) return null;
  const sorted = [...list].sort(order);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[half] ?? null;
  const total = plus(sorted[half - 1] ?? 0, sorted[half] ?? 0);
  return total === null ? null : over(total, 2);
}

function deviation(list: List): Datum {
  if (list.length < 2 || !allNumbers(list)) return null;
  const total = sumOf(list);
  const middle = total === null ? null : over(total, list.length);
  if (middle === null) return null;
  const squares = list.map((n) => minus(n, middle)).map((n) => (n === null ? null : times(n, n)));
  const spread = allNumbers(squares) ? sumOf(squares) : null;
  const share = spread === null ? null : over(spread, list.length - 1);
  return share === null ? null : root(share);
}

function mode(list: List): Datum {
  if (!allNumbers(list)) return null;
  const counts = new Map<string, { n: Num; count: number }>();
  for (const n of list) {
    const seen = counts.get(String(n)) ?? { n, count: 0 };
    counts.set(String(n), { n, count: seen.count + 1 });
  }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count));
  return [...counts.values()]
    .filter(({ count }) => count === most)
    .map(({ n }) => n)
    .sort(order);
}

const holds = (list: List, item: Datum): boolean => list.some((one) => same(one, item) === true);
function distinct(list: List): List {
  const kept: Datum[] = [];
  for (const item of list) if (!holds(kept, item)) kept.push(item);
  return kept;
}
const flat = (list: List): List => list.flatMap((item): List => (isList(item) ? flat(item) : [item]));

/** Where the position from 1, or from -1 backwards, lies in a list of that length; undefined outside it. */
function placeIn(position: Num, length: number): number | undefined {
  const at = Number(position);
  if (!Number.isInteger(at) || at === 0 || Math.abs(at) > length) return undefined;
  return at > 0 ? at - 1 : length + at;
}

function sublist(list: List, start: Num, length?: Num): Datum {
  const from = placeIn(start, list.length);
  const count = length === undefined ? list.length : Number(length);
  if (from === undefined || count < 0 || (length !== undefined && from + count > list.length)) return null;
  return list.slice(from, from + count);
}

/** Sorts by a function that says whether one comes before another. */
function sorted(list: List, precedes?: Func): Datum {
  const before = (a: Datum, b: Datum) => (precedes ? precedes.call([a, b]) : compare("<", a, b, false));
  if (precedes && precedes.params.length !== 2) return null;
  return [...list].sort((a, b) => (before(a, b) === true ? -1 : before(b, a) === true ? 1 : 0));
}

function replacedAt(list: List, position: Num, item: Datum): Datum {
  const at = placeIn(position, list.length);
  return at === undefined ? null : list.with(at, item);
}
function replacedBy(list: List, match: Func, item: Datum): Datum {
  if (match.params.length !== 2) return null;
  const found = list.map((one) => match.call([one, item]));
  return found.every((one) => typeof one === "boolean") ? list.map((one, i) => (found[i] === true ? item : one)) : null;
}

const all = (list: List): boolean | null => list.reduce<boolean | null>(both, true);
const any = (list: List): boolean | null => list.reduce<boolean | null>(either, false);

export const lists: Readonly<Record<string, readonly Form[]>> = {
  count: [form("number", "list: list", (list: List) => list.length)],
  min: [form("any", "list*: any", (list: List) => extreme(list, -1))],
  max: [form("any", "list*: any", (list: List) => extreme(list, 1))],
  sum: [form("any", "list*: any", sum)],
  mean: [form("any", "list*: any", mean)],
  median: [form("number", "list*: any", median)],
  product: [
    form("number", "list*: any", (list: List) =>
      list.length > 0 && allNumbers(list)
        ? list.reduce<Num | null>((a, n) => (a === null ? null : times(a, n)), 1)
        : null,
    ),
  ],
  stddev: [form("number", "list*: any", deviation)],
  mode: [form("list", "list*: any", mode)],
  all: [form("boolean", "list*: any", all)],
  every: [form("boolean", "list*: any", all)],
  any: [form("boolean", "list*: any", any)],
  "list contains": [form("boolean", "list: list, element: any", holds)],
  append: [form("list", "list: list, item: any", (list: List, item: Datum) => [...list, item])],
  concatenate: [form("list", "list*: any", (parts: List) => parts.flatMap((part) => (isList(part) ? part : [part])))],
  "insert before": [
    form("list", "list: list, position: number, newItem: any", (list: List, position: Num, item: Datum) => {
      const at = placeIn(position, list.length);
      return at === undefined ? null : list.toSpliced(at, 0, item);
    }),
  ],
  remove: [
    form("list", "list: list, position: number", (list: List, position: Num) => {
      const at = placeIn(position, list.length);
      return at === undefined ? null : list.toSpliced(at, 1);
    }),
  ],
  reverse: [form("list", "list: list", (list: List) => list.toReversed())],
  "index of": [
    form("list", "list: list, match: any", (list: List, item: Datum) =>
      list.flatMap((one, i) => (same(one, item) === true ? [i + 1] : [])),
    ),
  ],
  union: [
    form("list", "list*: any", (parts: List) => distinct(parts.flatMap((part) => (isList(part) ? part : [part])))),
  ],
  "distinct values": [form("list", "list: list", distinct)],
  flatten: [form("list", "list: list", flat)],
  sublist: [form("list", "list: list, start position: number, length?: number", sublist)],
  sort: [form("list", "list: list, precedes?: function", sorted)],
  "list replace": [
    form("list", "list: list, position: number, newItem: any", replacedAt),
    form("list", "list: list, match: function, newItem: any", replacedBy),
  ],
};
