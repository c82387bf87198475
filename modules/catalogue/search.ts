import { locales, textIn } from "../../kernel/index.ts";
import type { ServiceDefinition } from "./definition/schema.ts";

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Number of letters to change or neighbours to swap between two words, up to 2; more counts as 3. */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return Math.min(3, row[b.length]!);
}

/** How well one asked word fits one known word: 1 the same, less for a beginning, less again for a slip of the finger. */
function fit(asked: string, known: string): number {
  if (asked === known) return 1;
  if (asked.length >= 2 && known.startsWith(asked)) return 0.8;
  const slips = asked.length >= 4 ? distance(asked, known) : 3;
  return slips === 1 ? 0.6 : slips === 2 && asked.length >= 7 ? 0.4 : 0;
}

/** Services by title, keywords and summary in both languages; every asked word counts. */
export function search(services: readonly ServiceDefinition[], words: string): ServiceDefinition[] {
  const asked = wordsOf(words).slice(0, 10);
  if (asked.length === 0) return [];
  return services
    .map((service) => {
      const fields: [string[], number][] = locales.flatMap((locale): [string[], number][] => [
        [wordsOf(textIn(service.title, locale)), 3],
        [service.keywords[locale].flatMap(wordsOf), 2],
        [wordsOf(textIn(service.summary, locale)), 1],
      ]);
      const scores = asked.map((word) =>
        Math.max(0, ...fields.flatMap(([known, weight]) => known.map((k) => fit(word, k) * weight))),
      );
      return { service, score: scores.reduce((sum, score) => sum + score, 0) / asked.length };
    })
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score || (a.service.code < b.service.code ? -1 : 1))
    .map(({ service }) => service);
}
