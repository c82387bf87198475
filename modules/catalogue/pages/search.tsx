import { FactRows, SearchBox } from "../../../design/index.ts";
import { page, textIn } from "../../../kernel/index.ts";
import { searchServices } from "../queries/services.ts";

/** What fits the words that were typed. */
export const searchPage = page({
  path: "/cari",
  async show({ ask, say, locale, query }) {
    const words = (query.q ?? "").slice(0, 100);
    const found = await ask(searchServices, { words });
    return {
      title: say("catalogue.search.title", { words }),
      main: (
        <>
          <h1>{say("catalogue.search.heading")}</h1>
          <SearchBox
            action="/cari"
            label={say("catalogue.search.label")}
            button={say("catalogue.search.button")}
            value={words}
          />
          {words && <p role="status">{say("catalogue.search.found", { count: found.length, words })}</p>}
          <FactRows
            items={found.map((service) => ({
              href: `/layanan/${service.code}`,
              title: textIn(service.title, locale),
              facts: `${textIn(service.short.time, locale)} · ${textIn(service.short.cost, locale)}`,
              under: textIn(service.summary, locale),
            }))}
          />
          <p>
            <a href="/layanan">{say("catalogue.search.all")}</a>
          </p>
        </>
      ),
    };
  },
});
