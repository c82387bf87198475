import { type Bytes, type RequestContext, refuse, route } from "../../../kernel/index.ts";
import { publishedTable, publishedVersion } from "../queries/datasets.ts";
import { readCsv } from "../table/csv.ts";

/** What never changes may be kept for a year. */
const kept = { keepSeconds: 31_536_000, headers: { "access-control-allow-origin": "*" } };

async function version({ ask, params }: RequestContext) {
  const number = Number(params.number);
  const found =
    Number.isInteger(number) && number > 0 ? await ask(publishedTable, { code: params.code ?? "", number }) : null;
  if (!found) refuse("not-found", "kernel.refusal.not-found");
  return found;
}
const file = (name: string, handle: (context: RequestContext) => Promise<Bytes>) =>
  route({ method: "GET", path: `/data/:code/:number/${name}`, limit: { times: 240, seconds: 60 }, handle });

export const csvFile = file("data.csv", async (context) => ({
  ...kept,
  body: (await version(context)).content,
  type: "text/csv; charset=utf-8",
  filename: `${context.params.code}-${context.params.number}.csv`,
}));

/** Cells by the type of their column; an empty one is null. */
const typed = (cell: string, type: string | undefined): unknown => {
  if (cell === "") return null;
  if (type === "integer" || type === "number" || type === "year") return Number(cell);
  return type === "boolean" ? cell === "true" : cell;
};

export const jsonFile = file("data.json", async (context) => {
  const { content, schema } = await version(context);
  const [head, ...rows] = readCsv(content.toString()).rows.map(({ cells }) => cells);
  const types = new Map(schema.fields.map(({ name, type }) => [name, type]));
  return {
    ...kept,
    body: JSON.stringify(
      rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, typed(row[i] ?? "", types.get(name))]))),
    ),
    type: "application/json",
  };
});

export const schemaFile = file("schema.json", async (context) => ({
  ...kept,
  body: JSON.stringify((await version(context)).schema),
  type: "application/json",
}));

/** The description, and under which hash the three were published. */
export const metadataFile = file("metadata.json", async (context) => {
  const { description, hash } = await version(context);
  const at = new URL(`/data/${context.params.code}/${context.params.number}/`, context.world.config.PUBLIC_URL).href;
  return {
    ...kept,
    body: JSON.stringify({
      ...description,
      hash: `sha256:${hash}`,
      resources: ["data.csv", "data.json", "schema.json"].map((name) => ({ name, path: new URL(name, at).href })),
    }),
    type: "application/json",
  };
});

/** The list of versions of a dataset, for programs that follow it. */
export const versionsFile = route({
  method: "GET",
  path: "/data/:code/versions.json",
  limit: { times: 240, seconds: 60 },
  async handle({ ask, params }) {
    const found = await ask(publishedVersion, { code: params.code ?? "" });
    if (!found) refuse("not-found", "kernel.refusal.not-found");
    return { body: JSON.stringify(found.versions), type: "application/json", headers: kept.headers };
  },
});
