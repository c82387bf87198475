import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { plainName } from "../person.ts";

const list = z.string().max(80);
interface Entry {
  code: string;
  text: string;
}

/** Entries of a code list that fit some words, the nearest first; `within` keeps to codes that begin so. */
export const findCodes = query({
  name: "registry.find-codes",
  input: z
    .object({
      list,
      words: z.string().max(100),
      within: z.string().max(40).default(""),
      most: z.coerce.number().int().min(1).max(20).default(10),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { list: name, words, within, most }): Promise<Entry[]> {
    const asked = plainName(words);
    if (asked === "") return [];
    return tx.query<Entry & Record<string, unknown>>("select code, text from registry.search_codes($1, $2, $3, $4)", [
      name,
      asked,
      within,
      most,
    ]);
  },
});

/** What codes mean, each with the list it is of; what there is not is left out. */
export const codeEntries = query({
  name: "registry.code-entries",
  input: z.object({ codes: z.array(z.object({ list, code: z.string().max(60) }).strict()).max(200) }).strict(),
  allow: [{ hat: "anyone" }],
  answer: async ({ tx }, { codes }): Promise<(Entry & { list: string })[]> =>
    codes.length === 0
      ? []
      : tx.query<Entry & { list: string }>(
          `select e.list, e.code, e.text from registry.code_entry e
           join unnest($1::text[], $2::text[]) as asked (list, code) using (list, code)`,
          [codes.map((one) => one.list), codes.map((one) => one.code)],
        ),
});

/** Every code of a list, with its text: to hold a whole table to it, or to keep the edition. */
export const codesOfList = query({
  name: "registry.codes-of-list",
  internal: true,
  input: z.object({ list }).strict(),
  allow: [{ hat: "system", purpose: "statistics" }],
  answer: async ({ tx }, { list: name }): Promise<Entry[]> =>
    tx.query<Entry & Record<string, unknown>>(
      "select code, text from registry.code_entry where list = $1 order by code limit 200000",
      [name],
    ),
});
