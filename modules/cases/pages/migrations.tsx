import { Button, FactRows, Figures, Pages, SummaryList, Table, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { allServices } from "../../catalogue/index.ts";
import { approveMigration } from "../commands/approve-migration.ts";
import { migrationById, migrationPreview, migrations, openVersions } from "../queries/migrations.ts";
import { calledIn, courseWords, namesOf } from "./migration-parts.tsx";
import { Older, Once, Wrong } from "./parts.tsx";

const here = "/petugas/pemindahan";
const versionsIn = (say: RequestContext["say"], { from, to }: { from: readonly number[]; to: number }) =>
  say("cases.migration.versions", { from: from.join(", "), to });

/** Services whose open cases stand on other versions than the one that is offered, and what was planned so far. */
export const migrationsPage = page({
  path: here,
  desk: { label: "cases.migration.desk", roles: ["administrator", "approver"] },
  async show(context) {
    const { ask, say, locale, query, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    const open = await ask(openVersions, {});
    const services = await ask(allServices, {});
    const titles = new Map(services.map(({ code, title }) => [code, textIn(title, locale)]));
    const behind = services.flatMap(({ code, version }) => {
      const older = open.filter((one) => one.service === code && one.version !== version);
      return older.length > 0 ? [{ code, version, older }] : [];
    });
    const { rows, older, newer } = await ask(migrations, {
      ...(query.after && { after: query.after }),
      ...(query.before && { before: query.before }),
    });
    return {
      title: say("cases.migration.title"),
      layout: "wide",
      main: (
        <>
          <h1>{say("cases.migration.title")}</h1>
          <p class="lead">{say("cases.migration.about")}</p>
          <h2>{say("cases.migration.behind")}</h2>
          {behind.length === 0 && <p>{say("cases.migration.none-behind")}</p>}
          <FactRows
            items={behind.map(({ code, version, older: all }) => ({
              href: `${here}/rencana?layanan=${code}`,
              title: titles.get(code) ?? code,
              facts: say("cases.migration.open", { n: all.reduce((sum, { n }) => sum + n, 0) }),
              under: versionsIn(say, { from: all.map((one) => one.version), to: version }),
            }))}
          />
          {rows.length > 0 && <h2>{say("cases.migration.so-far")}</h2>}
          <FactRows
            items={rows.map((one) => ({
              href: `${here}/${one.id}`,
              title: titles.get(one.service) ?? one.service,
              facts: <Tag>{say(`cases.migration.state.${one.state}`)}</Tag>,
              under: `${versionsIn(say, one)} · ${dateTime(one.plannedAt, locale, world.calendar.timeZone)}`,
            }))}
          />
          <Pages
            older={older && `${here}?after=${older}`}
            newer={newer && `${here}?before=${newer}`}
            words={{ older: say("cases.list.on"), newer: say("cases.list.first"), label: say("cases.list.label") }}
          />
        </>
      ),
    };
  },
});

/** One plan: who made it, what it would do, and when it runs how far it is, with the cases that stayed and why. */
export const migrationPage = page({
  path: `${here}/:id`,
  async show(context, refusal) {
    const { ask, say, locale, params, query, actor, once, world } = context;
    const found = await ask(migrationById, {
      id: params.id ?? "",
      limit: 25,
      ...(query.after && { after: query.after }),
    });
    const { service, from, to, mapping, state } = found;
    const title = textIn((await ask(allServices, {})).find(({ code }) => code === service)?.title, locale) || service;
    const before = await namesOf(context, service, from);
    const after = await namesOf(context, service, [to]);
    const told =
      state === "planned" ? await ask(migrationPreview, { plan: { service, from, to, mapping }, limit: 1 }) : null;
    const when = (day: Date | null, by?: string | null) =>
      day ? [dateTime(day, locale, world.calendar.timeZone), by].filter(Boolean).join(", ") : "–";
    const self = `${here}/${found.id}`;
    return {
      title: `${say("cases.migration.one")}: ${title}`,
      layout: "wide",
      back: { href: here, label: say("cases.migration.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <div class="title-row">
            <h1>
              {say("cases.migration.one")}: {title}
            </h1>
            <Tag>{say(`cases.migration.state.${state}`)}</Tag>
          </div>
          <SummaryList
            rows={[
              { key: say("cases.migration.which"), value: versionsIn(say, found) },
              ...Object.entries(mapping).map(([step, goes]) => ({
                key: calledIn(before, step, locale),
                value: goes === null ? say("cases.migration.to-over") : calledIn(after, goes, locale),
              })),
              { key: say("cases.migration.planned"), value: when(found.plannedAt, found.plannedBy) },
              { key: say("cases.migration.approved"), value: when(found.approvedAt, found.approvedBy) },
              ...(found.doneAt ? [{ key: say("cases.migration.done"), value: when(found.doneAt) }] : []),
            ]}
          />
          {told ? (
            <>
              <Table
                caption={say("cases.migration.would")}
                head={[say("cases.migration.becomes"), say("cases.migration.cases")]}
                numeric={[1]}
                rows={told.groups.map((one) => [courseWords(context, one, before, after), String(one.n)])}
              />
              {actor.officer?.roles.includes("approver") ? (
                <form method="post" action={self}>
                  <Once once={once} />
                  <Button>{say("cases.migration.approve", { n: told.counted - told.counts.person })}</Button>
                </form>
              ) : (
                <p>{say("cases.migration.waits")}</p>
              )}
            </>
          ) : (
            <>
              <Figures
                items={[
                  { figure: String(found.openCases), meaning: say("cases.migration.all-open") },
                  { figure: String(found.moved), meaning: say("cases.migration.moved") },
                  { figure: String(found.kept), meaning: say("cases.migration.count.person") },
                ]}
              />
              {state === "running" && (
                <p>
                  {say("cases.bulk.running")} <a href={self}>{say("cases.bulk.reload")}</a>
                </p>
              )}
              {found.cases.length > 0 && (
                <Table
                  caption={say("cases.migration.kept")}
                  head={[say("cases.bulk.number"), say("cases.migration.why")]}
                  rows={found.cases.map((one) => [
                    one.number,
                    courseWords(context, { fate: "person", moves: [], obstacles: one.obstacles }, before, after),
                  ])}
                />
              )}
              <Older context={context} next={found.next} newer={query.after !== undefined} />
            </>
          )}
        </>
      ),
    };
  },
  async submit({ act, params }) {
    const migration = params.id ?? "";
    await act(approveMigration, { migration });
    return goTo(`${here}/${migration}`);
  },
});
