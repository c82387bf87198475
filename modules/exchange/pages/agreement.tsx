import { Button, ButtonLink, InsetText, Radios, SummaryList, Table, Textarea } from "../../../design/index.ts";
import { dateTime, dayWords } from "../../../design/words.ts";
import { faultAt, field, goTo, page, type RequestContext, textIn } from "../../../kernel/index.ts";
import { answerAgreement, duties, endAgreement } from "../commands/agreements.ts";
import { sealHolds, speaksFor } from "../party.ts";
import { agreementWhole } from "../queries/agreements.ts";
import type { AgreementRow, PartySignature } from "../tables.ts";
import { desk, fieldWords, idOf, memberName, purposesIn, State, Wrong } from "./parts.tsx";

/** One agreement: its terms, the text that both sides sealed, how much of it is used; answered by the owner of the facts. */
export const agreementPage = page({
  path: `${desk}/sepakat/:id`,
  async show(context, refusal) {
    const { ask, say, locale, params, form, once, actor, world } = context;
    const { agreement, consumer, provider, service, used } = await ask(agreementWhole, { id: params.id ?? "" });
    const named = await fieldWords(context, service);
    const mine = speaksFor(actor, consumer) || speaksFor(actor, provider);
    const decides = mine && actor.officer!.roles.some((role) => duties.some((duty) => duty === role));
    const answers = decides && agreement.state === "proposed" && speaksFor(actor, provider);
    const ends = decides && (agreement.state === "active" || agreement.state === "proposed") && !answers;
    return {
      title: agreement.number,
      back: { href: desk, label: say("exchange.desk") },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <div class="title-row">
            <h1>{textIn(service.title, locale)}</h1>
            <State state={agreement.state} say={say} />
          </div>
          <SummaryList
            rows={[
              { key: say("exchange.number"), value: agreement.number },
              {
                key: say("exchange.consumer"),
                value: `${memberName(world, consumer.agency, locale)}, ${textIn(consumer.name, locale)} (${idOf(consumer)})`,
              },
              { key: say("exchange.provider"), value: memberName(world, provider.agency, locale) || idOf(provider) },
              {
                key: say("exchange.fields"),
                value: agreement.fields.map((name) => named.get(name) ?? name).join(", ") || say("exchange.fields.all"),
              },
              {
                key: say("exchange.endpoints"),
                value: agreement.endpoints.map(({ method, path }) => `${method} ${path}`).join(", "),
              },
              {
                key: say("exchange.purpose"),
                value: textIn(purposesIn(world).get(agreement.purpose), locale) || agreement.purpose,
              },
              { key: say("exchange.why"), value: agreement.why },
              { key: say("exchange.law"), value: agreement.law },
              { key: say("exchange.daily"), value: String(agreement.daily) },
              { key: say("exchange.until"), value: dayWords(agreement.expires_on, locale) },
              { key: say("exchange.visible"), value: visibleWords(say, agreement.visible) },
              { key: say("exchange.proof"), value: say(`exchange.proof.by-${agreement.proof}`) },
              ...(agreement.reason ? [{ key: say("exchange.reason"), value: agreement.reason }] : []),
            ]}
          />
          {answers && (
            <form method="post" noValidate class="short">
              <input type="hidden" name="_once" value={once} />
              <Radios
                id="verdict"
                name="verdict"
                label={say("exchange.answer")}
                value={field(form, "verdict") || "active"}
                options={["active", "refused"].map((verdict) => ({
                  value: verdict,
                  text: say(`exchange.answer.${verdict}`),
                }))}
              />
              <Textarea
                id="reason"
                name="reason"
                label={say("exchange.reason")}
                maxLength={300}
                value={field(form, "reason")}
                error={faultAt(context, refusal, "reason")}
              />
              <Button name="do" value="answer">
                {say("exchange.answer.send")}
              </Button>
            </form>
          )}
          <Table
            caption={say("exchange.seals")}
            head={[
              say("exchange.seal.side"),
              say("exchange.seal.by"),
              say("exchange.since"),
              say("exchange.seal.check"),
            ]}
            rows={[
              sealRow(context, say("exchange.consumer"), agreement.consumer_signature, agreement),
              sealRow(context, say("exchange.provider"), agreement.provider_signature, agreement),
            ]}
          />
          <pre>{agreement.content}</pre>
          <h2>{say("exchange.used")}</h2>
          <p>
            {say("exchange.used.words", {
              today: used.today,
              month: used.month,
              faults: used.faults,
              daily: agreement.daily,
            })}
          </p>
          {mine && (
            <p>
              <a href={`${desk}/pesan?kesepakatan=${agreement.id}`}>{say("exchange.messages")}</a>
            </p>
          )}
          {agreement.state === "active" && speaksFor(actor, consumer) && service.kind === "register" && (
            <ButtonLink href={`${desk}/coba/${agreement.id}`} look="secondary">
              {say("exchange.try")}
            </ButtonLink>
          )}
          {ends && (
            <form method="post" noValidate class="short">
              <input type="hidden" name="_once" value={once} />
              <InsetText>{say("exchange.end.lead")}</InsetText>
              <Textarea
                id="reason"
                name="reason"
                label={say("exchange.reason")}
                maxLength={300}
                value={field(form, "reason")}
                error={faultAt(context, refusal, "reason")}
              />
              <Button name="do" value="end" look="warning">
                {say("exchange.end")}
              </Button>
            </form>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const id = params.id ?? "";
    if (field(form, "do") === "end") await act(endAgreement, { id, reason: field(form, "reason") });
    else
      await act(answerAgreement, {
        id,
        verdict: field(form, "verdict") as "active",
        reason: field(form, "reason"),
      });
    return goTo(`${desk}/sepakat/${id}`);
  },
});

const visibleWords = (say: RequestContext["say"], visible: string): string =>
  visible.startsWith("days:")
    ? say("exchange.visible.after", { days: Number(visible.slice(5)) })
    : say(`exchange.visible.${visible}`);

function sealRow(
  { say, locale, world }: RequestContext,
  side: string,
  seal: PartySignature | null,
  { content }: AgreementRow,
): string[] {
  if (!seal) return [side, say("exchange.seal.none"), "", ""];
  const when = dateTime(new Date(seal.at), locale, world.calendar.timeZone);
  return [side, seal.by, when, say(sealHolds(seal, content) ? "exchange.seal.holds" : "exchange.seal.broken")];
}
