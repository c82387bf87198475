import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../kernel/index.ts";
import { less, plus, readFraction, zero } from "./fraction.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const number = z.string().regex(/^\d{1,6}(\.\d{1,6}|\/[1-9]\d{0,5})?$/);
const Instrument = z
  .object({
    code: word,
    from: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    law: textSchema,
    period: z.enum(["quarter", "half-year", "year"]),
    openDays: z.number().int().min(1).max(365),
    least: z.number().int().min(3).max(100),
    convert: z.number().int().min(1).max(100),
    /** What the scores 1, 2, ... are called. */
    scale: z.array(textSchema).min(2).max(10),
    sample: z.object({ chiSquare: number, share: number, error: number }).strict(),
    elements: z
      .array(
        z
          .object({
            code: word,
            weight: number,
            name: textSchema,
            question: textSchema,
            /** It may be left out: nobody meets an officer when all is done online. */
            mayNotApply: z.boolean().default(false),
          })
          .strict(),
      )
      .min(1)
      .max(30),
    /** From the best down. */
    bands: z
      .array(z.object({ grade: z.string().max(3), from: number, name: textSchema }).strict())
      .min(2)
      .max(10),
  })
  .strict();
export type Instrument = z.output<typeof Instrument>;

export const satisfactionFile = governmentFile("satisfaction.yaml", z.array(Instrument).min(1), (list, path) => {
  const faults: string[] = [];
  list.forEach((one, i) => {
    const wrong = (part: string, what: string) => faults.push(`${placeInYaml(path, [i, part])}: ${part}: ${what}`);
    const sum = one.elements.reduce((all, { weight }) => plus(all, readFraction(weight)), zero);
    if (sum.over !== sum.under) wrong("elements", "the weights must come to 1");
    if (new Set(one.elements.map(({ code }) => code)).size < one.elements.length)
      wrong("elements", "two elements share a code");
    const edges = one.bands.map(({ from }) => readFraction(from));
    if (edges.some((edge, b) => b > 0 && !less(edge, edges[b - 1]!)))
      wrong("bands", "bands must run from the best down");
    if (list.findIndex(({ code }) => code === one.code) !== i) wrong("code", "another instrument has this code");
    if (i > 0 && one.from <= list[i - 1]!.from) wrong("from", "instruments must stand in the order of their days");
  });
  if (faults.length > 0) throw new FileFault(faults);
  return list;
});

/** The instrument that holds on a day; the first one for days before any. */
export const instrumentOn = (government: Government, day: string): Instrument => {
  const list = satisfactionFile.of(government);
  return list.filter(({ from }) => from <= day).at(-1) ?? list[0]!;
};
export const instrumentOf = (government: Government, code: string): Instrument | undefined =>
  satisfactionFile.of(government).find((one) => one.code === code);

/** The period that a day belongs to: "2026-Q4", "2026-H2" or "2026". */
export function periodOf(day: string, kind: Instrument["period"]): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (kind === "year") return year;
  return kind === "quarter" ? `${year}-Q${Math.ceil(month / 3)}` : `${year}-H${Math.ceil(month / 6)}`;
}
