import { Button, InsetText, Notice, SummaryList, Tag, Textarea } from "../../../design/index.ts";
import { longDate } from "../../../design/words.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { answerWords } from "../../forms/index.ts";
import { answerCosign, recallCosigns } from "../commands/cosign.ts";
import { cosignById, cosignStates } from "../queries/cosign.ts";
import { draftById } from "../queries/drafts.ts";
import { Once, Wrong } from "./parts.tsx";

const tones = { agreed: "green", declined: "red", lapsed: "red", asked: "yellow" } as const;

/** For the one who is asked to sign too: whose application, the part that concerns them, yes or no. */
export const cosignPage = page({
  path: "/tanda-tangan/:id",
  async show(context, refusal) {
    const { ask, say, locale, params, once, world, form, actor } = context;
    if (actor.hat === "business") refuse("not-allowed", "cases.refusal.cosign-hat");
    const { shown, state, until, id } = await ask(cosignById, { id: params.id ?? "" });
    const title = say("cases.cosign.title");
    if (!shown || state !== "asked")
      return {
        title,
        back: { href: "/saya", label: say("cases.my-page") },
        main: (
          <div class="short">
            <Wrong refusal={refusal} say={say} locale={locale} />
            <h1>{title}</h1>
            <p>{say(`cases.cosign.said.${state}`)}</p>
          </div>
        ),
      };
    return {
      title,
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{title}</h1>
          <p>
            {say("cases.cosign.asks", {
              applicant: shown.applicant,
              service: textIn(shown.service, locale),
              role: textIn(shown.role, locale),
            })}
          </p>
          <SummaryList
            rows={shown.rows.map(({ field: one, value }) => ({
              key: textIn(one.label, locale),
              value: answerWords(one, value, say, locale),
            }))}
          />
          <InsetText>
            <p>{textIn(shown.text, locale)}</p>
            <p class="quiet">{say("cases.cosign.law", { law: shown.law })}</p>
          </InsetText>
          <p>{say("cases.cosign.until", { day: longDate(until, locale, world.calendar.timeZone) })}</p>
          <form method="post" action={`/tanda-tangan/${id}`} noValidate>
            <Once once={once} />
            <Button name="agree" value="yes">
              {say("cases.cosign.agree")}
            </Button>
            <Textarea
              id="reason"
              name="reason"
              label={say("cases.cosign.reason")}
              hint={say("cases.cosign.reason-hint")}
              value={refusal ? field(form, "reason") : ""}
              maxLength={500}
              rows={3}
              error={
                refusal?.faults.some(({ path }) => path === "reason") ? say("cases.fault.cosign-reason") : undefined
              }
            />
            <Button name="agree" value="no" look="secondary">
              {say("cases.cosign.decline")}
            </Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const agree = field(form, "agree");
    if (agree !== "yes" && agree !== "no") refuse("invalid", "kernel.refusal.invalid");
    await act(answerCosign, {
      cosign: params.id ?? "",
      agree: agree === "yes",
      reason: agree === "no" ? field(form, "reason").slice(0, 500) : "",
    });
    return goTo(`/tanda-tangan/${params.id}`);
  },
});

/** For the applicant: who has agreed, who is waited for, who said no and why; and a way to take it back. */
export const cosignStatesPage = page({
  path: "/ajukan/:draft/tanda-tangan",
  async show(context, refusal) {
    const { ask, say, locale, params, once, world, actor } = context;
    const draft = await ask(draftById, { id: params.draft ?? "" });
    if (draft.state === "handed-in")
      return goTo(actor.hat === "officer" ? "/petugas/bantu?selesai=ya" : `/permohonan/${draft.id}?baru=ya`);
    const states = actor.hat === "officer" ? [] : await ask(cosignStates, { draft: draft.id });
    const zone = world.calendar.timeZone;
    const signing = draft.state === "signing";
    const here = `/ajukan/${draft.id}/tanda-tangan`;
    return {
      title: say("cases.cosign.states"),
      back: { href: "/saya", label: say("cases.my-page") },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          {signing && <Notice title={say("cases.cosign.waits")}>{say("cases.cosign.waiting")}</Notice>}
          <h1>{say("cases.cosign.states")}</h1>
          <SummaryList
            rows={states.map((one) => ({
              key: textIn(one.role, locale),
              value: (
                <>
                  <Tag tone={tones[one.state as keyof typeof tones]}>{say(`cases.cosign.state.${one.state}`)}</Tag>{" "}
                  {one.state === "asked" && say("cases.cosign.until", { day: longDate(one.until!, locale, zone) })}
                  {one.reason && <p>{say("cases.cosign.because", { reason: one.reason })}</p>}
                </>
              ),
            }))}
          />
          {signing ? (
            <form method="post" action={here}>
              <Once once={once} />
              <p>{say("cases.cosign.recall-what")}</p>
              <Button look="secondary">{say("cases.cosign.recall")}</Button>
            </form>
          ) : (
            <p>
              <a href={`/ajukan/${draft.id}/periksa`}>{say("cases.cosign.again")}</a>
            </p>
          )}
        </div>
      ),
    };
  },
  async submit({ act, params }) {
    await act(recallCosigns, { draft: params.draft ?? "" });
    return goTo(`/ajukan/${params.draft}/periksa`);
  },
});
