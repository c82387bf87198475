import { Cards, FactRows, Figures, SearchBox } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { promiseKept } from "../../cases/index.ts";
import { allServices, lifeEvents } from "../../catalogue/index.ts";
import { portalOf } from "../settings.ts";

/** The first page: one question, then life events, what is asked most, and how well the house keeps its word. */
export const homePage = page({
  path: "/",
  shared: 5,
  async show({ world, ask, say, locale }) {
    const { examples, often } = portalOf(world);
    const services = await ask(allServices, {});
    const { closed, inTime, workingDays } = await ask(promiseKept, {});
    const number = (value: number, digits = 0) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
    return {
      title: "",
      description: say("portal.home.description", { place: textIn(world.government.name, locale) }),
      main: (
        <>
          <div class="hero">
            <h1>{say("portal.home.question")}</h1>
            <SearchBox action="/cari" label={say("portal.home.search")} button={say("portal.home.find")} />
            <p class="quiet small">
              {say("portal.home.example")}{" "}
              {examples.map((example, i) => (
                <span key={textIn(example, "en")}>
                  {i > 0 && ", "}
                  <a href={`/cari?q=${encodeURIComponent(textIn(example, locale))}`}>{textIn(example, locale)}</a>
                </span>
              ))}
            </p>
          </div>
          <h2>{say("portal.home.events")}</h2>
          <Cards
            items={lifeEvents(world).map((event) => ({
              href: `/layanan#${event.code}`,
              title: textIn(event.title, locale),
              text: textIn(event.text, locale),
            }))}
          />
          <div class="two">
            <section>
              <h2>{say("portal.home.often")}</h2>
              <FactRows
                items={[
                  ...services
                    .filter((service) => often.includes(service.code))
                    .sort((a, b) => often.indexOf(a.code) - often.indexOf(b.code))
                    .map((service) => ({
                      href: `/layanan/${service.code}`,
                      title: textIn(service.title, locale),
                      facts: `${textIn(service.short.time, locale)} · ${textIn(service.short.cost, locale)}`,
                    })),
                  { href: "/cek", title: say("portal.home.check"), facts: say("portal.home.no-sign-in") },
                ]}
              />
            </section>
            <section class="box">
              <h2>{say("portal.home.promise")}</h2>
              {closed > 0 ? (
                <Figures
                  items={[
                    {
                      figure: `${number((inTime / closed) * 100)}%`,
                      meaning: say("portal.home.in-time", { count: closed }),
                    },
                    { figure: number(workingDays, 1), meaning: say("portal.home.days") },
                  ]}
                />
              ) : (
                <p>{say("portal.home.none-closed")}</p>
              )}
              <p>
                <a href="/kepuasan">{say("portal.home.satisfaction")}</a>
              </p>
              <p>
                <a href="/log">{say("portal.home.log")}</a>
              </p>
            </section>
          </div>
        </>
      ),
    };
  },
});
