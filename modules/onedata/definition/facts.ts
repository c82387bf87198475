import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../../kernel/index.ts";

const word = z.string().regex(/^[a-z0-9-]{1,60}$/);
const Fact = z
  .object({
    code: word,
    name: textSchema,
    /** The register that owns it; a fact that no register keeps has none. */
    owner: z
      .object({ register: word, field: z.string().max(40) })
      .strict()
      .optional(),
    /** Kinds of question that can ask for it. */
    types: z.array(z.string().max(40)).min(1),
    bank: z.array(z.string().max(40)).default([]),
    lists: z.array(z.string().max(80)).default([]),
    /** How forms call it. */
    words: z.array(z.string().min(2).max(120)).max(40),
  })
  .strict();
export type Fact = z.output<typeof Fact>;

/** onedata/facts.yaml: facts with one owner, and how forms call them. */
export const factsFile = governmentFile("onedata/facts.yaml", z.array(Fact), (list, path) => {
  const faults = list.flatMap(({ code }, i) =>
    list.findIndex((one) => one.code === code) < i
      ? [`${placeInYaml(path, [i, "code"])}: "${code}" stands there twice`]
      : [],
  );
  if (faults.length > 0) throw new FileFault(faults);
  return list;
});
export const factsOf = (government: Government): readonly Fact[] => factsFile.of(government);
