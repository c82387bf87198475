import { Button, InsetText, Radios } from "../../../design/index.ts";
import { field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { isOnline, serviceByCode } from "../../catalogue/index.ts";
import { businessesOfPerson } from "../../registry/index.ts";
import { beginDraft } from "../commands/begin-draft.ts";
import { draftRules } from "../settings.ts";
import { Eligible, eligibilityOf } from "./eligible.tsx";
import { Once, Wrong } from "./parts.tsx";

/** The beginning: for which business, and what will be asked. */
export const beginPage = page({
  path: "/ajukan/:service",
  async show(context, refusal) {
    const { ask, say, locale, params, actor, once } = context;
    const service = await ask(serviceByCode, { code: params.service ?? "" });
    if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat === "officer") refuse("not-allowed", "cases.refusal.officer-hat");
    const forBusiness = service.audience.includes("business");
    const firms =
      !forBusiness || actor.hat === "business"
        ? []
        : (await ask(businessesOfPerson, { person: actor.person! })).filter((one) => one.status === "active");
    const business =
      actor.business?.id ?? (field(context.form, "business") || (firms.length === 1 && firms[0]!.id) || null);
    const rules = firms.length > 1 && !business ? [] : await eligibilityOf(context, service, business);
    const title = say("cases.begin.title", { service: textIn(service.title, locale) });
    return {
      title,
      back: { href: `/layanan/${service.code}`, label: textIn(service.title, locale) },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{title}</h1>
          <Eligible rules={rules} context={context} />
          <p>{say("cases.begin.asked")}</p>
          <ol>
            {service.form.pages.map((one) => (
              <li key={one.id}>{textIn(one.title, locale)}</li>
            ))}
            <li>{say("cases.check.title")}</li>
          </ol>
          <p>{say("cases.begin.kept", { days: draftRules(context.world).keep.days })}</p>
          {forBusiness && actor.hat === "citizen" && firms.length === 0 ? (
            <InsetText>{say("cases.refusal.no-business")}</InsetText>
          ) : (
            <form method="post" action={`/ajukan/${service.code}`}>
              <Once once={once} />
              {firms.length > 1 && (
                <Radios
                  id="business"
                  name="business"
                  label={say("cases.begin.which")}
                  options={firms.map((one) => ({ value: one.id, text: one.name }))}
                />
              )}
              {(firms.length > 1 || rules.every(({ holds }) => holds)) && <Button>{say("cases.begin.go")}</Button>}
            </form>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const business = field(form, "business");
    const { draft, firstPage } = await act(beginDraft, {
      service: params.service ?? "",
      ...(business && { business }),
    });
    return goTo(`/ajukan/${draft}/${firstPage}`);
  },
});
