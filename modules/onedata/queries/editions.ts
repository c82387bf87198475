import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { query } from "../../../kernel/index.ts";

export interface Edition {
  list: string;
  number: number;
  edition: string;
  source: string;
  entries: number;
  kept_at: Date;
}

const anybody = [{ hat: "anyone" }, { hat: "citizen" }, { hat: "business" }, { hat: "officer" }] as const;

/** The editions of all code lists, or of one; the newest first. */
export const editions = query({
  name: "onedata.editions",
  input: z.object({ list: z.string().max(80).optional() }).strict(),
  allow: anybody,
  answer: ({ tx }, { list }): Promise<Edition[]> =>
    tx.query<Edition & Record<string, unknown>>(
      `select list, number, edition, source, entries, kept_at from onedata.edition
       where $1::text is null or list = $1 order by list, number desc limit 500`,
      [list ?? null],
    ),
});

export interface Differences {
  added: number;
  dropped: number;
  renamed: number;
  /** The first of each, as many as a page can show. */
  rows: { kind: "added" | "dropped" | "renamed"; code: string; before: string | null; after: string | null }[];
}
const shown = 200;
const inflated = 50_000_000;

/** What a later edition of a list added, dropped and renamed. */
export const editionDifference = query({
  name: "onedata.edition-difference",
  input: z
    .object({ list: z.string().max(80), from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) })
    .strict(),
  allow: anybody,
  async answer({ tx }, { list, from, to }): Promise<Differences | null> {
    const rows = await tx.query<{ number: number; content: Buffer }>(
      "select number, content from onedata.edition where list = $1 and number = any($2)",
      [list, [from, to]],
    );
    const read = (number: number): Map<string, string> | null => {
      const row = rows.find((one) => one.number === number);
      if (!row) return null;
      const text = gunzipSync(row.content, { maxOutputLength: inflated }).toString();
      return new Map(text.split("\n").map((line) => line.split("\t", 2) as [string, string]));
    };
    const [before, after] = [read(from), read(to)];
    if (!before || !after) return null;
    const added = [...after].filter(([code]) => !before.has(code));
    const dropped = [...before].filter(([code]) => !after.has(code));
    const renamed = [...after].filter(([code, text]) => before.has(code) && before.get(code) !== text);
    return {
      added: added.length,
      dropped: dropped.length,
      renamed: renamed.length,
      rows: [
        ...added.map(([code, text]) => ({ kind: "added" as const, code, before: null, after: text })),
        ...dropped.map(([code, text]) => ({ kind: "dropped" as const, code, before: text, after: null })),
        ...renamed.map(([code, text]) => ({ kind: "renamed" as const, code, before: before.get(code)!, after: text })),
      ].slice(0, shown),
    };
  },
});
