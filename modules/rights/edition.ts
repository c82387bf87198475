import { z } from "zod";
import { FileFault, type Government, governmentFile, officeOf, placeInYaml, textSchema } from "../../kernel/index.ts";
import { Looks } from "./looks.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** What a person may ask for. The copy of all that is held is no request: it is handed out at once. */
export const kinds = ["access", "correction", "restriction", "erasure", "objection"] as const;
export type Kind = (typeof kinds)[number];

const Clock = z.object({ hours: z.number().int().min(1).max(8760), article: textSchema }).strict();
const Keeps = z
  .object({
    law: textSchema,
    years: z.number().int().min(0).max(100).optional(),
    onRequest: z.boolean().default(false),
  })
  .strict();
const Edition = z
  .object({
    from: z.iso.date(),
    law: textSchema,
    officer: z.object({ agency: word, office: word }).strict(),
    requests: z.record(z.enum(kinds), Clock),
    refusals: z.array(z.object({ code: word, law: textSchema }).strict()).min(1),
    breach: Clock,
    keeps: z.record(z.string().regex(/^[a-z]+\.[a-z-]+$/), Keeps),
    looks: Looks,
    /** What makes an assessment needed: a life event, a question, or a deed that comes to pass before anybody looked. */
    assess: z
      .array(
        z
          .object({
            code: word,
            why: z.string().min(10),
            lifeEvents: z.array(word).default([]),
            fields: z.array(z.string().max(60)).default([]),
            unseen: z.array(word).default([]),
          })
          .strict(),
      )
      .max(20),
  })
  .strict();

/** What the law said from a day on: rights, clocks, how long records are kept, which looks are odd. */
export type Edition = z.output<typeof Edition>;

export const privacyFile = governmentFile("privacy.yaml", z.array(Edition).min(1), (list, path, government) => {
  const faults = list.flatMap(({ from, officer }, i) => [
    ...(i > 0 && from <= list[i - 1]!.from
      ? [`${placeInYaml(path, [i, "from"])}: from: editions must stand in the order of their days`]
      : []),
    ...(officeOf(government, officer.agency, officer.office)
      ? []
      : [`${placeInYaml(path, [i, "officer"])}: officer: no agency has this office`]),
  ]);
  if (faults.length > 0) throw new FileFault(faults);
  return list;
});

/** The edition that holds on a day; the first one for days before any. */
export const editionOn = (government: Government, day: string): Edition => {
  const list = privacyFile.of(government);
  return list.filter(({ from }) => from <= day).at(-1) ?? list[0]!;
};
