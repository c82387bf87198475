import { type Government, officeOf, refuse, route, textIn, type World } from "../../../kernel/index.ts";
import type { ServiceDefinition } from "../definition/schema.ts";
import { allServices, serviceByCode } from "../queries/services.ts";

/** A number where the law has one; null where it depends on the case, which the text says. */
const wholeDays = (days: number | string): number | null => (typeof days === "number" ? days : null);

const named = (value: Parameters<typeof textIn>[0]) => ({ id: textIn(value, "id"), en: textIn(value, "en") });

/**
 * One service as the national catalogue of service standards asks for it: the fourteen components of Permenpan 15/2014,
 * six of the delivery, eight of the management, each by its number there.
 */
export function standardOf({ government }: { government: Government }, service: ServiceDefinition) {
  const { standard } = service;
  const office = officeOf(government, service.agency, service.office);
  return {
    code: service.code,
    version: service.version,
    hash: service.hash,
    name: named(service.title),
    unit: { agency: service.agency, office: service.office, name: named(office?.agency.name) },
    channels: service.channels,
    serviceDelivery: {
      "1-requirements": standard.requirements.map(({ text, law }) => ({ ...named(text), law })),
      "2-procedure": standard.procedure.map(named),
      "3-time": {
        ...named(standard.time.text),
        workingDays: wholeDays(standard.time.workingDays),
        law: standard.time.law,
      },
      "4-cost": { ...named(standard.cost.text), law: standard.cost.law },
      "5-product": named(standard.product),
      "6-complaints": named(standard.complaints),
    },
    manufacturing: {
      "1-legal-basis": standard.legalBasis.map(({ code, title }) => ({ code, ...named(title) })),
      "2-facilities": named(standard.facilities),
      "3-competence": named(standard.competence),
      "4-internal-control": named(standard.internalControl),
      "5-staff": named(standard.staff),
      "6-service-guarantee": named(standard.serviceGuarantee),
      "7-safety-guarantee": named(standard.safetyGuarantee),
      "8-evaluation": named(standard.evaluation),
    },
  };
}

/** Every service on offer with its fourteen components, for the national catalogue and for anybody. */
export const standardsRoute = route({
  method: "GET",
  path: "/data/standar-pelayanan.json",
  async handle({ ask, world }) {
    const services = await ask(allServices, {});
    const { government } = world;
    const body = {
      government: { code: government.code, name: named(government.name), region: government.regionCode },
      standard: "Permenpan 15/2014",
      services: services.map((service) => standardOf(world, service)),
    };
    return { body: JSON.stringify(body), type: "application/json", keepSeconds: 60 };
  },
});

/** One service as schema.org's GovernmentService, for search engines and assistants. */
export const linkedRoute = route({
  method: "GET",
  path: "/layanan/:code/layanan.jsonld",
  async handle({ ask, params, world }) {
    const service = await ask(serviceByCode, { code: params.code ?? "" });
    if (!service) refuse("not-found", "catalogue.refusal.no-such-service");
    return { body: JSON.stringify(linkedData(world, service)), type: "application/ld+json", keepSeconds: 60 };
  },
});

const inBoth = (value: Parameters<typeof textIn>[0]) =>
  (["id", "en"] as const).map((locale) => ({ "@language": locale, "@value": textIn(value, locale) }));

export function linkedData(world: Pick<World, "government" | "config">, service: ServiceDefinition) {
  const { government, config } = world;
  const url = `${config.PUBLIC_URL.replace(/\/$/, "")}/layanan/${service.code}`;
  const office = officeOf(government, service.agency, service.office);
  return {
    "@context": "https://schema.org",
    "@type": "GovernmentService",
    "@id": url,
    url,
    name: inBoth(service.title),
    description: inBoth(service.summary),
    audience: service.audience.map((audienceType) => ({ "@type": "Audience", audienceType })),
    provider: { "@type": "GovernmentOrganization", name: inBoth(office?.agency.name) },
    areaServed: { "@type": "AdministrativeArea", name: inBoth(government.place), identifier: government.regionCode },
    serviceOutput: { "@type": "Thing", name: inBoth(service.standard.product) },
    availableChannel: {
      "@type": "ServiceChannel",
      serviceUrl: service.channels.includes("online") ? url.replace("/layanan/", "/ajukan/") : url,
      ...(office?.phone && { servicePhone: { "@type": "ContactPoint", telephone: office.phone } }),
    },
    termsOfService: inBoth(service.standard.cost.text),
  };
}
