import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { type Figure, figureOf, sampleFor, type Tallies, together } from "../index-figure.ts";
import { type Instrument, instrumentOn, satisfactionFile } from "../instrument.ts";
import type { Both, CellRow } from "../tables.ts";

/** One line of the results: a service, an office, a channel, or all of them. Figures are of `shown` answers. */
export interface Result extends Figure {
  key: string;
  title: Both | null;
  asked: number;
  answered: number;
  shown: number;
  /** How many answers a fair sample of those asked would be. */
  sample: number;
}
export interface Results {
  instrument: string;
  period: string;
  periods: string[];
  all: Result;
  services: (Result & { agency: string })[];
  offices: (Result & { agency: string; office: string })[];
  channels: Result[];
}

const input = z
  .object({
    period: z
      .string()
      .regex(/^\d{4}(-[QH][1-4])?$/, "kernel.fault.format")
      .optional(),
  })
  .strict();

/** The index of a period (the newest one when none is named): of the whole, of each service, office and channel. */
export const results = query({
  name: "satisfaction.results",
  input,
  allow: [{ hat: "anyone" }],
  answer: ({ askAsRoom }, asked) => askAsRoom(countedResults, asked),
});

/** The same, from sums that only the house may see. */
export const countedResults = query({
  name: "satisfaction.counted-results",
  internal: true,
  input,
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx, world, now }, { period }): Promise<Results> {
    const periods = (
      await tx.query<{ period: string }>("select distinct period from satisfaction.cell order by period desc limit 40")
    ).map((row) => row.period);
    const wanted = period ?? periods[0] ?? "";
    const cells = await tx.query<CellRow & { tallies: Tallies | null }>(
      `select c.*, (select jsonb_object_agg(element, scores) from (
           select element, jsonb_object_agg(score, shown) as scores from satisfaction.tally
           where cell = c.id and shown > 0 group by element) e) as tallies
       from satisfaction.cell c where period = $1 order by service, agency, office, channel`,
      [wanted],
    );
    // A period in which the instrument changed is told by the newer one.
    const instrument =
      satisfactionFile.of(world.government).findLast(({ code }) => cells.some((cell) => cell.instrument === code)) ??
      instrumentOn(world.government, world.calendar.today(now));
    const own = cells.filter((cell) => cell.instrument === instrument.code);
    const by = (keyOf: (cell: CellRow) => string) => {
      const groups = new Map<string, typeof own>();
      for (const cell of own) groups.set(keyOf(cell), [...(groups.get(keyOf(cell)) ?? []), cell]);
      return [...groups];
    };
    return {
      instrument: instrument.code,
      period: wanted,
      periods,
      all: resultOf(instrument, "", own),
      services: by(({ service }) => service).map(([key, group]) => ({
        ...resultOf(instrument, key, group),
        title: group[0]!.title,
        agency: group[0]!.agency,
      })),
      offices: by(({ agency, office }) => `${agency}/${office}`).map(([key, group]) => ({
        ...resultOf(instrument, key, group),
        agency: group[0]!.agency,
        office: group[0]!.office,
      })),
      channels: by(({ channel }) => channel).map(([key, group]) => resultOf(instrument, key, group)),
    };
  },
});

/** Which agency a service that people were asked about belongs to; null when nobody was. */
export const agencyOfService = query({
  name: "satisfaction.agency-of-service",
  internal: true,
  input: z.object({ service: z.string().max(60) }).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { service }): Promise<{ agency: string } | null> {
    const [row] = await tx.query<{ agency: string }>(
      "select agency from satisfaction.cell where service = $1 order by period desc limit 1",
      [service],
    );
    return row ?? null;
  },
});

function resultOf(
  instrument: Instrument,
  key: string,
  cells: readonly (CellRow & { tallies: Tallies | null })[],
): Result {
  const sum = (part: "asked" | "answered" | "shown") => cells.reduce((all, cell) => all + cell[part], 0);
  return {
    key,
    title: null,
    asked: sum("asked"),
    answered: sum("answered"),
    shown: sum("shown"),
    sample: sampleFor(instrument, sum("asked")),
    ...figureOf(instrument, together(cells.map(({ tallies }) => tallies ?? {}))),
  };
}
