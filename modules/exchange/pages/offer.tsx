import {
  Button,
  ButtonLink,
  Details,
  InsetText,
  SummaryList,
  Tag,
  Textarea,
  TextInput,
} from "../../../design/index.ts";
import {
  entitled,
  faultAt,
  field,
  goTo,
  page,
  type RequestContext,
  refuse,
  textIn,
  type View,
} from "../../../kernel/index.ts";
import { offerService, withdrawService } from "../commands/services.ts";
import { tryService } from "../commands/try-service.ts";
import { type Tried, triedAt } from "../gateway/tried.ts";
import { speaksFor } from "../party.ts";
import { systemWhole } from "../queries/agreements.ts";
import { serviceWhole } from "../queries/service.ts";
import { OfferForm, offerIn } from "./offer-form.tsx";
import { desk, idOf, Wrong } from "./parts.tsx";

/** Puts an API of the agency's own behind the gateway. */
export const offerPage = page({
  path: `${desk}/sistem/:id/layanan-baru`,
  async show(context, refusal) {
    const { ask, say, params, actor, locale } = context;
    entitled(offerService, actor);
    const system = await ask(systemWhole, { id: params.id ?? "" });
    if (!speaksFor(actor, system)) refuse("not-found", "kernel.refusal.not-found");
    return {
      title: say("exchange.offer"),
      back: { href: `${desk}/sistem/${system.id}`, label: textIn(system.name, locale) },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.offer")}</h1>
          <p>{say("exchange.offer.lead", { system: idOf(system) })}</p>
          {system.state === "active" ? (
            <OfferForm context={context} refusal={refusal} before={null} />
          ) : (
            <InsetText>{say("exchange.refusal.not-active")}</InsetText>
          )}
        </>
      ),
    };
  },
  async submit({ act, form, uploads, params }) {
    const { id } = await act(offerService, offerIn(form, uploads, params.id ?? "", null));
    return goTo(`${desk}/layanan/${id}`);
  },
});

/** Says anew how an API is reached, what it answers and what it is for. */
export const changeOfferPage = page({
  path: `${desk}/layanan/:id/ubah`,
  async show(context, refusal) {
    const { ask, say, params, actor, locale } = context;
    entitled(offerService, actor);
    const { service } = await ask(serviceWhole, { id: params.id ?? "" });
    if (service.kind !== "http") refuse("not-found", "kernel.refusal.not-found");
    const title = textIn(service.title, locale);
    return {
      title: say("exchange.offer.change", { service: title }),
      back: { href: `${desk}/layanan/${service.id}`, label: title },
      main: (
        <>
          <Wrong refusal={refusal} context={context} />
          <h1>{say("exchange.offer.change", { service: title })}</h1>
          <OfferForm context={context} refusal={refusal} before={service} />
        </>
      ),
    };
  },
  async submit({ act, ask, form, uploads, params }) {
    const { service } = await ask(serviceWhole, { id: params.id ?? "" });
    await act(offerService, offerIn(form, uploads, service.system, service));
    return goTo(`${desk}/layanan/${service.id}`);
  },
});

/** An API of the agency's own behind the gateway: how it is reached, a try from the desk, and taking it back. */
export const offeredPage = page({
  path: `${desk}/layanan/:id`,
  limit: { times: 30, seconds: 60 },
  show: (context, refusal) => view(context, null, refusal),
  async submit(context) {
    const { act, form, params, world } = context;
    const id = params.id ?? "";
    const reason = field(form, "reason");
    if (field(form, "do") === "withdraw") {
      await act(withdrawService, { service: id, reason });
      return goTo(`${desk}/layanan/${id}`);
    }
    const { service, system } = await act(tryService, { service: id, reason });
    const [method = "", path = ""] = field(form, "endpoint").split(/\s+/);
    const body = field(form, "body");
    return view(context, await triedAt(world, service, system, { method: method.toUpperCase(), path, body }));
  },
});

