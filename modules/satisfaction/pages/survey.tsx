import { Button, ErrorSummary, InsetText, Panel, Radios } from "../../../design/index.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { answer } from "../commands/answer.ts";
import { instrumentOf } from "../instrument.ts";
import { surveyOf } from "../queries/survey.ts";

/** What says that an element does not apply: no score. */
const notMine = "tidak-berlaku";

/**
 * The survey of one case. Three taps: the link in the message, one word for all nine, and send. Who has more to say
 * changes what differs before sending. Works as links and one form, on any phone.
 */
export const surveyPage = page({
  path: "/survei/:case",
  async show({ ask, say, locale, params, query, form, once, world }, refusal) {
    const survey = await ask(surveyOf, { case: params.case ?? "" });
    const instrument = instrumentOf(world.government, survey.instrument);
    if (!instrument) refuse("not-found", "kernel.refusal.not-found");
    const title = say("satisfaction.survey.title");
    const service = textIn(survey.title, locale);
    const back = { href: "/saya", label: say("satisfaction.survey.back") };
    if (survey.answered)
      return {
        title,
        back,
        main: (
          <div class="short">
            <Panel title={say("satisfaction.survey.thanks")}>{service}</Panel>
            <p>{say("satisfaction.survey.counted", { least: instrument.least })}</p>
            <p>
              <a href="/kepuasan">{say("satisfaction.results.title")}</a>
            </p>
          </div>
        ),
      };
    if (survey.until <= world.clock.now())
      return { title, back, main: <InsetText>{say("satisfaction.refusal.over")}</InsetText> };
    const path = `/survei/${params.case}`;
    const all = Number(query.semua);
    const chosen = instrument.scale[all - 1];
    const faults = refusal?.faults ?? [];
    const words = instrument.scale.map((word) => textIn(word, locale));
    const questions = new Map(instrument.elements.map((one) => [one.code, textIn(one.question, locale)]));
    return {
      title,
      back,
      main: (
        <div class="short">
          <ErrorSummary
            title={say("satisfaction.errors")}
            errors={
              refusal && faults.length === 0
                ? [{ text: say(refusal.messageKey, refusal.values) }]
                : faults.map(({ path, messageKey }) => ({
                    text: `${questions.get(path) ?? path} ${say(messageKey)}`,
                    href: `#${path}`,
                  }))
            }
          />
          <p class="caption">
            {service} · {survey.number}
          </p>
          <h1>{title}</h1>
          {!chosen && faults.length === 0 && (
            <>
              <p>{say("satisfaction.survey.intro", { least: instrument.least })}</p>
              <nav class="faces" aria-label={say("satisfaction.survey.all")}>
                {words.map((word, i) => (
                  <a
                    href={`${path}?semua=${i + 1}`}
                    role="button"
                    class="govuk-button govuk-button--secondary"
                    key={word}
                  >
                    {word}
                  </a>
                ))}
              </nav>
            </>
          )}
          <form method="post" action={chosen ? `${path}?semua=${all}` : path} noValidate>
            <input type="hidden" name="_once" value={once} />
            {chosen && (
              <>
                <p>{say("satisfaction.survey.filled", { word: textIn(chosen, locale) })}</p>
                <Button>{say("satisfaction.survey.send")}</Button>
              </>
            )}
            <h2>{say(chosen ? "satisfaction.survey.change" : "satisfaction.survey.one-by-one")}</h2>
            {instrument.elements.map((one) => (
              <Radios
                key={one.code}
                id={one.code}
                name={one.code}
                label={textIn(one.question, locale)}
                hint={textIn(one.name, locale)}
                inline
                value={field(form, one.code) || (chosen ? String(all) : undefined)}
                error={faults.some((fault) => fault.path === one.code) ? say("satisfaction.fault.score") : undefined}
                options={[
                  ...words.map((text, i) => ({ value: String(i + 1), text })),
                  ...(one.mayNotApply ? [{ value: notMine, text: say("satisfaction.survey.not-mine") }] : []),
                ]}
              />
            ))}
            <Button>{say("satisfaction.survey.send")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const scores = Object.fromEntries(
      Object.keys(form).flatMap((name) => {
        const value = field(form, name);
        if (name.startsWith("_") || !value) return [];
        return [[name, value === notMine ? null : value]];
      }),
    );
    // Without the key of a double press: what is kept by it would hold a fingerprint of the answer.
    await act(answer, { case: params.case ?? "", scores }, { key: undefined });
    return goTo(`/survei/${params.case}`);
  },
});
