import { Button, CodeInput, Notice } from "../../../design/index.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { proveAnswer, sendProofCode } from "../commands/prove-answer.ts";
import { proofsOf } from "../queries/proof.ts";
import { openDraft } from "./draft.ts";
import { Once, Wrong } from "./parts.tsx";

/** A number or address that must be proved: a code is sent there, and comes back here. */
export const provePage = page({
  path: "/ajukan/:draft/bukti/:field",
  async show(context, refusal) {
    const { ask, say, locale, params, once, query } = context;
    const { draft, service, elsewhere } = await openDraft(context);
    if (elsewhere) return goTo(elsewhere);
    const proof = (await ask(proofsOf, { draft: draft.id })).find((one) => one.field === params.field);
    const asked = forms.fieldById(service.form, params.field ?? "")?.field;
    if (!proof || !asked) refuse("not-found", "kernel.refusal.not-found");
    const here = `/ajukan/${draft.id}/bukti/${proof.field}`;
    const value = String(draft.answers[proof.field]);
    const title = say("cases.proof.title");
    return {
      title,
      back: { href: `/ajukan/${draft.id}/${proof.page}`, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          {query.dikirim && !refusal && <Notice>{say("cases.proof.sent", { value })}</Notice>}
          <h1>{title}</h1>
          <p>
            {textIn(asked.label, locale)}: <strong class="nowrap">{value}</strong>
          </p>
          {proof.at ? (
            <p>{say("cases.proof.done")}</p>
          ) : (
            <>
              <p>{say("cases.proof.what")}</p>
              <form method="post" action={here} noValidate>
                <Once once={once} />
                {(query.dikirim || refusal) && (
                  <>
                    <CodeInput
                      id="code"
                      name="code"
                      label={say("cases.proof.code")}
                      error={refusal?.faults[0] && say(refusal.faults[0].messageKey)}
                    />
                    <Button>{say("cases.proof.prove")}</Button>
                  </>
                )}
                <Button name="do" value="send" look={query.dikirim || refusal ? "secondary" : "main"}>
                  {say(query.dikirim || refusal ? "cases.proof.again" : "cases.proof.send")}
                </Button>
              </form>
            </>
          )}
          <p>
            <a href={`/ajukan/${draft.id}/${proof.page}?ubah=ya#${proof.field}`}>{say("cases.proof.other")}</a>
          </p>
        </div>
      ),
    };
  },
  async submit({ act, form, params, locale }) {
    const at = { draft: params.draft ?? "", field: (params.field ?? "").slice(0, 60) };
    if (field(form, "do") === "send") {
      await act(sendProofCode, { ...at, locale });
      return goTo(`/ajukan/${at.draft}/bukti/${at.field}?dikirim=ya`);
    }
    await act(proveAnswer, { ...at, code: field(form, "code").slice(0, 20) }, { key: undefined });
    return goTo(`/ajukan/${at.draft}/periksa`);
  },
});
