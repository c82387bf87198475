import { Button, Figures, Filters, Select, Table } from "../../../design/index.ts";
import { goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { allServices, serviceByCode } from "../../catalogue/index.ts";
import { planMigration } from "../commands/plan-migration.ts";
import { migrationPreview, openVersions } from "../queries/migrations.ts";
import { calledIn, courseWords, namesOf, stepNames } from "./migration-parts.tsx";
import { Older, Once, Wrong } from "./parts.tsx";

const fates = ["stays", "moves", "gains", "person"] as const;
const path = "/petugas/pemindahan/rencana";

/** A plan as its address says it: "dari.1=ya", "ke=2", "langkah.review=examine", "langkah.visit=-" for what is over. */
function planIn({ query }: RequestContext) {
  const numbered = (prefix: string) =>
    Object.keys(query).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const mapping: Record<string, string | null> = {};
  for (const step of numbered("langkah.")) {
    const to = query[`langkah.${step}`];
    if (to) mapping[step] = to === "-" ? null : to;
  }
  return {
    service: query.layanan ?? "",
    from: numbered("dari.").map(Number).filter(Number.isInteger),
    to: Number(query.ke) || 0,
    mapping,
  };
}

/** The plan with what was left open: to the version that is offered, from all others that have open cases. */
async function planned(context: RequestContext) {
  const { ask } = context;
  const plan = planIn(context);
  const offered = (await ask(allServices, {})).find(({ code }) => code === plan.service);
  if (!offered) refuse("not-found", "kernel.refusal.not-found");
  const open = (await ask(openVersions, {})).filter((one) => one.service === plan.service);
  const to = plan.to || offered.version;
  const chosen = plan.from.length > 0 || plan.to ? plan.from : open.map(({ version }) => version);
  return { offered, open, plan: { ...plan, to, from: chosen.filter((version) => version !== to) } };
}

/** From which versions to which, what would happen to each open case, and the plan for somebody else to approve. */
export const migrationPlanPage = page({
  path,
  async show(context, refusal) {
    const { ask, say, locale, query, actor, once, address } = context;
    const { offered, open, plan } = await planned(context);
    const { from, to } = plan;
    const fate = fates.find((one) => one === query.nasib);
    const told =
      from.length > 0
        ? await ask(migrationPreview, {
            plan,
            limit: 25,
            ...(fate && { fate }),
            ...(query.after && { after: query.after }),
          })
        : null;
    const before = await namesOf(context, plan.service, from);
    const after = stepNames(await ask(serviceByCode, { code: plan.service, version: to }));
    const lost = new Set(Object.keys(plan.mapping).filter((step) => Object.hasOwn(before, step)));
    for (const { obstacles } of told?.groups ?? [])
      for (const { step, why } of obstacles) if (step && (why === "gone" || why === "other-kind")) lost.add(step);
    const narrowed = (state: string) => {
      const url = new URL(address, "http://here");
      url.searchParams.delete("after");
      url.searchParams.delete("nasib");
      if (state) url.searchParams.set("nasib", state);
      return url.pathname + url.search;
    };
    const version = (one: number) => say("cases.migration.version", { version: one });
    const all = [...new Set([...open.map((one) => one.version), offered.version, to])].sort((a, b) => a - b);
    return {
      title: say("cases.migration.plan"),
      layout: "wide",
      back: { href: "/petugas/pemindahan", label: say("cases.migration.title") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>
            {say("cases.migration.plan")}: {textIn(offered.title, locale)}
          </h1>
          <form method="get" action={path} class="short">
            <input type="hidden" name="layanan" value={plan.service} />
            <fieldset class="govuk-fieldset govuk-form-group">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{say("cases.migration.from")}</legend>
              {open.length === 0 && <p>{say("cases.migration.no-open")}</p>}
              {open.map((one) => (
                <div class="govuk-checkboxes govuk-checkboxes--small" key={one.version}>
                  <div class="govuk-checkboxes__item">
                    <input
                      class="govuk-checkboxes__input"
                      type="checkbox"
                      id={`from-${one.version}`}
                      name={`dari.${one.version}`}
                      value="ya"
                      checked={from.includes(one.version)}
                    />
                    <label class="govuk-label govuk-checkboxes__label" for={`from-${one.version}`}>
                      {version(one.version)}, {say("cases.migration.open", { n: one.n })}
                    </label>
                  </div>
                </div>
              ))}
            </fieldset>
            <Select
              id="to"
              name="ke"
              label={say("cases.migration.to")}
              value={String(to)}
              options={all.map((one) => ({ value: String(one), text: version(one) }))}
            />
            {lost.size > 0 && (
              <>
                <h2>{say("cases.migration.steps")}</h2>
                <p>{say("cases.migration.steps-about")}</p>
                {[...lost].map((step) => (
                  <Select
                    key={step}
                    id={`mapping.${step}`}
                    name={`langkah.${step}`}
                    label={calledIn(before, step, locale)}
                    value={plan.mapping[step] === null ? "-" : (plan.mapping[step] ?? "")}
                    options={[
                      { value: "", text: say("cases.migration.to-person") },
                      { value: "-", text: say("cases.migration.to-over") },
                      ...Object.keys(after).map((name) => ({ value: name, text: calledIn(after, name, locale) })),
                    ]}
                  />
                ))}
              </>
            )}
            <Button look="secondary">{say("cases.migration.look")}</Button>
          </form>
          {told && (
            <>
              <h2>{say("cases.migration.would")}</h2>
              {!told.all && <p>{say("cases.migration.not-all", { counted: told.counted })}</p>}
              <Figures
                items={fates.map((one) => ({
                  figure: String(told.counts[one]),
                  meaning: say(`cases.migration.count.${one}`),
                }))}
              />
              <Table
                caption={say("cases.migration.groups")}
                head={[say("cases.migration.becomes"), say("cases.migration.cases")]}
                numeric={[1]}
                rows={told.groups.map((one) => [courseWords(context, one, before, after), String(one.n)])}
              />
              {actor.officer?.roles.includes("administrator") ? (
                <form method="post" action={address}>
                  <Once once={once} />
                  <p>{say("cases.migration.second")}</p>
                  <Button>{say("cases.migration.hand-in", { n: told.counted - told.counts.person })}</Button>
                </form>
              ) : (
                <p>{say("cases.migration.only-administrator")}</p>
              )}
              <Filters
                small
                label={say("cases.signal.by-state")}
                items={["" as const, ...fates.filter((one) => told.counts[one] > 0)].map((one) => ({
                  href: narrowed(one),
                  label: say(one ? `cases.migration.count.${one}` : "cases.signal.any-state"),
                  here: (fate ?? "") === one,
                }))}
              />
              <Table
                caption={say("cases.migration.each")}
                head={[say("cases.bulk.number"), say("cases.migration.version-head"), say("cases.migration.becomes")]}
                rows={told.cases.map((one) => [
                  one.number,
                  String(one.version),
                  courseWords(context, one, before, after),
                ])}
              />
              <Older context={context} next={told.next} newer={query.after !== undefined} />
            </>
          )}
        </>
      ),
    };
  },
  async submit(context) {
    const { plan } = await planned(context);
    const { id } = await context.act(planMigration, plan);
    return goTo(`/petugas/pemindahan/${id}`);
  },
});
