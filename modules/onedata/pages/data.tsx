import { FactRows, InsetText, SummaryList, Table } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { page, type RequestContext, refuse, type Text, textIn } from "../../../kernel/index.ts";
import { dataList, publishedTable, publishedVersion } from "../queries/datasets.ts";
import { readCsv } from "../table/csv.ts";
import { agencyName, either, PublicPages, releaseWords } from "./parts.tsx";

/** The list of data that was agreed on: what is published, and what is promised. */
export const dataPage = page({
  path: "/data",
  shared: 60,
  async show(context) {
    const { ask, say, locale, world } = context;
    const all = await ask(dataList, {});
    const today = world.calendar.today(world.clock.now());
    return {
      title: say("onedata.data.title"),
      description: say("onedata.data.lead"),
      main: (
        <>
          <h1>{say("onedata.data.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.data.lead")}</p>
          {all.length === 0 && <InsetText>{say("onedata.data.none")}</InsetText>}
          <FactRows
            items={all.map((one) => ({
              ...(one.version !== null && { href: `/data/${one.code}` }),
              title: either(one.plan.title, locale),
              facts: one.published
                ? say("onedata.data.version", { number: one.version! })
                : releaseWords(context, {
                    promised: one.release_on,
                    published: null,
                    late: Math.max(0, Math.round((Date.parse(today) - Date.parse(one.release_on)) / 86_400_000)),
                  }),
              under: [agencyName(context, one.producer), one.priority && say("onedata.priority")]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
        </>
      ),
    };
  },
});

const shownRows = 20;

/** One published version: what it is, its columns, its first rows, its files and its other versions. */
async function versionView(context: RequestContext, number?: number) {
  const { ask, say, locale, params } = context;
  const code = params.code ?? "";
  const found = await ask(publishedVersion, { code, ...(number && { number }) });
  if (!found) refuse("not-found", "kernel.refusal.not-found");
  const table = await ask(publishedTable, { code, number: found.number });
  const { title, about, publisher, licence } = found.description as {
    title: { id: string; en: string };
    about: { id: string; en: string };
    publisher: { name: Text };
    licence: { name: Text; url: string };
  };
  const at = `/data/${code}/${found.number}`;
  const rows = readCsv((table?.content ?? Buffer.alloc(0)).toString()).rows.slice(1, shownRows + 1);
  return {
    title: number ? `${either(title, locale)}, ${say("onedata.data.version", { number })}` : either(title, locale),
    description: either(about, locale),
    back: { href: "/data", label: say("onedata.data.title") },
    main: (
      <>
        <p class="caption">{textIn(publisher.name, locale)}</p>
        <h1>{either(title, locale)}</h1>
        <p>{either(about, locale)}</p>
        <SummaryList
          rows={[
            { key: say("onedata.version.number"), value: String(found.number) },
            { key: say("onedata.version.on"), value: dayWords(found.published_on, locale) },
            { key: say("onedata.version.rows"), value: new Intl.NumberFormat(locale).format(found.rows) },
            ...(found.hidden > 0
              ? [
                  {
                    key: say("onedata.version.hidden"),
                    value: say("onedata.version.hidden-why", { count: found.hidden }),
                  },
                ]
              : []),
            { key: say("onedata.licence"), value: <a href={licence.url}>{textIn(licence.name, locale)}</a> },
            { key: say("onedata.version.hash"), value: <code>{found.hash}</code> },
          ]}
        />
        <p>
          <a href={`${at}/data.csv`}>CSV</a> · <a href={`${at}/data.json`}>JSON</a> ·{" "}
          <a href={`${at}/schema.json`}>Table Schema</a> ·{" "}
          <a href={`${at}/metadata.json`}>{say("onedata.version.metadata")}</a>
        </p>
        <Table
          caption={say("onedata.version.columns")}
          head={[say("onedata.column"), say("onedata.column.type"), say("onedata.column.definition")]}
          rows={found.schema.fields.map((field) => [
            `${field.title ?? field.name}${field.unit ? ` (${field.unit})` : ""}`,
            say(`onedata.type.${field.type}`),
            field.description ?? "",
          ])}
        />
        <Table
          caption={say("onedata.version.first-rows", { count: rows.length })}
          head={found.schema.fields.map((field) => field.title ?? field.name)}
          numeric={found.schema.fields.flatMap(({ type }, i) => (type === "integer" || type === "number" ? [i] : []))}
          rows={rows.map(({ cells }) => cells.map((cell) => cell || "–"))}
        />
        <h2>{say("onedata.version.others")}</h2>
        <FactRows
          items={found.versions.map((one) => ({
            href: `/data/${code}/${one.number}`,
            title: say("onedata.data.version", { number: one.number }),
            facts: dayWords(one.published_on, locale),
            under: <code>{one.hash.slice(0, 16)}</code>,
          }))}
        />
      </>
    ),
  };
}

export const datasetPage = page({ path: "/data/:code", shared: 60, show: (context) => versionView(context) });
export const versionPage = page({
  path: "/data/:code/:number",
  shared: 60,
  show(context) {
    const number = Number(context.params.number);
    if (!Number.isInteger(number) || number < 1) refuse("not-found", "kernel.refusal.not-found");
    return versionView(context, number);
  },
});