async function view(
  context: RequestContext,
  tried: Tried | null,
  refusal?: Parameters<typeof Wrong>[0]["refusal"],
): Promise<View> {
  const { ask, say, locale, params, form, once, actor } = context;
  const { service, system, agreements } = await ask(serviceWhole, { id: params.id ?? "" });
  const [first] = service.endpoints;
  const acts = service.kind === "http" && actor.officer!.roles.some((role) => role !== "head");
  const offered = service.state === "offered";
  const withdraws = field(form, "do") === "withdraw";
  return {
    title: say("exchange.offer.one", { service: textIn(service.title, locale) }),
    back: { href: `${desk}/sistem/${system.id}`, label: textIn(system.name, locale) },
    main: (
      <>
        <Wrong refusal={refusal} context={context} />
        <div class="title-row">
          <h1>{textIn(service.title, locale)}</h1>
          <Tag tone={offered ? "green" : "red"}>{say(`exchange.offer.state-${service.state}`)}</Tag>
        </div>
        {service.summary && <p class="lead">{service.summary}</p>}
        {tried && <Outcome tried={tried} say={say} />}
        <SummaryList
          rows={[
            { key: say("exchange.identifier"), value: <code>{`${idOf(system)}/${service.code}`}</code> },
            ...(service.address ? [{ key: say("exchange.offer.address"), value: <code>{service.address}</code> }] : []),
            {
              key: say("exchange.endpoints"),
              value: service.endpoints.map(({ method, path }) => `${method} ${path}`).join(", "),
            },
            { key: say("exchange.fields"), value: service.fields.join(", ") || say("exchange.fields.all") },
            {
              key: say("exchange.offer.about"),
              value: service.about
                ? `${say(`exchange.offer.about-${service.about.in}`)}: ${service.about.name}`
                : say("exchange.offer.about-nobody"),
            },
            {
              key: say("exchange.offer.description"),
              value: say(service.openapi ? "exchange.offer.described" : "exchange.offer.undescribed"),
            },
            { key: say("exchange.agreements"), value: String(agreements) },
          ]}
        />
        {acts && (
          <ButtonLink href={`${desk}/layanan/${service.id}/ubah`} look="secondary">
            {say(offered ? "exchange.offer.edit" : "exchange.offer.again")}
          </ButtonLink>
        )}
        {acts && offered && (
          <form method="post" noValidate autoComplete="off" class="short">
            <h2>{say("exchange.offer.try")}</h2>
            <p>{say("exchange.offer.try-lead")}</p>
            <input type="hidden" name="_once" value={once} />
            <TextInput
              id="endpoint"
              name="endpoint"
              label={say("exchange.offer.try-endpoint")}
              value={field(form, "endpoint") || (first ? `${first.method} ${first.path}` : "")}
              error={faultAt(context, refusal, "endpoint")}
              maxLength={300}
            />
            <Textarea
              id="body"
              name="body"
              label={say("exchange.offer.try-body")}
              hint={say("exchange.offer.try-body-hint")}
              value={field(form, "body")}
              rows={3}
            />
            <TextInput
              id={withdraws ? "for" : "reason"}
              name="reason"
              label={say("exchange.reason")}
              value={withdraws ? "" : field(form, "reason")}
              error={withdraws ? undefined : faultAt(context, refusal, "reason")}
              maxLength={300}
            />
            <Button name="do" value="try">
              {say("exchange.offer.try-send")}
            </Button>
          </form>
        )}
        {acts && offered && (
          <Details summary={say("exchange.offer.withdraw")} open={withdraws && refusal !== undefined}>
            <form method="post" noValidate autoComplete="off" class="short">
              <p>{say("exchange.offer.withdraw-lead", { count: agreements })}</p>
              <input type="hidden" name="_once" value={`${once}w`} />
              <TextInput
                id={withdraws ? "reason" : "why"}
                name="reason"
                label={say("exchange.offer.withdraw-why")}
                value={withdraws ? field(form, "reason") : ""}
                error={withdraws ? faultAt(context, refusal, "reason") : undefined}
                maxLength={300}
              />
              <Button name="do" value="withdraw" look="warning">
                {say("exchange.offer.withdraw")}
              </Button>
            </form>
          </Details>
        )}
      </>
    ),
  };
}

/** How a try went: its shape, never what was answered, which may be about somebody. */
const Outcome = ({ tried, say }: { tried: Tried; say: RequestContext["say"] }) => (
  <section>
    <h2>{say("exchange.offer.tried")}</h2>
    <SummaryList
      rows={[
        ...(tried.fault ? [{ key: say("exchange.message.fault"), value: <code>{tried.fault}</code> }] : []),
        ...(tried.status === null
          ? []
          : [
              { key: say("exchange.message.status"), value: String(tried.status) },
              {
                key: say("exchange.offer.tried-how"),
                value: say("exchange.offer.tried-in", { ms: tried.ms, bytes: tried.bytes, type: tried.type }),
              },
              { key: say("exchange.offer.tried-fields"), value: <code>{tried.fields.join(", ") || "–"}</code> },
            ]),
      ]}
    />
  </section>
);
