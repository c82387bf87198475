import { Button, InsetText, TextInput } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page } from "../../../kernel/index.ts";
import { beginSimulation } from "../commands/simulation.ts";
import { DraftDesk } from "../desk.tsx";
import { openedDraft } from "../draft.ts";
import { CasesOutcome } from "../outcome/cases.tsx";
import { RegisterOutcome } from "../outcome/register.tsx";
import { simulationOf } from "../queries/simulation.ts";
import { Once, Refused } from "./parts.tsx";

/** Before a draft is published: who gains and who loses of everybody, and what it does with last year's cases and the open ones. */
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
        <DraftDesk context={context} draft={draft} here="/simulasi">
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
              <p>
                {run.tally.register
                  ? say("studio.simulate.running", { done: run.tally.cases, total: run.total ?? 0 })
                  : say("studio.simulate.counting")}
              </p>
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
                <>
                  {run.tally.register && <RegisterOutcome tally={run.tally.register} context={context} />}
                  <CasesOutcome tally={run.tally} process={draft.files["process.yaml"] ?? ""} context={context} />
                </>
              )}
            </>
          )}
        </DraftDesk>
      ),
    };
  },
  async submit({ act, params, form }) {
    await act(beginSimulation, { draft: params.draft ?? "", since: field(form, "since") });
    return goTo(`/studio/${params.draft}/simulasi`);
  },
});
