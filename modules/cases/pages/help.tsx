import { Button, CodeInput, Notice } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, textIn } from "../../../kernel/index.ts";
import { askToHelp, endHelp, openDraftFor } from "../commands/help-with-draft.ts";
import { helpAsked } from "../queries/help.ts";
import { DraftCode } from "./draft-code.tsx";
import { Once, Wrong } from "./parts.tsx";

/** At the counter: the person says the code of what they began. */
export const helpPage = page({
  path: "/petugas/bantu",
  desk: { label: "cases.help.desk", roles: ["front-desk"] },
  limit: { times: 120, seconds: 3600 },
  show(context, refusal) {
    const { say, locale, query } = context;
    return {
      title: say("cases.help.desk"),
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.nomor && <Notice>{say("cases.help.handed-in", { number: query.nomor.slice(0, 40) })}</Notice>}
          {query.selesai && <Notice>{say("cases.help.ended")}</Notice>}
          <h1>{say("cases.help.desk")}</h1>
          <p>{say("cases.help.ask")}</p>
          <DraftCode context={context} refusal={refusal} action="/petugas/bantu" button={say("cases.help.send")} />
        </div>
      ),
    };
  },
  async submit({ act, form }) {
    const { assistance } = await act(askToHelp, { code: field(form, "code").slice(0, 40) });
    return goTo(`/petugas/bantu/${assistance}`);
  },
});

/** The person's one-time code: saying it is their consent. */
export const consentPage = page({
  path: "/petugas/bantu/:assistance",
  async show({ ask, say, locale, once, params, world }, refusal) {
    const asked = await ask(helpAsked, { assistance: params.assistance ?? "" });
    if (asked.state === "open") return goTo(`/ajukan/${asked.draft}/periksa`);
    if (asked.state === "over") return goTo("/petugas/bantu?selesai=ya");
    return {
      title: say("cases.help.consent"),
      back: { href: "/petugas/bantu", label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.help.consent")}</h1>
          <p>{textIn(asked.title, locale)}</p>
          <p>{say("cases.help.sent", { until: dateTime(asked.until, locale, world.calendar.timeZone) })}</p>
          <form method="post" action={`/petugas/bantu/${params.assistance}`} noValidate>
            <Once once={once} />
            <CodeInput
              id="code"
              name="code"
              label={say("cases.help.code")}
              error={refusal?.faults[0] && say(refusal.faults[0].messageKey)}
            />
            <div class="govuk-button-group">
              <Button>{say("cases.help.open")}</Button>
              <Button look="link" name="do" value="end">
                {say("cases.help.end")}
              </Button>
            </div>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const assistance = params.assistance ?? "";
    if (field(form, "do") === "end") {
      await act(endHelp, { assistance });
      return goTo("/petugas/bantu?selesai=ya");
    }
    const { draft } = await act(
      openDraftFor,
      { assistance, code: field(form, "code").slice(0, 20) },
      { key: undefined },
    );
    return goTo(`/ajukan/${draft}/periksa`);
  },
});
