import { ButtonLink, Details, InsetText, SummaryList } from "../../../design/index.ts";
import { longDate } from "../../../design/words.ts";
import { goTo, type Locale, officeOf, page, refuse, type Say, textIn, type World } from "../../../kernel/index.ts";
import type { ServiceDefinition } from "../definition/schema.ts";
import { serviceByCode } from "../queries/services.ts";
import { versionsOf } from "../queries/versions.ts";

/** One service: what it is, what you need, how long, how much, by which law; and the door to it. */
export const servicePage = page({
  path: "/layanan/:code",
  shared: 5,
  async show({ world, ask, say, locale, params }) {
    const service = await ask(serviceByCode, { code: params.code ?? "" });
    if (!service) {
      // What was offered once and is withdrawn says so, and why, on the page of its history.
      const [last] = await ask(versionsOf, { code: params.code ?? "" });
      if (last) return goTo(`/layanan/${params.code}/versi`);
      refuse("not-found", "catalogue.refusal.no-such-service");
    }
    const title = textIn(service.title, locale);
    const { standard } = service;
    const versions = await ask(versionsOf, { code: service.code });
    const here = versions.find(({ version }) => version === service.version);
    const next = versions.findLast(({ state }) => state === "next");
    const day = (date: Date) => longDate(date, locale, world.calendar.timeZone);
    return {
      title,
      description: textIn(service.summary, locale),
      back: { href: "/layanan", label: say("catalogue.services.title") },
      main: (
        <>
          <h1>{title}</h1>
          <p>{textIn(service.summary, locale)}</p>
          {service.channels.includes("online") ? (
            <ButtonLink href={`/ajukan/${service.code}`}>{say("catalogue.service.begin")}</ButtonLink>
          ) : (
            <Counter service={service} world={world} say={say} locale={locale} />
          )}
          {service.eligibility.length > 0 && (
            <>
              <h2>{say("catalogue.service.eligibility")}</h2>
              <ul>
                {service.eligibility.map(({ when, yes, law }) => (
                  <li key={when}>
                    {textIn(yes, locale)} <span class="origin">{law}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <SummaryList
            rows={[
              {
                key: say("catalogue.service.time"),
                value: textIn(standard.time.text, locale),
                source: standard.time.law,
              },
              {
                key: say("catalogue.service.cost"),
                value: textIn(standard.cost.text, locale),
                source: standard.cost.law,
              },
              { key: say("catalogue.service.product"), value: textIn(standard.product, locale) },
              { key: say("catalogue.service.agency"), value: agencyName(world, service, locale) },
              {
                key: say("catalogue.service.channels"),
                value: service.channels.map((channel) => say(`catalogue.channel.${channel}`)).join(", "),
              },
              ...(service.guarantee
                ? [
                    {
                      key: say("catalogue.service.guarantee"),
                      value: textIn(service.guarantee.text, locale),
                      source: service.guarantee.law,
                    },
                  ]
                : []),
            ]}
          />
          <h2>{say("catalogue.service.requirements")}</h2>
          <ul>
            {standard.requirements.map((requirement) => (
              <li key={textIn(requirement.text, locale)}>
                {textIn(requirement.text, locale)} <span class="origin">{requirement.law}</span>
              </li>
            ))}
          </ul>
          {service.form && (
            <p>
              <a href={`/layanan/${service.code}/formulir`}>{say("catalogue.service.paper")}</a>
            </p>
          )}
          <h2>{say("catalogue.service.procedure")}</h2>
          <ol>
            {standard.procedure.map((part) => (
              <li key={textIn(part, locale)}>{textIn(part, locale)}</li>
            ))}
          </ol>
          <h2>{say("catalogue.service.law")}</h2>
          <ul>
            {standard.legalBasis.map((law) => (
              <li key={law.code}>
                {law.code}: {textIn(law.title, locale)}
              </li>
            ))}
          </ul>
          <h2>{say("catalogue.service.complaints")}</h2>
          <p>{textIn(standard.complaints, locale)}</p>
          {service.appeal && <p>{textIn(service.appeal.text, locale)}</p>}
          <Details summary={say("catalogue.service.standard")}>
            <SummaryList
              rows={(
                [
                  "facilities",
                  "competence",
                  "staff",
                  "internalControl",
                  "serviceGuarantee",
                  "safetyGuarantee",
                  "evaluation",
                ] as const
              ).map((part) => ({
                key: say(`catalogue.standard.${part}`),
                value: textIn(standard[part], locale),
              }))}
            />
          </Details>
          <p class="small quiet">
            {say("catalogue.service.version", { version: service.version, hash: service.hash.slice(0, 12) })}{" "}
            {here && say("catalogue.service.since", { day: day(here.in_force_from) })}{" "}
            {next && say("catalogue.service.next", { version: next.version, day: day(next.in_force_from) })}{" "}
            <a href={`/layanan/${service.code}/versi`}>{say("catalogue.service.versions")}</a>
          </p>
        </>
      ),
    };
  },
});

function Counter({
  service,
  world,
  say,
  locale,
}: {
  service: ServiceDefinition;
  world: World;
  say: Say;
  locale: Locale;
}) {
  const office = officeOf(world.government, service.agency, service.office);
  return (
    <InsetText>
      <p class="strong">{say("catalogue.service.counter")}</p>
      {office && (
        <p>
          {textIn(office.name, locale)}, {textIn(office.agency.name, locale)}
          {office.address && <span class="origin">{textIn(office.address, locale)}</span>}
          {office.hours && <span class="origin">{textIn(office.hours, locale)}</span>}
          {office.phone && <span class="origin">{office.phone}</span>}
        </p>
      )}
    </InsetText>
  );
}

const agencyName = (world: World, service: ServiceDefinition, locale: Locale): string =>
  textIn(officeOf(world.government, service.agency, service.office)?.agency.name, locale);
