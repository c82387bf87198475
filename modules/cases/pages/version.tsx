import { Button, ButtonLink, Difference, InsetText, Notice, SummaryList } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { answerWords } from "../../forms/index.ts";
import { moveDraft } from "../commands/move-draft.ts";
import { type Change, changesBetween } from "../versions.ts";
import { openDraft } from "./draft.ts";
import { Once, Wrong } from "./parts.tsx";

type Opened = Awaited<ReturnType<typeof openDraft>>;
/** On each page of a draft whose service has changed: that it has, and until when the old form still counts. */
export const NewerVersion = ({ opened, context: { say, locale } }: { opened: Opened; context: RequestContext }) =>
  opened.newer ? (
    <Notice title={say("cases.version.notice")}>
      <p>
        {opened.newer.previous
          ? say("cases.version.changed-until", { day: dayWords(opened.newer.previous.until, locale) })
          : say("cases.version.changed")}{" "}
        <a href={`/ajukan/${opened.draft.id}/versi`}>{say("cases.version.see")}</a>
      </p>
    </Notice>
  ) : null;

const order: readonly Change["what"][] = [
  "requirement-added",
  "requirement-gone",
  "question-added",
  "question-changed",
  "question-gone",
  "fee",
  "time",
  "declaration",
];

/** What is different in the newer version, in plain words; then the person moves or stays. After moving: what did not fit. */
export const versionPage = page({
  path: "/ajukan/:draft/versi",
  async show(context, refusal) {
    const { say, locale, once, query } = context;
    const opened = await openDraft(context);
    const { draft, service, newer, accepted } = opened;
    const left = draft.left_over;
    if (draft.state === "signing") return goTo(`/ajukan/${draft.id}/tanda-tangan`);
    if (!newer && left.length === 0) return goTo(`/ajukan/${draft.id}/periksa`);
    const changes = newer ? changesBetween(service, newer) : [];
    return {
      title: say(newer ? "cases.version.title" : "cases.version.moved"),
      back: { href: newer && !accepted ? "/saya" : `/ajukan/${draft.id}/periksa`, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.pindah && <Notice>{say("cases.version.done")}</Notice>}
          <h1>{say(newer ? "cases.version.title" : "cases.version.moved")}</h1>
          {newer && (
            <>
              <p>{textIn(newer.title, locale)}</p>
              {changes.length === 0 && <p>{say("cases.version.same")}</p>}
              {order.map((what) => {
                const some = changes.filter((one) => one.what === what);
                return (
                  some.length > 0 && (
                    <section key={what}>
                      <h2>{say(`cases.version.what.${what}`)}</h2>
                      <ul>
                        {some.map(({ text, before }, i) => (
                          <li key={i}>
                            {before ? (
                              <Difference
                                before={textIn(before, locale)}
                                after={textIn(text, locale)}
                                words={{ was: say("cases.was"), is: say("cases.is") }}
                              />
                            ) : (
                              textIn(text, locale)
                            )}
                          </li>
                        ))}
                      </ul>
                    </section>
                  )
                );
              })}
              {!accepted && <InsetText>{say("cases.version.must")}</InsetText>}
              <p>{say("cases.version.keeps")}</p>
              <form method="post" action={`/ajukan/${draft.id}/versi`}>
                <Once once={once} />
                <div class="govuk-button-group">
                  <Button name="version" value={String(newer.version)}>
                    {say("cases.version.move")}
                  </Button>
                  {accepted && (
                    <ButtonLink href={`/ajukan/${draft.id}/periksa`} look="secondary">
                      {say("cases.version.stay")}
                    </ButtonLink>
                  )}
                </div>
              </form>
            </>
          )}
          {left.length > 0 && (
            <>
              <h2>{say("cases.version.left")}</h2>
              <p>{say("cases.version.left-what")}</p>
              <SummaryList
                rows={left.map(({ field, value }) => ({
                  key: textIn(field.label, locale),
                  value: answerWords(field, value, say, locale),
                }))}
              />
            </>
          )}
          {!newer && <ButtonLink href={`/ajukan/${draft.id}/periksa`}>{say("cases.version.go-on")}</ButtonLink>}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const draft = params.draft ?? "";
    const { left } = await act(moveDraft, { draft, version: Number(form.version) });
    return goTo(`/ajukan/${draft}/${left > 0 ? "versi?pindah=ya" : "periksa"}`);
  },
});
