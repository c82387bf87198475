import { Button, Details, ErrorSummary, Tag } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, textIn } from "../../../kernel/index.ts";
import { sayConsent } from "../commands/say-consent.ts";
import { textHash } from "../consent.ts";
import { myConsents } from "../queries/consents.ts";

const path = "/saya/persetujuan";

/** What I agreed to: each purpose with its words, one press to say yes or no, and everything I said before. */
export const consentsPage = page({
  path,
  async show(context, refusal) {
    const { ask, say, locale, world, once } = context;
    const consents = await ask(myConsents, {});
    return {
      title: say("privacy.consents.title"),
      back: { href: "/saya/hak-data", label: say("privacy.consents.back") },
      main: (
        <>
          {refusal && (
            <ErrorSummary title={say("privacy.consents.errors")} errors={[{ text: say(refusal.messageKey) }]} />
          )}
          <h1>{say("privacy.consents.title")}</h1>
          <p>{say("privacy.consents.lead")}</p>
          {consents.length === 0 && <p>{say("privacy.consents.none")}</p>}
          {consents.map(({ purpose, said, holds }) => (
            <section class="box" key={purpose.code} aria-labelledby={purpose.code}>
              <h2 id={purpose.code}>
                {textIn(purpose.name, locale)}{" "}
                <Tag tone={holds ? "green" : "red"}>{say(holds ? "privacy.consents.yes" : "privacy.consents.no")}</Tag>
              </h2>
              <p>{textIn(purpose.consent.text, locale)}</p>
              <form method="post" action={path} noValidate>
                <input type="hidden" name="_once" value={once} />
                <input type="hidden" name="purpose" value={purpose.code} />
                <input type="hidden" name="text" value={textHash(purpose)} />
                <Button look="secondary" name="verdict" value={holds ? "withdrawn" : "given"}>
                  {say(holds ? "privacy.consents.withdraw" : "privacy.consents.give")}
                  <span class="govuk-visually-hidden"> {textIn(purpose.name, locale)}</span>
                </Button>
              </form>
              {said.length > 0 && (
                <Details summary={say("privacy.consents.before")}>
                  <ul>
                    {said.map(({ at, verdict }) => (
                      <li key={at.toISOString()}>
                        {say(`privacy.consents.${verdict}-at`, { when: dateTime(at, locale, world.calendar.timeZone) })}
                      </li>
                    ))}
                  </ul>
                </Details>
              )}
            </section>
          ))}
        </>
      ),
    };
  },
  async submit({ act, form }) {
    await act(sayConsent, {
      purpose: field(form, "purpose"),
      verdict: field(form, "verdict") as "given" | "withdrawn",
      text: field(form, "text"),
    });
    return goTo(path);
  },
});
