import { Button, Desk, Figures, InsetText, Table, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext } from "../../../kernel/index.ts";
import { beginSimulation } from "../commands/simulation.ts";
import { openedDraft } from "../draft.ts";
import { held } from "../editor/edit.ts";
import { calledOf } from "../editor/inner.tsx";
import { Outline } from "../outline.tsx";
import { type SimulationRow, simulationOf } from "../queries/simulation.ts";
import { Once, Refused } from "./parts.tsx";

/** Last year's cases put through the draft: who would be stopped, decided otherwise, pay more or less, wait elsewhere. */
export const simulatePage = page({
  path: "/studio/:draft/simulasi",
  async show(context, refusal) {
    const { ask, say, locale, world } = context;
    const draft = await openedDraft(context);
    const run = await ask(simulationOf, { draft: draft.id });
    const lastYear = `${Number(world.calendar.today(world.clock.now()).slice(0, 4)) - 1}-01-01`;
    const done = run?.finished_at;
    return {
      title: `${say("studio.simulate")}, ${draft.title}`,
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("studio.parts"), side: say("studio.beside") }}
          queue={<Outline draft={draft} here="/simulasi" say={say} locale={locale} />}
        >
          <h1>{say("studio.simulate")}</h1>
          <Refused refusal={refusal} say={say} />
          <p>{say("studio.simulate.about")}</p>
          {(!run || done) && (
            <form method="post" action={`/studio/${draft.id}/simulasi`} class="short">
              <Once once={context.once} />
              <TextInput
                id="since"
                name="since"
                label={say("studio.simulate.since")}
                width={10}
                value={run?.since ?? lastYear}
              />
              <Button>{say("studio.simulate.go")}</Button>
            </form>
          )}
          {run && !done && (
            <InsetText>
              <p>{say("studio.simulate.running", { done: run.tally.cases, total: run.total ?? 0 })}</p>
              <progress max={run.total ?? 1} value={run.tally.cases} aria-label={say("studio.simulate")} />
              <p>
                <a href={`/studio/${draft.id}/simulasi`}>{say("studio.simulate.look")}</a>
              </p>
            </InsetText>
          )}
          {run && done && (
            <>
              <p class="quiet">
                {say("studio.simulate.of", {
                  revision: run.revision,
                  when: dateTime(done, locale, world.calendar.timeZone),
                  since: run.since,
                })}
                {run.revision !== draft.revision && ` ${say("studio.simulate.stale")}`}
              </p>
              {run.fault ? (
                <p>{say("studio.no-run")}</p>
              ) : (
                <Outcome run={run} process={draft.files["process.yaml"] ?? ""} context={context} />
              )}
            </>
          )}
        </Desk>
      ),
    };
  },
  async submit({ act, params, form }) {
    await act(beginSimulation, { draft: params.draft ?? "", since: field(form, "since") });
    return goTo(`/studio/${params.draft}/simulasi`);
  },
});

function Outcome({ run, process, context }: { run: SimulationRow; process: string; context: RequestContext }) {
  const { say, locale } = context;
  const { tally } = run;
  const number = new Intl.NumberFormat(locale);
  const money = (amount: number) => `Rp ${number.format(amount)}`;
  const steps = ((held(process) as { steps?: Record<string, unknown> } | null)?.steps ?? {}) as Record<string, unknown>;
  const named = (step: string) =>
    step === "" ? say("studio.simulate.at-once") : calledOf(steps[step], locale) || step;
  const rows = (counts: Readonly<Record<string, number>>, words: (name: string) => string = (name) => name) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([name, count]) => [words(name), number.format(count)]);
  const head = (what: string) => [say(`studio.simulate.${what}`), say("studio.simulate.cases")];
  return (
    <>
      <Figures
        items={[
          { figure: number.format(tally.cases), meaning: say("studio.simulate.looked-at") },
          {
            figure: `${number.format(tally.fee.more)} / ${number.format(tally.fee.less)}`,
            meaning: say("studio.simulate.more-less"),
          },
          {
            figure: money(tally.fee.after - tally.fee.before),
            meaning: say("studio.simulate.revenue", { before: money(tally.fee.before), after: money(tally.fee.after) }),
          },
        ]}
      />
      {Object.keys(tally.decided).length > 0 && (
        <Table
          caption={say("studio.simulate.decided")}
          head={head("decision")}
          rows={rows(tally.decided)}
          numeric={[1]}
        />
      )}
      {Object.keys(tally.stopped).length > 0 && (
        <Table
          caption={say("studio.simulate.stopped")}
          head={head("question")}
          rows={rows(tally.stopped)}
          numeric={[1]}
        />
      )}
      <Table caption={say("studio.simulate.first")} head={head("step")} rows={rows(tally.first, named)} numeric={[1]} />
      <p>{say("studio.simulate.open", { open: tally.open })}</p>
      {Object.keys(tally.homeless).length > 0 && (
        <Table
          caption={say("studio.simulate.homeless")}
          head={head("step")}
          rows={rows(tally.homeless)}
          numeric={[1]}
        />
      )}
    </>
  );
}
