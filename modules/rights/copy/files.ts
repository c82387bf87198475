import type { Held, Say } from "../../../kernel/index.ts";

/** All records of one kind that the house holds of a person. */
export interface Kind {
  name: string;
  records: readonly Held[];
}

const said = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection) or for two cells (RFC 4180). */
function cell(value: unknown): string {
  const text = said(value);
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const columnsOf = (records: readonly Held[]): string[] => [
  ...new Set(records.flatMap(({ shows }) => Object.keys(shows))),
];

export const csvOf = (records: readonly Held[]): string => {
  const columns = columnsOf(records);
  return [columns, ...records.map(({ shows }) => columns.map((column) => shows[column]))]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The copy to be read by eye, in a browser, without anything from elsewhere. */
export function htmlOf(kinds: readonly Kind[], say: Say, locale: string, made: string): string {
  const title = escaped(say("rights.copy.title"));
  const parts = kinds.map(({ name, records }) => {
    const rows = records.map(
      ({ shows }) =>
        `<table>${Object.entries(shows)
          .filter(([, value]) => said(value) !== "")
          .map(([key, value]) => `<tr><th scope="row">${escaped(key)}</th><td>${escaped(said(value))}</td></tr>`)
          .join("")}</table>`,
    );
    return `<h2>${escaped(say(`rights.holding.${name}`))} (${records.length})</h2>${rows.join("")}`;
  });
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${title}</title>
<style>body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:0 0 1rem;width:100%}
th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:30%}</style>
<h1>${title}</h1><p>${escaped(say("rights.copy.made", { made }))}</p>${parts.join("\n")}</html>\n`;
}
