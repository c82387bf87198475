import { Button, ButtonLink, SummaryList } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { promising } from "../../catalogue/index.ts";
import { type FormField, type FormPage, forms, isLater } from "../../forms/index.ts";
import type { Scope } from "../../rules/index.ts";
import { promisedFor } from "../clocks.ts";
import { askCosigners } from "../commands/cosign.ts";
import { refreshFacts } from "../commands/refresh-facts.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { draftRules } from "../settings.ts";
import type { DraftRow } from "../tables.ts";
import { openDraft, unprovedOf } from "./draft.ts";
import { Helping } from "./helping.tsx";
import { originWords } from "./kept-answers.tsx";
import { answerRows, Once, Wrong } from "./parts.tsx";
import { NewerVersion } from "./version.tsx";

/** All answers once more, each with its origin and a way to change it; then the declaration. */
export const checkPage = page({
  path: "/ajukan/:draft/periksa",
  async show(context, refusal) {
    const { say, locale, act, once } = context;
    const opened = await openDraft(context);
    const { service, pages, scope } = opened;
    let { draft } = opened;
    if (opened.elsewhere) return goTo(opened.elsewhere);
    const age = context.world.clock.now().getTime() - new Date(draft.facts.lookedUp).getTime();
    // Only the applicant's own right opens the registers: an officer who helps shows what was looked up.
    if (age > 3_600_000 && context.actor.hat !== "officer")
      draft = { ...draft, facts: await act(refreshFacts, { draft: draft.id }, { key: undefined }) };
    const [incomplete] = forms.faultsOfForm(service.form, draft.answers, scope);
    if (incomplete && !refusal) return goTo(`/ajukan/${draft.id}/${incomplete.page}?salah=ya`);
    const [unproved] = await unprovedOf(context, service, draft.id);
    if (unproved) return goTo(`/ajukan/${draft.id}/bukti/${unproved.field}`);
    return {
      title: say("cases.check.title"),
      back: { href: `/ajukan/${draft.id}/${pages.at(-1)!.id}`, label: say("cases.back") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <Helping draft={draft} context={context} />
          <NewerVersion opened={opened} context={context} />
          <h1>{say("cases.check.title")}</h1>
          {pages.map((one) => (
            <section key={one.id}>
              <h2>{textIn(one.title, locale)}</h2>
              <Answers page={one} draft={draft} scope={scope} context={context} />
            </section>
          ))}
          <form method="post" action={`/ajukan/${draft.id}/periksa`} class="short">
            <Once once={once} />
            <h2>{say("cases.check.declare")}</h2>
            <div class="govuk-checkboxes">
              <div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  type="checkbox"
                  id="declaration"
                  name="declaration"
                  value="yes"
                />
                <label class="govuk-label govuk-checkboxes__label" for="declaration">
                  {textIn(service.form.declaration, locale)}
                </label>
              </div>
            </div>
            {draft.hat === "citizen" && service.form.pages.some((one) => one.fields.some(({ bank }) => bank)) && (
              <p class="quiet">
                {say("cases.reuse.said", { days: draftRules(context.world).reuse.days })}{" "}
                <a href="/saya/jawaban">{say("cases.reuse.title")}</a>
              </p>
            )}
            {!incomplete && <p>{say("cases.check.promise", { days: promisedFor(context, service, draft) })}</p>}
            <div class="govuk-button-group">
              <Button>{say("cases.check.go")}</Button>
              <ButtonLink href="/saya" look="secondary">
                {say("cases.later")}
              </ButtonLink>
            </div>
          </form>
        </>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, actor } = context;
    const declared = { draft: params.draft ?? "", declaration: (field(form, "declaration") === "yes") as true };
    const { draft: before, service } = await openDraft(context);
    if (service.form.cosign) {
      const { waiting } = await act(askCosigners, declared);
      if (waiting > 0) return goTo(`/ajukan/${before.id}/tanda-tangan`);
    }
    const { case: id, number } = await act(submitApplication, declared);
    return goTo(actor.hat === "officer" ? `/petugas/bantu?nomor=${number}` : `/permohonan/${id}?baru=ya`);
  },
});

function Answers({
  page: one,
  draft,
  scope,
  context: { say, locale, world },
}: {
  page: FormPage;
  draft: DraftRow;
  scope: Scope;
  context: RequestContext;
}) {
  const { calendar, clock } = world;
  // The day is counted from the hand-in, so it is told as if that were now.
  const lastDay = ({ later }: FormField) =>
    later &&
    say("forms.later.until", { day: dayWords(promising.lastDayOf(calendar, clock.now(), later, scope), locale) });
  const rows = answerRows([one], draft.answers, draft.facts, { say, locale }, (asked, question) =>
    question.type === "fact"
      ? {}
      : {
          ...(isLater(draft.answers[question.id]) && { value: lastDay(question) }),
          ...(draft.origins[question.id] && {
            source: originWords(draft.origins[question.id]!, { say, locale, world }),
          }),
          change: {
            href: `/ajukan/${draft.id}/${asked.id}?ubah=ya#${question.id}`,
            text: say("cases.change"),
            hidden: textIn(question.label, locale),
          },
        },
  );
  return <SummaryList rows={rows} />;
}
