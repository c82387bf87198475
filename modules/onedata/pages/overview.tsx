import { FactRows, Figures } from "../../../design/index.ts";
import { page } from "../../../kernel/index.ts";
import { askedList } from "../asked/queries.ts";
import { qualityNow } from "../quality/queries.ts";
import { dataList, releases } from "../queries/datasets.ts";
import { either, PublicPages, releaseWords } from "./parts.tsx";

const shown = 5;

/** One Data at a glance: what there is, what is late, how good it is, and what people are still asked again. */
export const overviewPage = page({
  path: "/satu-data",
  shared: 30,
  async show(context) {
    const { ask, say, locale } = context;
    const [list, all, measured, asked] = [
      await ask(dataList, {}),
      await ask(releases, {}),
      await ask(qualityNow, {}),
      await ask(askedList, {}),
    ];
    const coming = all.filter(({ published }) => published === null).reverse();
    return {
      title: say("onedata.title"),
      description: say("onedata.lead"),
      main: (
        <>
          <h1>{say("onedata.title")}</h1>
          <PublicPages context={context} />
          <p>{say("onedata.lead")}</p>
          <Figures
            items={[
              {
                figure: String(list.filter(({ version }) => version !== null).length),
                meaning: say("onedata.overview.published"),
              },
              { figure: String(list.length), meaning: say("onedata.overview.listed") },
              { figure: String(coming.filter(({ late }) => late > 0).length), meaning: say("onedata.overview.late") },
              { figure: String(measured.length), meaning: say("onedata.overview.measured") },
              { figure: String(asked.readable), meaning: say("onedata.asked.readable") },
            ]}
          />
          <h2>{say("onedata.releases.coming")}</h2>
          <FactRows
            items={coming.slice(0, shown).map((one) => ({
              title: either(one.title, locale),
              facts: releaseWords(context, one),
            }))}
          />
          <p>
            <a href="/satu-data/rilis">{say("onedata.releases.title")}</a>
          </p>
          <p>
            <a href="/penduduk">{say("onedata.overview.residents")}</a>
          </p>
        </>
      ),
    };
  },
});
