import { Button, Select, SummaryList, TextInput } from "../../../design/index.ts";
import { type Refusal, type RequestContext, textIn } from "../../../kernel/index.ts";
import { answerRows, PageFields, Wrong } from "../../cases/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { forms } from "../../forms/index.ts";
import { Once } from "../pages/parts.tsx";
import { samplesFile } from "../samples.ts";
import { answersOf, factsOf, hoursOn, type Walk } from "../walk.ts";

/** With whom, and on which day: its rules and rates count. */
export function Begin({ context, here }: { context: RequestContext; here: string }) {
  const { say, locale, world } = context;
  return (
    <form method="post" action={here} class="short">
      <Once once={context.once} />
      <p>{say("studio.run.about")}</p>
      <Select
        id="sample"
        name="sample"
        label={say("studio.run.sample")}
        options={samplesFile
          .of(world.government)
          .map(({ code, title }) => ({ value: code, text: textIn(title, locale) }))}
      />
      <TextInput
        id="day"
        name="day"
        label={say("studio.run.day")}
        width={10}
        value={world.calendar.today(world.clock.now())}
      />
      <Button>{say("studio.run.begin")}</Button>
    </form>
  );
}

/** The pages as the citizen has them, one at a time; then all answers once more. */
export function AsCitizen(props: {
  context: RequestContext;
  here: string;
  service: OnlineService;
  walk: Walk;
  refusal: Refusal | undefined;
}) {
  const { context, here, service, walk, refusal } = props;
  const { say, locale, query } = context;
  const facts = { applicant: walk.applicant, business: walk.business, lookedUp: walk.day } as never;
  const answers = answersOf(walk);
  const scope = factsOf(service, walk);
  const pages = forms.pagesToShow(service.form, answers, scope);
  const index = pages.findIndex(({ id }) => id === query.hal);
  if (query.hal === "periksa")
    return (
      <form method="post" action={`${here}?hal=periksa`}>
        <Once once={context.once} />
        <h2>{say("studio.run.check")}</h2>
        <SummaryList rows={answerRows(pages, answers, facts, { say, locale }, () => ({}))} />
        <Button name="_hand-in" value="yes">
          {say("studio.run.hand-in")}
        </Button>
      </form>
    );
  const shown = pages[Math.max(0, index)];
  if (!shown) return <p>{say("studio.no-run")}</p>;
  return (
    <form method="post" action={`${here}?hal=${shown.id}`} noValidate>
      <Wrong faults={refusal?.faults ?? []} fields={shown.fields} say={say} locale={locale} />
      <Once once={context.once} />
      <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
      <p class="caption">{say("studio.run.page", { page: Math.max(0, index) + 1, pages: pages.length })}</p>
      <h2>{textIn(shown.title, locale)}</h2>
      {shown.intro && <p>{textIn(shown.intro, locale)}</p>}
      <PageFields
        page={shown}
        answers={answers}
        facts={facts}
        scope={scope}
        slots={() => hoursOn(walk.day)}
        faults={refusal?.faults ?? []}
        say={say}
        locale={locale}
      />
      <Button>{say("studio.run.on")}</Button>
    </form>
  );
}
