import { route } from "../../../kernel/index.ts";
import { findCodes } from "../queries/code-entries.ts";

/** What fits some words in a code list, as JSON: `?list=regions/villages&q=tirta&dalam=99.01`. For the field that finds as one types. */
export const listRoute = route({
  method: "GET",
  path: "/pilihan",
  limit: { times: 300, seconds: 60 },
  async handle({ ask, query }) {
    const entries = await ask(findCodes, {
      list: (query.list ?? "").slice(0, 80),
      words: (query.q ?? "").slice(0, 100),
      within: (query.dalam ?? "").slice(0, 40),
    });
    return { body: JSON.stringify(entries), type: "application/json; charset=utf-8", keepSeconds: 3600 };
  },
});
