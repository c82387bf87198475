import { divided, type Fraction, fraction, less, plus, readFraction, rounded, times, zero } from "./fraction.ts";
import type { Instrument } from "./instrument.ts";

/** How often each element got each score. */
export type Tallies = Readonly<Record<string, Readonly<Record<number, number>>>>;

export interface ElementFigure {
  code: string;
  answers: number;
  /** NRR, the average score, two decimals; null when nobody answered. */
  average: string | null;
}
export interface Figure {
  /** IKM, two decimals; null when nobody answered. */
  index: string | null;
  grade: string | null;
  elements: ElementFigure[];
  /** The element with the least average. */
  lowest: string | null;
}

/**
 * The index from sums: for each element the average of the answers it got (NRR), weighted and added (NI), and that
 * times the conversion (IKM). An element that nobody answered is left out, and the other weights grow to 1 again.
 * Exact until it is rounded to two decimals, half up; the grade goes by the rounded figure, as the bands are printed.
 */
export function figureOf({ elements, convert, bands }: Instrument, tallies: Tallies): Figure {
  let [weighted, weights]: [Fraction, Fraction] = [zero, zero];
  let lowest: { code: string; average: Fraction } | null = null;
  const told = elements.map(({ code, weight }): ElementFigure => {
    let [sum, answers] = [0, 0];
    for (const [score, n] of Object.entries(tallies[code] ?? {})) {
      sum += Number(score) * n;
      answers += n;
    }
    if (answers === 0) return { code, answers, average: null };
    const average = fraction(sum, answers);
    weighted = plus(weighted, times(readFraction(weight), average));
    weights = plus(weights, readFraction(weight));
    if (!lowest || less(average, lowest.average)) lowest = { code, average };
    return { code, answers, average: rounded(average, 2) };
  });
  if (!lowest) return { index: null, grade: null, elements: told, lowest: null };
  const index = rounded(times(divided(weighted, weights), fraction(convert)), 2);
  const grade = bands.find(({ from }) => !less(readFraction(index), readFraction(from)))?.grade ?? bands.at(-1)!.grade;
  return { index, grade, elements: told, lowest: (lowest as { code: string }).code };
}

/** Sums of several cells are those of all their answers: nothing is averaged twice. */
export function together(many: readonly Tallies[]): Tallies {
  const all: Record<string, Record<number, number>> = {};
  for (const one of many)
    for (const [element, scores] of Object.entries(one))
      for (const [score, n] of Object.entries(scores)) {
        all[element] ??= {};
        all[element][Number(score)] = (all[element][Number(score)] ?? 0) + n;
      }
  return all;
}

/** How many answers make a fair sample of so many that were served, by the instrument's formula. */
export function sampleFor({ sample }: Instrument, served: number): number {
  if (served <= 0) return 0;
  const [chi, p, d] = [sample.chiSquare, sample.share, sample.error].map(readFraction) as [
    Fraction,
    Fraction,
    Fraction,
  ];
  const q = { over: p.under - p.over, under: p.under };
  const spread = times(chi, times(p, q));
  const size = divided(times(spread, fraction(served)), plus(times(times(d, d), fraction(served - 1)), spread));
  return Number(rounded(size, 0));
}
