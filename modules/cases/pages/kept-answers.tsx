import { Button, Details, InsetText, SummaryList } from "../../../design/index.ts";
import { longDate } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { answerWords, type FormPage, forms } from "../../forms/index.ts";
import { chooseKeeping, forgetAnswers } from "../commands/kept-answers.ts";
import { fits } from "../fits.ts";
import { keptAnswers } from "../queries/kept-answers.ts";
import { draftRules } from "../settings.ts";
import type { DraftRow } from "../tables.ts";
import { Once, Wrong } from "./parts.tsx";

type Kept = Awaited<ReturnType<typeof keptAnswers.answer>>["answers"][number];
/** "from your application TRT-2026-000123, 3 March 2026" */
export const originWords = (
  { number, at }: { number: string; at: Date | string },
  { say, locale, world }: Pick<RequestContext, "say" | "locale" | "world">,
): string => say("cases.reuse.origin", { number, day: longDate(new Date(at), locale, world.calendar.timeZone) });

/** Of the questions on this page that stand empty, those that the person has answered before. */
export async function offersFor(context: RequestContext, draft: DraftRow, page: FormPage, scope: object) {
  if (context.actor.hat !== "citizen") return [];
  const open = forms
    .fieldsToShow(page, draft.answers, scope as never)
    .filter((one) => one.bank && (draft.answers[one.id] ?? "") === "");
  if (open.length === 0) return [];
  const { answers } = await context.ask(keptAnswers, {});
  return open.flatMap((one) => {
    const kept = answers.find(({ bank, type }) => bank === one.bank && type === one.type);
    return kept && fits(one, kept.value) ? [{ field: one, kept }] : [];
  });
}

/** Above the questions: what was answered before, from where and when. It fills in nothing until the person says so. */
export function Offers({
  offers,
  context: { say, locale, world },
}: {
  offers: Awaited<ReturnType<typeof offersFor>>;
  context: RequestContext;
}) {
  if (offers.length === 0) return null;
  return (
    <InsetText>
      <p class="strong">{say("cases.reuse.offer")}</p>
      {offers.map(({ field: one, kept }) => (
        <p key={one.id}>
          {textIn(one.label, locale)}: <strong>{answerWords(one, kept.value, say, locale)}</strong>{" "}
          <span class="quiet">{originWords({ number: kept.number, at: kept.given_at }, { say, locale, world })}</span>{" "}
          <Button look="link" name="_use" value={one.id}>
            {say("cases.reuse.use")}
            <span class="govuk-visually-hidden"> {textIn(one.label, locale)}</span>
          </Button>
        </p>
      ))}
    </InsetText>
  );
}

/** My answers that fill in the next form: seen, deleted, no longer kept. */
export const keptAnswersPage = page({
  path: "/saya/jawaban",
  async show(context, refusal) {
    const { ask, say, locale, once, actor, world } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat !== "citizen") return goTo("/saya");
    const { keep, answers } = await ask(keptAnswers, {});
    const zone = world.calendar.timeZone;
    const row = (kept: Kept) => ({
      key: kept.field ? textIn(kept.field.label, locale) : kept.bank,
      value: kept.field ? answerWords(kept.field, kept.value, say, locale) : String(kept.value),
      source: (
        <>
          {originWords({ number: kept.number, at: kept.given_at }, context)};{" "}
          {say("cases.reuse.until", { day: longDate(kept.kept_until, locale, zone) })}{" "}
          <Button look="link" name="forget" value={kept.bank}>
            {say("cases.reuse.forget")}
            <span class="govuk-visually-hidden"> {kept.field ? textIn(kept.field.label, locale) : kept.bank}</span>
          </Button>
        </>
      ),
    });
    return {
      title: say("cases.reuse.title"),
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.reuse.title")}</h1>
          <p>{say("cases.reuse.what", { days: draftRules(world).reuse.days })}</p>
          <form method="post" action="/saya/jawaban">
            <Once once={once} />
            {answers.length > 0 && <SummaryList rows={answers.map(row)} />}
            {answers.length === 0 && <p>{say(keep ? "cases.reuse.none" : "cases.reuse.off")}</p>}
            {keep ? (
              <Details summary={say("cases.reuse.stop")}>
                <p>{say("cases.reuse.stopping")}</p>
                <Button look="warning" name="keep" value="no">
                  {say("cases.reuse.stop-go")}
                </Button>
              </Details>
            ) : (
              <Button look="secondary" name="keep" value="yes">
                {say("cases.reuse.start")}
              </Button>
            )}
          </form>
        </>
      ),
    };
  },
  async submit({ act, form }) {
    const keep = field(form, "keep");
    const forget = field(form, "forget");
    if (keep) await act(chooseKeeping, { keep: keep === "yes" });
    else if (forget) await act(forgetAnswers, { bank: forget.slice(0, 60) });
    return goTo("/saya/jawaban");
  },
});
