import { Button, ButtonLink, FactRows, SummaryList, Tag, Textarea, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
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

const parts = ["what", "data", "measures"] as const;
const list = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter((one) => one !== "")
    .slice(0, 50);

/** Opens the case of a breach: when, through what, and what is said to the people. */
export const openBreachPage = page({
  path: `${path}/baru`,
  show(context, refusal) {
    const { say, form, actor, query } = context;
    if (!actor.officer?.roles.includes("protection-officer")) refuse("not-allowed", "kernel.refusal.not-allowed");
    const value = (name: string) => field(form, name) || (query[name] ?? "");
    const line = (name: string) => (
      <TextInput
        id={name}
        name={name}
        label={say(`rights.breach.${name}`)}
        hint={say(`rights.breach.${name}-hint`)}
        value={value(name)}
        error={faultAt({ say }, refusal, name)}
      />
    );
    return {
      title: say("rights.breach.open"),
      back: { href: path, label: say("rights.breach.register") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("rights.breach.open")}</h1>
          <form method="post" action={`${path}/baru`} noValidate>
            <Once context={context} />
            {(["from", "until", "queries", "agencies", "accounts"] as const).map(line)}
            {parts.map((name) => (
              <Textarea
                key={name}
                id={name}
                name={name}
                label={say(`rights.breach.${name}`)}
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
      const [day, time] = field(form, name).split(/[ T]/);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(day ?? "") || !/^\d{2}:\d{2}$/.test(time ?? "")) return "";
      return world.calendar.moment(day!, time!).toISOString();
    };
    const { breach } = await act(openBreach, {
      from: local("from"),
      until: local("until"),
      queries: list(field(form, "queries")),
      agencies: list(field(form, "agencies")),
      accounts: list(field(form, "accounts")),
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
                [...row.queries.map(doorWords), ...row.agencies].join(", ") || say("rights.breach.all-doors"),
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

function Next({ context, row }: { context: RequestContext; row: Awaited<ReturnType<typeof breachById.answer>> }) {
  const { say } = context;
  const action = `${path}/${row.id}`;
  return (
    <>
      {!row.told_agency && (
        <form method="post" action={action} noValidate>
          <Once context={context} />
          <TextInput id="reference" name="reference" label={say("rights.breach.reference")} />
          <Button name="do" value="report">
            {say("rights.breach.report")}
          </Button>
        </form>
      )}
      <form method="post" action={action} noValidate>
        <Once context={context} />
        {row.letters === "none" && (
          <Button name="do" value="tell">
            {say("rights.breach.tell", { people: row.people })}
          </Button>
        )}
        {row.letters === "sent" && row.told_agency && (
          <Button name="do" value="close">
            {say("rights.breach.close")}
          </Button>
        )}
      </form>
    </>
  );
}
