import { FactRows, Figures, Table, WarningText } from "../../../design/index.ts";
import { page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { instrumentOf } from "../instrument.ts";
import { type Result, type Results, results } from "../queries/results.ts";
import { followUps } from "../queries/survey.ts";
import { Elements, elementName, FollowUps, figureWords, gradeTag, officeWords, periodWords } from "./parts.tsx";

async function asked({ ask, query, world }: RequestContext) {
  const found = await ask(results, { ...(query.periode && { period: query.periode }) });
  const instrument = instrumentOf(world.government, found.instrument);
  if (!instrument) refuse("not-found", "kernel.refusal.not-found");
  return { found, instrument };
}

const share = ({ answered, asked }: Result): string => (asked > 0 ? `${Math.round((answered / asked) * 100)}%` : "–");

/** What people say of the government's services: in public, as it comes in. */
export const resultsPage = page({
  path: "/kepuasan",
  shared: 5,
  async show(context) {
    const { say, locale, ask } = context;
    const { found, instrument } = await asked(context);
    const { all, period } = found;
    const rows = await ask(followUps, {});
    return {
      title: say("satisfaction.results.title"),
      description: say("satisfaction.results.text"),
      main: (
        <>
          <h1>{say("satisfaction.results.title")}</h1>
          <p>{say("satisfaction.results.text")}</p>
          <Periods found={found} context={context} />
          {period === "" ? (
            <p>{say("satisfaction.results.none")}</p>
          ) : (
            <>
              <h2>{periodWords(period, say)}</h2>
              <Figures
                items={[
                  { figure: figureWords(all.index, locale), meaning: say("satisfaction.index") },
                  {
                    figure: share(all),
                    meaning: say("satisfaction.rate", { answered: all.answered, asked: all.asked }),
                  },
                ]}
              />
              <p>{gradeTag(all, instrument, locale)}</p>
              <Coverage result={all} context={context} />
              <h2>{say("satisfaction.by-service")}</h2>
              <FactRows
                items={found.services.map((one) => ({
                  href: `/kepuasan/${one.key}?periode=${period}`,
                  title: textIn(one.title ?? one.key, locale),
                  facts: one.index ? `${figureWords(one.index, locale)} · ${one.grade}` : say("satisfaction.too-few"),
                  under: say("satisfaction.counted", { shown: one.shown, answered: one.answered, asked: one.asked }),
                }))}
              />
              <Lines found={found} context={context} />
              <h2>{say("satisfaction.follow-up.title")}</h2>
              <p>
                {all.lowest && say("satisfaction.lowest-is", { element: elementName(instrument, all.lowest, locale) })}
              </p>
              <FollowUps rows={rows} instrument={instrument} context={context} />
              <p>
                <a href={`/kepuasan/data.csv?periode=${period}`}>CSV</a> ·{" "}
                <a href={`/kepuasan/data.json?periode=${period}`}>JSON</a>
              </p>
            </>
          )}
          <p class="quiet">
            {say("satisfaction.how", { least: instrument.least, law: textIn(instrument.law, locale) })}
          </p>
        </>
      ),
    };
  },
});

function Periods({ found, context: { say, path } }: { found: Results; context: RequestContext }) {
  if (found.periods.length < 2) return null;
  return (
    <nav aria-label={say("satisfaction.periods")}>
      <ul class="jump">
        {found.periods.map((one) => (
          <li key={one}>
            <a href={`${path}?periode=${one}`} aria-current={one === found.period ? "page" : undefined}>
              {periodWords(one, say)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Says so when fewer answered than a fair sample needs. */
function Coverage({ result, context: { say } }: { result: Result; context: RequestContext }) {
  if (result.shown === 0 || result.answered >= result.sample) return null;
  return (
    <WarningText word={say("satisfaction.careful")}>
      {say("satisfaction.sample", { sample: result.sample, answered: result.answered })}
    </WarningText>
  );
}

function Lines({ found, context }: { found: Results; context: RequestContext }) {
  const { say, locale } = context;
  const line = (title: string, one: Result) => [
    title,
    one.index ? figureWords(one.index, locale) : say("satisfaction.too-few"),
    one.grade ?? "–",
    share(one),
  ];
  const head = [say("satisfaction.index"), say("satisfaction.grade"), say("satisfaction.rate-short")];
  return (
    <>
      <Table
        caption={say("satisfaction.by-office")}
        head={[say("satisfaction.office"), ...head]}
        numeric={[1, 2, 3]}
        rows={found.offices.map((one) => line(officeWords(context, one), one))}
      />
      <Table
        caption={say("satisfaction.by-channel")}
        head={[say("satisfaction.channel"), ...head]}
        numeric={[1, 2, 3]}
        rows={found.channels.map((one) =>
          line(say(`satisfaction.channel.${one.key === "web" ? "web" : "counter"}`), one),
        )}
      />
    </>
  );
}

/** One service: its nine elements, and what was done about the lowest. */
export const serviceResultsPage = page({
  path: "/kepuasan/:service",
  shared: 5,
  async show(context) {
    const { say, locale, ask, params } = context;
    const { found, instrument } = await asked(context);
    const one = found.services.find(({ key }) => key === params.service);
    if (!one) refuse("not-found", "kernel.refusal.not-found");
    const name = textIn(one.title ?? one.key, locale);
    return {
      title: say("satisfaction.of", { service: name }),
      back: { href: `/kepuasan?periode=${found.period}`, label: say("satisfaction.results.title") },
      main: (
        <>
          <p class="caption">{periodWords(found.period, say)}</p>
          <h1>{say("satisfaction.of", { service: name })}</h1>
          {one.index ? (
            <>
              <Figures
                items={[
                  { figure: figureWords(one.index, locale), meaning: say("satisfaction.index") },
                  {
                    figure: share(one),
                    meaning: say("satisfaction.rate", { answered: one.answered, asked: one.asked }),
                  },
                ]}
              />
              <p>{gradeTag(one, instrument, locale)}</p>
              <Coverage result={one} context={context} />
              <Elements result={one} instrument={instrument} context={context} />
            </>
          ) : (
            <p>{say("satisfaction.too-few-long", { least: instrument.least })}</p>
          )}
          <h2>{say("satisfaction.follow-up.title")}</h2>
          <FollowUps rows={await ask(followUps, { service: one.key })} instrument={instrument} context={context} />
        </>
      ),
    };
  },
});
