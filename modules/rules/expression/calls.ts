import { builtIn, builtIns } from "../functions/index.ts";
import { ExpressionFault } from "./fault.ts";
import { type Node, type Test, type Use, usesOf } from "./tree.ts";

const constructors = new Set(["date", "time", "date and time", "duration"]);

/** Refuses a call of a function that there is not, with too many or few arguments, or of a day that is none. */
export function checkCalls(tree: Node | Test): void {
  for (const use of usesOf(tree)) {
    if (use.args === null) continue;
    const forms = builtIns.get(use.name);
    if (!forms) throw new ExpressionFault(`there is no function "${use.name}"${nearest(use.name)}`, use.at);
    const count = use.args.length;
    const fits = forms.some(({ params }) => {
      const least = params.filter(({ optional }) => !optional).length;
      return count >= least && (count <= params.length || params.some(({ rest }) => rest));
    });
    if (!fits)
      throw new ExpressionFault(
        `the function "${use.name}" is given ${count} ${count === 1 ? "argument" : "arguments"}`,
        use.at,
      );
    checkConstant(use);
  }
}

function checkConstant({ name, args, at }: Use): void {
  const [only] = args ?? [];
  if (!constructors.has(name) || args?.length !== 1 || only?.is !== "literal") return;
  if (builtIn(name)?.call([only.value]) == null)
    throw new ExpressionFault(`there is no such ${name}: write ${name}("${examples[name]}")`, at);
}
const examples: Readonly<Record<string, string>> = {
  date: "2026-01-31",
  time: "13:30:00",
  "date and time": "2026-01-31T13:30:00",
  duration: "P14D",
};

/** The name that was perhaps meant. */
const nearest = (name: string): string => {
  const close = closest(name, [...builtIns.keys()]);
  return close ? `; perhaps "${close}"` : "";
};

/** The word of a list that is one or two letters away; undefined when none is. */
export function closest(word: string, words: readonly string[]): string | undefined {
  const far = Math.min(2, Math.floor(word.length / 3));
  const ranked = words
    .map((other) => ({ other, apart: distance(word.toLowerCase(), other.toLowerCase()) }))
    .filter(({ apart }) => apart <= far)
    .toSorted((a, b) => a.apart - b.apart);
  return ranked[0]?.other;
}

/** Letters to change, add or leave out until two words are the same. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}
