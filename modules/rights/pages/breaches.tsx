import type { ComponentChildren } from "preact";
import {
  Button,
  ButtonLink,
  Checkboxes,
  DateInput,
  Details,
  FactRows,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import {
  faultAt,
  field,
  goTo,
  page,
  type Refusal,
  type RequestContext,
  refuse,
  textIn,
} from "../../../kernel/index.ts";
import { closeBreach, openBreach, reportBreach, tellAffected } from "../commands/breach.ts";
import { breachById, breaches } from "../queries/breaches.ts";
import { dueWords, moment, Once, Refused } from "./parts.tsx";

const path = "/petugas/kebocoran";

/** The register of breaches. */
export const breachesPage = page({
  path,
  desk: { label: "rights.breach.menu", roles: ["protection-officer", "auditor"] },
  async show(context) {
    const { ask, say, actor } = context;
    const rows = await ask(breaches, {});
    return {
      title: say("rights.breach.register"),
      main: (
        <>
          <h1>{say("rights.breach.register")}</h1>
          <p>{say("rights.breach.lead")}</p>
          {actor.officer?.roles.includes("protection-officer") && (
            <ButtonLink href={`${path}/baru`}>{say("rights.breach.open")}</ButtonLink>
          )}
          {rows.length === 0 && <p>{say("rights.breach.none")}</p>}
          <FactRows
            items={rows.map((row) => ({
              href: `${path}/${row.id}`,
              title: row.number,
              facts: row.closed_at ? (
                <Tag tone="green">{say("rights.breach.closed")}</Tag>
              ) : (
                <Tag tone="red">{say("rights.breach.running")}</Tag>
              ),
              under: row.closed_at ? moment(context, row.opened_at) : dueWords(context, row.due_at, "tell-until"),
            }))}
          />
        </>
      ),
    };
  },
});

const agencyWords = ({ world, locale }: RequestContext, code: string): string =>
  textIn(world.government.agencies.find((one) => one.code === code)?.name ?? code, locale);

const parts = ["what", "data", "measures"] as const;
const many = (form: RequestContext["form"], name: string): string[] => [form[name] ?? []].flat().slice(0, 50);

/** Every question that shows personal data, and every agency, each by its words: what the count may be narrowed to. */
function choicesOf({ world, say, locale }: RequestContext) {
  const sorted = (all: { value: string; text: string }[]) => all.sort((a, b) => a.text.localeCompare(b.text, locale));
  const doors = world.modules
    .flatMap(({ queries }) => queries ?? [])
    .filter(({ name }) => world.words.has(`privacy.what.${name}`));
  return {
    queries: sorted(doors.map(({ name }) => ({ value: name, text: say(`privacy.what.${name}`) }))),
    agencies: sorted(world.government.agencies.map(({ code, name }) => ({ value: code, text: textIn(name, locale) }))),
  };
}

/** A day and an hour, as they stand in an address ("2026-11-24 08:00") or were typed. */
function Moment({ name, context, refusal }: { name: "from" | "until" } & Asked) {
  const { say, form, query } = context;
  const [day = "", time = ""] = (query[name] ?? "").split(" ");
  const [year = "", month = "", date = ""] = day.split("-");
  const sent = form._once !== undefined;
  return (
    <div>
      <DateInput
        id={name}
        name={name}
        label={say(`rights.breach.${name}`)}
        words={{ day: say("rights.day"), month: say("rights.month"), year: say("rights.year") }}
        value={
          sent
            ? {
                day: field(form, `${name}.day`),
                month: field(form, `${name}.month`),
                year: field(form, `${name}.year`),
              }
            : { day: date, month, year }
        }
        error={faultAt({ say }, refusal, name)}
      />
      <TextInput
        id={`${name}-time`}
        name={`${name}.time`}
        label={say("rights.breach.time")}
        hint={say("rights.breach.time-hint")}
        width={5}
        maxLength={5}
        value={sent ? field(form, `${name}.time`) : time}
      />
    </div>
  );
}
interface Asked {
  context: RequestContext;
  refusal: Refusal | undefined;
}

/** Opens the case of a breach: when, through what, and what is said to the people. */
export const openBreachPage = page({
  path: `${path}/baru`,
  show(context, refusal) {
    const { say, form, actor, query } = context;
    if (!actor.officer?.roles.includes("protection-officer")) refuse("not-allowed", "kernel.refusal.not-allowed");
    const choices = choicesOf(context);
    const account = field(form, "accounts") || (query.accounts ?? "");
    return {
      title: say("rights.breach.open"),
      back: { href: path, label: say("rights.breach.register") },
      main: (
        <div class="short">
          <Refused
            refusal={refusal}
            say={say}
            labels={Object.fromEntries([...parts, "from", "until"].map((name) => [name, say(`rights.breach.${name}`)]))}
          />
          <h1>{say("rights.breach.open")}</h1>
          <form method="post" action={`${path}/baru`} noValidate>
            <Once context={context} />
            <Moment name="from" context={context} refusal={refusal} />
            <Moment name="until" context={context} refusal={refusal} />
            {account && (
              <p>
                <input type="hidden" name="accounts" value={account} />
                {say("rights.breach.one-account")}
              </p>
            )}
            {(["agencies", "queries"] as const).map((name) => (
              <Details key={name} summary={say(`rights.breach.${name}`)} open={many(form, name).length > 0}>
                <Checkboxes
                  id={name}
                  name={name}
                  label={say(`rights.breach.${name}-hint`)}
                  values={many(form, name)}
                  options={choices[name]}
                />
              </Details>
            ))}
            {parts.map((name) => (
              <Textarea
                key={name}
                id={name}
                name={name}
                label={say(`rights.breach.${name}`)}
                hint={say(`rights.breach.${name}-hint`)}
                value={field(form, name)}
                error={faultAt({ say }, refusal, name)}
                maxLength={2000}
                rows={3}
              />
            ))}
            <Button>{say("rights.breach.begin")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, world }) {
    const local = (name: string) => {
      const [day, month, year] = ["day", "month", "year"].map((part) => field(form, `${name}.${part}`));
      const on = `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
      const time = field(form, `${name}.time`).replace(".", ":").padStart(5, "0");
      const real = /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(on)) && /^\d{2}:\d{2}$/.test(time);
      return real ? world.calendar.moment(on, time).toISOString() : "";
    };
    const { breach } = await act(openBreach, {
      from: local("from"),
      until: local("until"),
      queries: many(form, "queries"),
      agencies: many(form, "agencies"),
      accounts: field(form, "accounts") ? [field(form, "accounts")] : [],
      what: field(form, "what"),
      data: field(form, "data"),
      measures: field(form, "measures"),
    });
    return goTo(`${path}/${breach}`);
  },
});

/** One breach: how many people, who was told, and what is next. */
export const breachPage = page({
  path: `${path}/:id`,
  async show(context, refusal) {
    const { ask, say, params, actor } = context;
    const row = await ask(breachById, { id: params.id ?? "" });
    const own = actor.officer?.roles.includes("protection-officer");
    const fact = (name: string, value: string) => ({ key: say(`rights.breach.${name}`), value });
    // A door's name as citizens read it, where it has words.
    const doorWords = (name: string) =>
      context.world.words.has(`privacy.what.${name}`) ? say(`privacy.what.${name}`) : name;
    return {
      title: row.number,
      back: { href: path, label: say("rights.breach.register") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          <h1>{row.number}</h1>
          <SummaryList
            rows={[
              fact("span", `${moment(context, row.from_at)} – ${moment(context, row.until_at)}`),
              fact(
                "doors",
                [...row.queries.map(doorWords), ...row.agencies.map((code) => agencyWords(context, code))].join(", ") ||
                  say("rights.breach.all-doors"),
              ),
              fact("what", row.what),
              fact("data", row.data),
              fact("measures", row.measures),
              fact(
                "clock",
                row.closed_at ? moment(context, row.closed_at) : dueWords(context, row.due_at, "tell-until"),
              ),
              fact(
                "people",
                row.counted_at ? say("rights.breach.count", { people: row.people }) : say("rights.breach.counting"),
              ),
              fact("letters", say(`rights.breach.letters-${row.letters}`, { told: row.told, people: row.people })),
              fact(
                "agency-told",
                row.told_agency
                  ? `${moment(context, row.told_agency)} (${row.reference})`
                  : say("rights.breach.not-yet"),
              ),
            ]}
          />
          {own && !row.closed_at && <Next context={context} row={row} />}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const breach = params.id ?? "";
    const what = field(form, "do");
    if (what === "report") await act(reportBreach, { breach, reference: field(form, "reference") });
    else if (what === "tell") await act(tellAffected, { breach });
    else await act(closeBreach, { breach });
    return goTo(`${path}/${breach}`);
  },
});

/** What has to be done next, each with why. */
function Next({ context, row }: { context: RequestContext; row: Awaited<ReturnType<typeof breachById.answer>> }) {
  const { say } = context;
  const action = `${path}/${row.id}`;
  const step = (name: "report" | "tell" | "close", secondary: boolean, more?: ComponentChildren) => (
    <form method="post" action={action} noValidate class="short">
      <Once context={context} />
      <h2>{say(`rights.breach.${name}-title`)}</h2>
      <p>{say(`rights.breach.${name}-why`, { people: row.people })}</p>
      {more}
      <Button name="do" value={name} look={secondary ? "secondary" : undefined}>
        {say(`rights.breach.${name}`, { people: row.people })}
      </Button>
    </form>
  );
  return (
    <>
      {row.letters === "none" && row.counted_at && step("tell", false)}
      {!row.told_agency &&
        step(
          "report",
          row.letters === "none",
          <TextInput id="reference" name="reference" label={say("rights.breach.reference")} width={20} />,
        )}
      {row.letters === "sent" && row.told_agency && step("close", false)}
    </>
  );
}
