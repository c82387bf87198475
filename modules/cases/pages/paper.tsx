import { page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { factsOn, isOnline, type OnlineService, serviceByCode } from "../../catalogue/index.ts";
import { forms, PaperForm } from "../../forms/index.ts";

/** The service of the address, in its newest version, when it has a form. */
export async function serviceWithForm({ ask, params }: Pick<RequestContext, "ask" | "params">): Promise<OnlineService> {
  const service = await ask(serviceByCode, { code: (params.code ?? "").slice(0, 60) });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  return service;
}

/** Paper is the same for everybody: only the service's own figures of the day are known. */
const noFacts = { applicant: {}, business: {} };
/** The form to print and fill in by pen, for who comes to the counter. The same for everybody, so it may be shared. */
export const paperPage = page({
  path: "/layanan/:code/formulir",
  shared: 5,
  async show(context) {
    const { say, locale, world } = context;
    const service = await serviceWithForm(context);
    const scope = factsOn(noFacts, world.calendar.today(world.clock.now()), service);
    const title = say("cases.paper.title", { service: textIn(service.title, locale) });
    return {
      title,
      back: { href: `/layanan/${service.code}`, label: textIn(service.title, locale) },
      layout: "wide",
      main: (
        <>
          <h1>{title}</h1>
          <p>{say("cases.paper.how")}</p>
          <PaperForm
            form={service.form}
            say={{ id: world.words.say("id"), en: world.words.say("en") }}
            days={(later) => forms.laterDays(later, scope)}
          />
          <p class="small quiet">
            {say("catalogue.service.version", { version: service.version, hash: service.hash.slice(0, 12) })}
          </p>
        </>
      ),
    };
  },
});
