import { type RequestContext, route } from "../../../kernel/index.ts";
import { type Result, results } from "../queries/results.ts";

const asked = ({ ask, query }: RequestContext) => ask(results, { ...(query.periode && { period: query.periode }) });

/** The results as they are shown, for programs. */
export const jsonFile = route({
  method: "GET",
  path: "/kepuasan/data.json",
  limit: { times: 120, seconds: 60 },
  handle: async (context) => ({
    body: JSON.stringify(await asked(context)),
    type: "application/json",
    headers: { "access-control-allow-origin": "*" },
  }),
});

/** A spreadsheet must not take a word for a formula. */
const cell = (value: string | number | null): string => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line for each service and element: what a spreadsheet wants. */
export const csvFile = route({
  method: "GET",
  path: "/kepuasan/data.csv",
  limit: { times: 120, seconds: 60 },
  async handle(context) {
    const found = await asked(context);
    const lines = (kind: string, key: string, one: Result) => [
      [kind, key, found.period, found.instrument, "", one.index, one.grade, one.shown, one.asked, one.answered],
      ...one.elements.map(({ code, average, answers }) => [
        kind,
        key,
        found.period,
        found.instrument,
        code,
        average,
        "",
        answers,
        one.asked,
        one.answered,
      ]),
    ];
    const head = ["of", "key", "period", "instrument", "element", "figure", "grade", "counted", "asked", "answered"];
    const rows = [
      head,
      ...lines("all", "", found.all),
      ...found.services.flatMap((one) => lines("service", one.key, one)),
      ...found.offices.flatMap((one) => lines("office", one.key, one)),
      ...found.channels.flatMap((one) => lines("channel", one.key, one)),
    ];
    return {
      body: rows.map((row) => `${row.map(cell).join(",")}\r\n`).join(""),
      type: "text/csv; charset=utf-8",
      filename: `kepuasan-${found.period || "kosong"}.csv`,
    };
  },
});
