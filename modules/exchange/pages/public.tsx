import { Details, FactRows, Table } from "../../../design/index.ts";
import { page, route, textIn } from "../../../kernel/index.ts";
import { publicAgreements } from "../queries/agreements.ts";
import { directory } from "../queries/directory.ts";
import { publicMonitor } from "../queries/messages.ts";
import { agreementItem, fieldWords, idOf, memberName } from "./parts.tsx";

const here = "/pertukaran";

/** Who takes part in the exchange, what they offer, and who agreed on what. Anybody may know. */
export const exchangePage = page({
  path: here,
  shared: 60,
  async show(context) {
    const { ask, say, locale, world, query } = context;
    const systems = await ask(directory, {});
    const agreed = await ask(publicAgreements, { limit: 50, ...(query.after && { after: query.after }) });
    const offered = systems.flatMap((system) => system.services.map((service) => ({ system, service })));
    return {
      title: say("exchange.title"),
      description: say("exchange.lead"),
      main: (
        <>
          <h1>{say("exchange.title")}</h1>
          <p class="lead">{say("exchange.lead")}</p>
          <h2>{say("exchange.agreements")}</h2>
          {agreed.rows.length === 0 ? (
            <p>{say("exchange.agreements.none")}</p>
          ) : (
            <FactRows items={agreed.rows.map((one) => agreementItem(one, context))} />
          )}
          {agreed.older && <a href={`${here}?after=${agreed.older}`}>{say("exchange.older")}</a>}
          <h2>{say("exchange.services")}</h2>
          <FactRows
            items={offered.map(({ system, service }) => ({
              href: `${here}/layanan/${service.id}`,
              title: textIn(service.title, locale),
              facts: memberName(world, system.agency, locale) || textIn(system.name, locale),
              under: `${idOf(system)}/${service.code}`,
            }))}
          />
          <h2>{say("exchange.monitor")}</h2>
          <p>
            <a href={`${here}/pantauan`}>{say("exchange.monitor.link")}</a>
          </p>
        </>
      ),
    };
  },
});

/** One service: what it answers, and how it is called. */
export const servicePage = page({
  path: "/pertukaran/layanan/:id",
  shared: 60,
  async show(context) {
    const { ask, say, locale, params, world } = context;
    const systems = await ask(directory, {});
    const found = systems
      .flatMap((system) => system.services.map((service) => ({ system, service })))
      .find(({ service }) => service.id === params.id);
    if (!found) return { title: say("exchange.title"), status: 404, main: <h1>{say("exchange.no-service")}</h1> };
    const { system, service } = found;
    const base = `/r1/${idOf(system)}`;
    return {
      title: textIn(service.title, locale),
      back: { href: here, label: say("exchange.title") },
      main: (
        <>
          <h1>{textIn(service.title, locale)}</h1>
          <p class="lead">{memberName(world, system.agency, locale) || textIn(system.name, locale)}</p>
          {service.summary && <p>{service.summary}</p>}
          <Table
            caption={say("exchange.endpoints")}
            head={[say("exchange.method"), say("exchange.path")]}
            rows={service.endpoints.map(({ method, path }) => [
              method,
              <code>{`${base}/${service.code}${path}`}</code>,
            ])}
          />
          {service.fields.length > 0 && (
            <>
              <h2>{say("exchange.fields")}</h2>
              <p>{[...(await fieldWords(context, service)).values()].join(", ")}</p>
            </>
          )}
          <p>
            <a href={`${base}/getOpenAPI?serviceCode=${service.code}`}>OpenAPI</a>
          </p>
          <Details summary={say("exchange.keys")}>
            <ul class="plain-list">
              {system.keys.map((key) => (
                <li key={key.id}>
                  <code>{key.id}</code> ({key.algorithm})<pre>{key.public}</pre>
                </li>
              ))}
            </ul>
          </Details>
        </>
      ),
    };
  },
});

const dayLinks = (day: string) => ({
  csv: `/exchange/monitor.csv?day=${day}`,
  json: `/exchange/monitor.json?day=${day}`,
});

/** What was exchanged on a day, in sums; the lines are open data. */
export const monitorPage = page({
  path: "/pertukaran/pantauan",
  async show({ ask, say, query }) {
    const { day, rows } = await ask(publicMonitor, query.day ? { day: query.day } : {});
    const sums = new Map<string, { count: number; faults: number }>();
    for (const row of rows) {
      const name = `${row.clientMemberCode} → ${row.serviceMemberCode}/${row.serviceCode}`;
      const sum = sums.get(name) ?? { count: 0, faults: 0 };
      sums.set(name, { count: sum.count + 1, faults: sum.faults + (row.succeeded ? 0 : 1) });
    }
    return {
      title: say("exchange.monitor"),
      back: { href: here, label: say("exchange.title") },
      main: (
        <>
          <h1>{say("exchange.monitor.day", { day })}</h1>
          <p>{say("exchange.monitor.lead")}</p>
          {rows.length === 0 ? (
            <p>{say("exchange.monitor.none")}</p>
          ) : (
            <Table
              caption={say("exchange.monitor")}
              head={[say("exchange.monitor.who"), say("exchange.monitor.count"), say("exchange.monitor.faults")]}
              numeric={[1, 2]}
              rows={[...sums].map(([name, { count, faults }]) => [name, String(count), String(faults)])}
            />
          )}
          <p>
            <a href={dayLinks(day).csv}>CSV</a> · <a href={dayLinks(day).json}>JSON</a>
          </p>
        </>
      ),
    };
  },
});

const cell = (value: unknown): string => {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The lines of a day as open data, in X-Road's field names. */
export const monitorRoutes = (["csv", "json"] as const).map((format) =>
  route({
    method: "GET",
    path: `/exchange/monitor.${format}`,
    limit: { times: 60, seconds: 60 },
    async handle({ ask, query }) {
      const { rows } = await ask(publicMonitor, query.day ? { day: query.day } : {});
      if (format === "json")
        return { body: JSON.stringify(rows), type: "application/json; charset=utf-8", keepSeconds: 300 };
      const head = Object.keys(rows[0] ?? {});
      const lines = [head, ...rows.map((row) => head.map((name) => cell(row[name])))].map((line) => line.join(","));
      return { body: `${lines.join("\n")}\n`, type: "text/csv; charset=utf-8", keepSeconds: 300 };
    },
  }),
);
