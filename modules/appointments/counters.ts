import { z } from "zod";
import { FileFault, type Government, governmentFile, officeOf, placeInYaml, textSchema } from "../../kernel/index.ts";

const word = z.string().regex(/^[a-z0-9-]{1,40}$/);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const whole = (least: number, most: number) => z.number().int().min(least).max(most);

const Errand = z
  .object({
    code: word,
    name: textSchema,
    /** First letter of its numbers: "A012". */
    letter: z.string().regex(/^[A-Z]$/),
    /** How many can be served within one slot, at all its desks together. */
    perSlot: whole(1, 500),
    /** What each visit uses up. */
    stock: word.optional(),
    /** The service of the catalogue that it belongs to. */
    service: word.optional(),
    bring: textSchema.optional(),
  })
  .strict();
const Desk = z.object({ code: word, name: textSchema, errands: z.array(word).min(1).max(50) }).strict();
const Place = z
  .object({
    code: word,
    name: textSchema,
    kind: z.enum(["mall", "district", "village"]),
    region: z.string().max(20),
    address: textSchema,
    /** "agency/office" of those who work here. */
    offices: z.array(z.string().max(130)).min(1).max(50),
    slotMinutes: whole(5, 240),
    /** Percent of each slot that is kept for who comes without an appointment. */
    walkInShare: whole(0, 100),
    /** By ISO weekday ("1" is Monday): from and to, local time. */
    hours: z.record(z.string().regex(/^[1-7]$/), z.array(z.tuple([time, time])).max(4)),
    /** Days on which this place alone is closed, with the reason. */
    closed: z.record(day, textSchema).default({}),
    desks: z.array(Desk).min(1).max(100),
    errands: z.array(Errand).min(1).max(50),
  })
  .strict();
const Counters = z
  .object({
    law: textSchema,
    booking: z.object({ daysAhead: whole(1, 90), closesMinutes: whole(0, 10_080), mostOpen: whole(1, 20) }).strict(),
    reminder: z.object({ daysBefore: whole(1, 7), at: time }).strict(),
    noShow: z
      .object({
        graceMinutes: whole(0, 240),
        strikes: whole(1, 20),
        withinDays: whole(1, 365),
        blockDays: whole(1, 365),
      })
      .strict(),
    waitingList: z.object({ holdHours: whole(1, 168) }).strict(),
    stocks: z
      .array(z.object({ code: word, name: textSchema }).strict())
      .max(50)
      .default([]),
    places: z.array(Place).min(1).max(500),
  })
  .strict();
export type Counters = z.output<typeof Counters>;
export type Place = z.output<typeof Place>;
export type Errand = z.output<typeof Errand>;

export const countersFile = governmentFile("counters.yaml", Counters, (counters, path, government) => {
  const faults: string[] = [];
  const wrong = (at: readonly PropertyKey[], what: string) =>
    faults.push(`${placeInYaml(path, at)}: ${at.join(".")}: ${what}`);
  const stocks = new Set(counters.stocks.map(({ code }) => code));
  counters.places.forEach((place, p) => {
    const codes = new Set(place.errands.map(({ code }) => code));
    if (counters.places.findIndex(({ code }) => code === place.code) !== p)
      wrong(["places", p, "code"], `another place is called ${place.code}`);
    if (codes.size < place.errands.length || new Set(place.errands.map(({ letter }) => letter)).size < codes.size)
      wrong(["places", p, "errands"], "two errands share a code or a letter");
    for (const office of place.offices) {
      const [agency = "", code = ""] = office.split("/");
      if (!officeOf(government, agency, code)) wrong(["places", p, "offices"], `there is no office ${office}`);
    }
    for (const [weekday, spans] of Object.entries(place.hours))
      spans.forEach(([from, to], i) => {
        if (to <= from || (spans[i - 1]?.[1] ?? "") > from)
          wrong(["places", p, "hours", weekday], "hours must run forward, one after the other");
      });
    place.errands.forEach(({ code, stock, perSlot }, e) => {
      // Else people would wait for a place that never becomes free.
      if (place.walkInShare < 100 && perSlot <= Math.ceil((perSlot * place.walkInShare) / 100))
        wrong(["places", p, "errands", e, "perSlot"], "the share of who just comes leaves nothing to book");
      if (stock && !stocks.has(stock)) wrong(["places", p, "errands", e, "stock"], `there is no stock ${stock}`);
      if (!place.desks.some(({ errands }) => errands.includes(code)))
        wrong(["places", p, "errands", e], `no desk serves ${code}`);
    });
    place.desks.forEach(({ errands }, d) => {
      for (const errand of errands)
        if (!codes.has(errand)) wrong(["places", p, "desks", d], `there is no errand ${errand}`);
    });
  });
  if (faults.length > 0) throw new FileFault(faults);
  return counters;
});

export const countersOf = (government: Government): Counters => countersFile.of(government);

/** A place by its code; null when the government's files lack it. */
export const placeOf = (government: Government, code: string): Place | null =>
  countersOf(government).places.find((one) => one.code === code) ?? null;

/** A place with one of its errands. */
export function errandOf(
  government: Government,
  code: string,
  errand: string,
): { place: Place; errand: Errand } | null {
  const place = placeOf(government, code);
  const found = place?.errands.find((one) => one.code === errand);
  return place && found ? { place, errand: found } : null;
}

/** The agencies whose officers may see what is booked at a place. */
export const agenciesOf = (place: Place): string[] => [
  ...new Set(place.offices.map((office) => office.slice(0, office.indexOf("/")))),
];
