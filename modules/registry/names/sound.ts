import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Government, governmentFile } from "../../../kernel/index.ts";
import { plainName } from "../person.ts";

const word = z.string().regex(/^[a-z]{1,30}$/);
const Sounds = z
  .object({
    /** The day that the rules are of, and where they come from. */
    edition: z.iso.date(),
    source: z.string().min(1),
    /** What stands before or behind a name and is none: degrees, titles, forms of address. */
    titles: z.array(word).max(500),
    /** Letters that are read alike, in this order: an old spelling becomes the new one first. */
    spellings: z.array(z.object({ old: word, new: z.string().regex(/^[a-z]{0,5}$/) }).strict()).max(100),
    /** Short forms, and other forms of one name: what it is read as, and how it is also written. */
    variants: z.record(word, z.array(word).max(60)),
  })
  .strict();

const file = governmentFile("codes/name-sounds.yaml", Sounds, made);
/** How names are read. A government may do without: then only letters count. */
export const soundsFile = { ...file, optional: true };

function made({ titles, spellings, variants }: z.output<typeof Sounds>) {
  const titleSet = new Set(titles);
  const folded = (text: string): string =>
    spellings.reduce((read, one) => read.replaceAll(one.old, one.new), text).replace(/(.)\1+/g, "$1");
  const read = new Map(
    Object.entries(variants).flatMap(([one, others]) => [one, ...others].map((way) => [folded(way), folded(one)])),
  );
  return {
    hash: createHash("sha256")
      .update(JSON.stringify([titles, spellings, variants]))
      .digest("base64url")
      .slice(0, 16),
    titles,
    isTitle: (text: string) => titleSet.has(text),
    keyOf: (text: string) => read.get(folded(text)) ?? folded(text),
  };
}
export type Sounds = ReturnType<typeof made>;
const plain = made({ edition: "", source: "", titles: [], spellings: [], variants: {} });

export const soundsOf = (government: Government): Sounds =>
  existsSync(join(government.folder, file.file)) ? file.of(government) : plain;

/** The words of a name as they are compared: small letters, each part by itself. */
export const wordsOfName = (name: string): string[] =>
  plainName(name)
    .split(" ")
    .filter((one) => one !== "" && one.length <= 60);
