import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FileFault, type Government, governmentFile, placeInYaml, textSchema } from "../../../kernel/index.ts";

const file = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);
const Source = z.discriminatedUnion("as", [
  /** `regions.yaml`: the government's own villages. */
  z.object({ file, as: z.literal("region") }).strict(),
  /** `regions.yaml`: the government's own regency, or regencies. */
  z.object({ file, as: z.literal("regency") }).strict(),
  /** `kbli.yaml`: the business activities that its services know. */
  z.object({ file, as: z.literal("activities") }).strict(),
  /** Lines "code,name", perhaps compressed (.gz); codes such as 11.01.02 lie within 11.01; `level` keeps one depth. */
  z.object({ file, as: z.literal("tree"), level: z.number().int().min(1).max(8) }).strict(),
  /** Lines "code,name", perhaps compressed (.gz). */
  z.object({ file, as: z.literal("codes") }).strict(),
]);
const List = z
  .object({
    list: z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?$/),
    title: textSchema,
    /** The day that the list is of. */
    edition: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    source: z.string().min(1),
    licence: z.string().optional(),
    files: z.array(Source).min(1).max(10),
  })
  .strict();
export type CodeList = z.output<typeof List>;
export type ListSource = z.output<typeof Source>;

export const listsFile = governmentFile("codes/lists.yaml", z.array(List), (lists, path, { folder }) => {
  const faults = lists.flatMap(({ list, files }, i) => [
    ...(lists.findIndex((one) => one.list === list) < i
      ? [`${placeInYaml(path, [i, "list"])}: ${list} stands there twice`]
      : []),
    ...files.flatMap((one, f) =>
      existsSync(join(folder, "codes", one.file))
        ? []
        : [`${placeInYaml(path, [i, "files", f, "file"])}: there is no file codes/${one.file}`],
    ),
  ]);
  if (faults.length > 0) throw new FileFault(faults);
  return lists;
});

/** The code lists that a government has, by their names. */
export const codeListsOf = (government: Government): readonly CodeList[] => listsFile.of(government);

/** The way entries are made; raise it when it changes, and every list is loaded anew. */
const making = 1;
/** Tells whether a list has changed: over all its files. */
export function hashOfList({ folder }: Government, { list, files }: CodeList): string {
  const hash = createHash("sha256").update(JSON.stringify([making, list, files]));
  for (const one of files) hash.update(readFileSync(join(folder, "codes", one.file)));
  return hash.digest("hex");
}
