import { FactRows, Table, Tag } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { type Locale, officeOf, type RequestContext, type Say, textIn } from "../../../kernel/index.ts";
import type { Instrument } from "../instrument.ts";
import type { Result } from "../queries/results.ts";
import type { FollowUpRow } from "../tables.ts";

/** "81,25" as Indonesian writes it, "81.25" elsewhere. */
export const figureWords = (figure: string | null, locale: Locale): string =>
  figure === null ? "–" : locale === "id" ? figure.replace(".", ",") : figure;

/** "Triwulan 4 2026" */
export function periodWords(period: string, say: Say): string {
  const [year = "", part] = period.split("-");
  if (!part) return year;
  return say(part.startsWith("Q") ? "satisfaction.quarter" : "satisfaction.half", { part: part.slice(1), year });
}

export const gradeTag = (result: Result, instrument: Instrument, locale: Locale) => {
  const band = instrument.bands.find(({ grade }) => grade === result.grade);
  if (!band) return null;
  const place = instrument.bands.indexOf(band);
  return (
    <Tag tone={place <= 1 ? "green" : place === 2 ? "yellow" : "red"}>
      {band.grade} · {textIn(band.name, locale)}
    </Tag>
  );
};

export const elementName = (instrument: Instrument, code: string | null, locale: Locale): string =>
  textIn(instrument.elements.find((one) => one.code === code)?.name ?? code ?? "", locale);

/** Nine elements with their averages. */
export function Elements({
  result,
  instrument,
  context: { say, locale },
}: {
  result: Result;
  instrument: Instrument;
  context: Pick<RequestContext, "say" | "locale">;
}) {
  return (
    <Table
      caption={say("satisfaction.elements")}
      head={[say("satisfaction.element"), say("satisfaction.average"), say("satisfaction.answers")]}
      numeric={[1, 2]}
      rows={result.elements.map((one) => [
        one.code === result.lowest ? (
          <>
            {elementName(instrument, one.code, locale)} <Tag tone="yellow">{say("satisfaction.lowest")}</Tag>
          </>
        ) : (
          elementName(instrument, one.code, locale)
        ),
        figureWords(one.average, locale),
        String(one.answers),
      ])}
    />
  );
}

/** What was promised and what came of it. */
export function FollowUps({
  rows,
  instrument,
  context: { say, locale, world },
}: {
  rows: readonly FollowUpRow[];
  instrument: Instrument;
  context: Pick<RequestContext, "say" | "locale" | "world">;
}) {
  if (rows.length === 0) return <p>{say("satisfaction.follow-up.none")}</p>;
  return (
    <FactRows
      items={rows.map((row) => ({
        title: `${elementName(instrument, row.element, locale)}: ${textIn(row.plan, locale)}`,
        facts: row.done_at ? (
          <Tag tone="green">{say("satisfaction.follow-up.done")}</Tag>
        ) : (
          say("satisfaction.follow-up.due", { day: dayWords(row.due, locale) })
        ),
        under: [
          textIn(world.government.agencies.find(({ code }) => code === row.agency)?.name ?? row.agency, locale),
          row.outcome && textIn(row.outcome, locale),
        ]
          .filter(Boolean)
          .join(" · "),
      }))}
    />
  );
}

/** An office in words; the case that no officer had is done by the house itself. */
export const officeWords = (
  { world, locale, say }: Pick<RequestContext, "world" | "locale" | "say">,
  { agency, office }: { agency: string; office: string },
): string => {
  const found = officeOf(world.government, agency, office);
  const name = textIn(world.government.agencies.find(({ code }) => code === agency)?.name ?? agency, locale);
  return `${found ? textIn(found.name, locale) : say("satisfaction.no-office")}, ${name}`;
};
