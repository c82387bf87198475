import { Button, ButtonLink, SummaryList } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { type FormPage, forms } from "../../forms/index.ts";
import { refreshFacts } from "../commands/refresh-facts.ts";
import { submitApplication } from "../commands/submit-application.ts";
import type { DraftRow } from "../tables.ts";
import { openDraft } from "./draft.ts";
import { answerRows, Once, Wrong } from "./parts.tsx";

/** All answers once more, each with its origin and a way to change it; then the declaration. */
export const checkPage = page({
  path: "/ajukan/:draft/periksa",
  async show(context, refusal) {
    const { say, locale, act, once } = context;
    const opened = await openDraft(context);
    const { service, pages, scope } = opened;
    let { draft } = opened;
    const age = context.world.clock.now().getTime() - new Date(draft.facts.lookedUp).getTime();
    if (age > 3_600_000) draft = { ...draft, facts: await act(refreshFacts, { draft: draft.id }, { key: undefined }) };
    const [incomplete] = forms.faultsOfForm(service.form, draft.answers, scope);
    if (incomplete && !refusal) return goTo(`/ajukan/${draft.id}/${incomplete.page}?salah=ya`);
    return {
      title: say("cases.check.title"),
      back: { href: `/ajukan/${draft.id}/${pages.at(-1)!.id}`, label: say("cases.back") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.check.title")}</h1>
          {pages.map((one) => (
            <section key={one.id}>
              <h2>{textIn(one.title, locale)}</h2>
              <Answers page={one} draft={draft} context={context} />
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
            <p>{say("cases.check.promise", { days: service.standard.time.workingDays })}</p>
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
  async submit({ act, form, params }) {
    const { case: id } = await act(submitApplication, {
      draft: params.draft ?? "",
      declaration: (field(form, "declaration") === "yes") as true,
    });
    return goTo(`/permohonan/${id}?baru=ya`);
  },
});

function Answers({
  page: one,
  draft,
  context: { say, locale },
}: {
  page: FormPage;
  draft: DraftRow;
  context: RequestContext;
}) {
  const rows = answerRows([one], draft.answers, draft.facts, { say, locale }, (asked, question) =>
    question.type === "fact"
      ? {}
      : {
          change: {
            href: `/ajukan/${draft.id}/${asked.id}?ubah=ya#${question.id}`,
            text: say("cases.change"),
            hidden: textIn(question.label, locale),
          },
        },
  );
  return <SummaryList rows={rows} />;
}
