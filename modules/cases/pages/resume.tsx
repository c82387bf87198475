import { Button, InsetText, Notice } from "../../../design/index.ts";
import { dateTime, longDate } from "../../../design/words.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { endHelp } from "../commands/help-with-draft.ts";
import { mailResumeCode, makeResumeCode, resumeDraft } from "../commands/resume-code.ts";
import { officeWords } from "../help.ts";
import { helpWithDraft } from "../queries/help.ts";
import { resumeCode } from "../queries/resume-code.ts";
import { openDraft } from "./draft.ts";
import { DraftCode } from "./draft-code.tsx";
import { Once, Wrong } from "./parts.tsx";

/** The code of a draft: shown, printed or mailed when asked for; and which offices were let in by it. */
export const codePage = page({
  path: "/ajukan/:draft/kode",
  async show(context, refusal) {
    const { ask, say, locale, once, world, query, actor } = context;
    const { draft, service } = await openDraft(context);
    if (actor.hat === "officer") refuse("not-allowed", "kernel.refusal.not-allowed");
    const kept = await ask(resumeCode, { draft: draft.id });
    const help = await ask(helpWithDraft, { draft: draft.id });
    const zone = world.calendar.timeZone;
    const here = `/ajukan/${draft.id}/kode`;
    return {
      title: say("cases.resume.title"),
      back: { href: `/ajukan/${draft.id}/periksa`, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.dikirim && <Notice>{say("cases.resume.mailed")}</Notice>}
          <h1>{say("cases.resume.title")}</h1>
          <p>{textIn(service.title, locale)}</p>
          {kept ? (
            <>
              <InsetText>
                <ul class="code-words">
                  <li>{kept.code}</li>
                </ul>
                <p>{say("cases.resume.until", { day: longDate(kept.until, locale, zone) })}</p>
              </InsetText>
              <p>{say("cases.resume.how", { address: new URL("/lanjut", world.config.PUBLIC_URL).href })}</p>
              <p>{say("cases.resume.counter")}</p>
            </>
          ) : (
            <p>{say("cases.resume.none")}</p>
          )}
          <form method="post" action={here}>
            <Once once={once} />
            <div class="govuk-button-group">
              {kept && (
                <Button name="do" value="mail">
                  {say("cases.resume.mail")}
                </Button>
              )}
              <Button name="do" value="make" look={kept ? "secondary" : "main"}>
                {say(kept ? "cases.resume.another" : "cases.resume.make")}
              </Button>
            </div>
            {help.length > 0 && <h2>{say("cases.help.given")}</h2>}
            {help.map((one) => {
              const office = officeWords(context, one, locale);
              return (
                <p key={one.id}>
                  {say(one.now ? `cases.help.state.${one.state}` : "cases.help.state.over", {
                    office,
                    when: dateTime(one.opened_at ?? one.asked_at, locale, zone),
                    until: dateTime(one.expires_at, locale, zone),
                  })}{" "}
                  {one.now && (
                    <Button name="end" value={one.id} look="link">
                      {say("cases.help.stop", { office })}
                    </Button>
                  )}
                </p>
              );
            })}
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const draft = params.draft ?? "";
    const end = field(form, "end");
    const mail = !end && field(form, "do") === "mail";
    if (end) await act(endHelp, { assistance: end });
    else await act(mail ? mailResumeCode : makeResumeCode, { draft });
    return goTo(`/ajukan/${draft}/kode${mail ? "?dikirim=ya" : ""}`);
  },
});

/** On the other device: signed in, the person types the code and is where they were. */
export const resumePage = page({
  path: "/lanjut",
  limit: { times: 60, seconds: 3600 },
  async show(context, refusal) {
    const { say, locale, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat === "officer") return goTo("/petugas");
    const as = refusal?.messageKey === "cases.refusal.act-first" ? refusal.values : undefined;
    return {
      title: say("cases.resume.enter"),
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.resume.enter")}</h1>
          {as && (
            <p>
              <a href="/akun/bertindak">{say("cases.resume.act")}</a>
            </p>
          )}
          <DraftCode context={context} refusal={refusal} action="/lanjut" button={say("cases.resume.go")} />
        </div>
      ),
    };
  },
  async submit({ act, form, say }) {
    const { draft, as } = await act(resumeDraft, { code: field(form, "code").slice(0, 40) }, { key: undefined });
    if (as) refuse("conflict", "cases.refusal.act-first", { who: as.business ?? say("cases.resume.yourself") });
    return goTo(`/ajukan/${draft}/periksa`);
  },
});
