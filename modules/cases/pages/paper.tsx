import { page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import { PaperForm } from "../../forms/index.ts";

/** The service of the address, in its newest version, when it has a form. */
export async function serviceWithForm({ ask, params }: Pick<RequestContext, "ask" | "params">): Promise<OnlineService> {
  const service = await ask(serviceByCode, { code: (params.code ?? "").slice(0, 60) });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  return service;
}

/** The form to print and fill in by pen, for who comes to the counter. The same for everybody, so it may be shared. */
export const paperPage = page({
  path: "/layanan/:code/formulir",
  shared: 5,
  async show(context) {
    const { say, locale, world } = context;
    const service = await serviceWithForm(context);
    const title = say("cases.paper.title", { service: textIn(service.title, locale) });
    return {
      title,
      back: { href: `/layanan/${service.code}`, label: textIn(service.title, locale) },
      layout: "wide",
      main: (
        <>
          <h1>{title}</h1>
          <p>{say("cases.paper.how")}</p>
          <PaperForm form={service.form} say={{ id: world.words.say("id"), en: world.words.say("en") }} />
          <p class="small quiet">
            {say("catalogue.service.version", { version: service.version, hash: service.hash.slice(0, 12) })}
          </p>
        </>
      ),
    };
  },
});
