import { Button, InsetText, Radios, SummaryList, TextInput } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { offerOfCode, permitById } from "../../permits/index.ts";
import { businessesOfPerson } from "../../registry/index.ts";
import { beginChange, beginTransfer } from "../commands/begin-change.ts";
import { Errors, errorAt } from "./objection.tsx";
import { Once } from "./parts.tsx";

/** The beginning of a renewal or an amendment: what is filled in already, and what happens to the permit. */
const changePage = (path: string, kind: "renewed" | "amended") =>
  page({
    path,
    async show(context, refusal) {
      const { ask, say, locale, params, once } = context;
      const { row } = await ask(permitById, { id: params.id ?? "" });
      const title = say(`cases.change.${kind}.title`, { number: row.number });
      return {
        title,
        back: { href: `/izin/${row.id}`, label: row.number },
        main: (
          <div class="short">
            <Errors refusal={refusal} context={context} />
            <h1>{say(`cases.change.${kind}.head`)}</h1>
            <p class="quiet">{row.number}</p>
            <SummaryList
              rows={[
                { key: textIn(row.title, locale), value: row.holder },
                { key: textIn(row.object_title, locale), value: row.object },
                { key: say("cases.change.until"), value: dayWords(row.valid_until, locale) },
              ]}
            />
            <p>{say(`cases.change.${kind}.how`)}</p>
            <form method="post" action={context.path}>
              <Once once={once} />
              <Button>{say(`cases.change.${kind}.go`)}</Button>
            </form>
          </div>
        ),
      };
    },
    async submit({ act, params }) {
      const { draft } = await act(beginChange, { permit: params.id ?? "", kind });
      return goTo(`/ajukan/${draft}/periksa`);
    },
  });
export const renewPage = changePage("/izin/:id/perpanjang", "renewed");
export const amendPage = changePage("/izin/:id/ubah", "amended");

const limit = { times: 20, seconds: 600 };

/** Somebody gave me the code of a permit: what it is about, and that I take it over. */
export const takeOverPage = page({
  path: "/izin/alih",
  limit,
  show: (context, refusal) => {
    const { say, actor } = context;
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat === "officer") refuse("not-allowed", "cases.refusal.officer-hat");
    return {
      title: say("cases.transfer.title"),
      back: { href: "/izin", label: say("cases.transfer.back") },
      main: (
        <div class="short">
          <Errors refusal={refusal} context={context} />
          <h1>{say("cases.transfer.title")}</h1>
          <p>{say("cases.transfer.how")}</p>
          <form method="post" action="/izin/alih" noValidate>
            <Once once={context.once} />
            <TextInput
              id="code"
              name="code"
              label={say("cases.transfer.code")}
              hint={say("cases.transfer.code-hint")}
              width={20}
              autocomplete="off"
              value={field(context.form, "code")}
              error={errorAt(refusal, "code", context)}
            />
            <Button name="do" value="look">
              {say("cases.transfer.look")}
            </Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, ask, form, world, network } = context;
    await world.patience.knock("/izin/alih", network, limit);
    const code = field(form, "code").slice(0, 40);
    if (field(form, "do") === "agree") {
      const business = field(form, "business");
      const { draft } = await act(beginTransfer, { code, ...(business && { business }) });
      return goTo(`/ajukan/${draft}/periksa`);
    }
    const offer = code ? await ask(offerOfCode, { code }) : null;
    if (!offer) refuse("not-found", "cases.refusal.no-offer");
    return agreement(context, code, offer);
  },
});

type Offer = NonNullable<Awaited<ReturnType<typeof offerOfCode.answer>>>;

async function agreement(context: RequestContext, code: string, offer: Offer) {
  const { ask, say, locale, once, actor } = context;
  const firms =
    actor.hat === "citizen"
      ? (await ask(businessesOfPerson, { person: actor.person! })).filter(({ status }) => status === "active")
      : [];
  return {
    title: say("cases.transfer.agree-title", { number: offer.number }),
    main: (
      <div class="short">
        <h1>{say("cases.transfer.agree-head")}</h1>
        <p class="quiet">{offer.number}</p>
        <SummaryList
          rows={[
            { key: say("cases.transfer.kind"), value: textIn(offer.title, locale) },
            { key: textIn(offer.object_title, locale), value: offer.object },
            { key: say("cases.change.until"), value: dayWords(offer.valid_until, locale) },
          ]}
        />
        <p>{say("cases.transfer.agree")}</p>
        {actor.hat === "citizen" && firms.length === 0 ? (
          <InsetText>{say("cases.refusal.no-business")}</InsetText>
        ) : (
          <form method="post" action="/izin/alih">
            <Once once={once} />
            <input type="hidden" name="code" value={code} />
            {firms.length === 1 && <input type="hidden" name="business" value={firms[0]!.id} />}
            {firms.length > 1 && (
              <Radios
                id="business"
                name="business"
                label={say("cases.begin.which")}
                options={firms.map((one) => ({ value: one.id, text: one.name }))}
              />
            )}
            <Button name="do" value="agree">
              {say("cases.transfer.go")}
            </Button>
          </form>
        )}
      </div>
    ),
  };
}
