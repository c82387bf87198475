import { FactRows } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { lifeEvents } from "../life-events.ts";
import { allServices } from "../queries/services.ts";

/** Every service, grouped by what happens in a life. */
export const servicesPage = page({
  path: "/layanan",
  shared: 5,
  async show({ world, ask, say, locale }) {
    const services = await ask(allServices, {});
    const events = lifeEvents(world)
      .map((event) => ({ event, own: services.filter((service) => service.lifeEvents.includes(event.code)) }))
      .filter(({ own }) => own.length > 0);
    return {
      title: say("catalogue.services.title"),
      main: (
        <>
          <h1>{say("catalogue.services.title")}</h1>
          <nav aria-label={say("catalogue.services.jump")}>
            <ul class="jump">
              {events.map(({ event }) => (
                <li key={event.code}>
                  <a href={`#${event.code}`}>{textIn(event.title, locale)}</a>
                </li>
              ))}
            </ul>
          </nav>
          {events.map(({ event, own }) => (
            <section key={event.code} id={event.code}>
              <h2>{textIn(event.title, locale)}</h2>
              <FactRows
                items={own.map((service) => ({
                  href: `/layanan/${service.code}`,
                  title: textIn(service.title, locale),
                  facts: `${textIn(service.short.time, locale)} · ${textIn(service.short.cost, locale)}`,
                }))}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});
