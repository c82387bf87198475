import { readPage } from "./markdown.ts";

/** One requirement of the table: its number, what is claimed, and where to look. */
export interface Row {
  number: string;
  state: string;
  where: string;
  test: string;
}

/** How many requirements of each chapter are listed: levels 1 and 2, and level 3 of what guards identity and keys. */
export const listed: Record<string, number> = {
  1: 27,
  2: 11,
  3: 19,
  4: 10,
  5: 9,
  6: 47,
  7: 19,
  8: 13,
  9: 7,
  11: 24,
  12: 9,
  13: 15,
  14: 9,
  15: 13,
  16: 16,
};

export function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| (\d+(?:\.\d+)*) *\|[^|]+\|[^|]+\|([^|]+)\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, number = "", state = "", where = "", test = ""]) => ({
      number,
      state: state.trim(),
      where: where.trim(),
      test: test.trim(),
    }),
  );
}

/** Claims that nothing bears out: a test that is not there, a file that is not there, a state without its ground. */
export function unfounded(rows: readonly Row[], file: (path: string) => string | null): string[] {
  return rows.flatMap(({ number, state, where, test }) => {
    const [, path = "", title = ""] = /^`([^`]+)`: "(.+)"$/.exec(test) ?? [];
    if (state === "shown" && !path) return [`${number} is shown by no test`];
    if (state !== "shown" && test) return [`${number} names a test but is only "${state}"`];
    if (path && !file(path)?.includes(title)) return [`${number}: ${path} has no test "${title}"`];
    if (/^(in code|not yet|documented|operator)$/.test(state) && !where) return [`${number} says nothing of where`];
    return readPage("", where)
      .words.map(({ text }) => text)
      .filter((text) => /^[a-z]+\/\S+\.\w+$/.test(text) && file(text) === null)
      .map((text) => `${number}: there is no ${text}`);
  });
}
