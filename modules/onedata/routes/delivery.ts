import { refuse, route } from "../../../kernel/index.ts";
import { deliveredTable } from "../queries/datasets.ts";

/** What was handed in, for those who check it. */
export const deliveryFile = route({
  method: "GET",
  path: "/petugas/satu-data/:code/serahan.csv",
  async handle({ ask, params }) {
    const content = await ask(deliveredTable, { code: params.code ?? "" });
    if (!content) refuse("not-found", "kernel.refusal.not-found");
    return { body: content, type: "text/csv; charset=utf-8", filename: `${params.code}-serahan.csv` };
  },
});
