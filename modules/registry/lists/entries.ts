import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { FileFault, type Government, textIn } from "../../../kernel/index.ts";
import { activitiesOf, placesOf } from "../codes.ts";
import { plainName } from "../person.ts";
import type { CodeList, ListSource } from "./file.ts";

/** One entry as it is loaded. `place` 0 comes before 1. */
export interface CodeEntry {
  code: string;
  text: string;
  place: 0 | 1;
  key: string;
  near: string;
}

/** All entries of a list, the first file's first. A code that comes again is left out. Throws FileFault. */
export function entriesOf(government: Government, { files }: CodeList): CodeEntry[] {
  const all = new Map<string, CodeEntry>();
  files.forEach((source, i) => {
    for (const { code, name, within = [], more = "" } of rowsOf(government, source)) {
      if (all.has(code)) continue;
      const text = [name, ...within].join(", ");
      const near = plainName([...within, more].join(" "));
      all.set(code, { code, text, place: i === 0 && files.length > 1 ? 0 : 1, key: plainName(name), near });
    }
  });
  return [...all.values()];
}

interface Row {
  code: string;
  name: string;
  /** What it lies in, the nearest first. */
  within?: string[];
  /** Further words it may be found by. */
  more?: string;
}

function rowsOf(government: Government, source: ListSource): Row[] {
  switch (source.as) {
    case "region":
      return placesOf(government).map(({ code, village, district, regency, postal }) => ({
        code,
        name: village,
        within: [district, regency],
        more: postal,
      }));
    case "regency":
      return placesOf(government).map(({ code, regency }) => ({ code: code.split(".", 2).join("."), name: regency }));
    case "activities":
      return activitiesOf(government).map(({ code, title }) => ({
        code,
        name: textIn(title, "id"),
        within: [`KBLI ${code}`],
        more: `${code} ${textIn(title, "en")}`,
      }));
    case "codes":
      return [...linesOf(government, source.file)].map(([code, name]) => ({ code, name, more: code }));
    case "tree": {
      const names = linesOf(government, source.file);
      const above = (code: string): string[] => {
        const parent = code.slice(0, Math.max(0, code.lastIndexOf(".")));
        return parent ? [names.get(parent) ?? parent, ...above(parent)] : [];
      };
      return [...names]
        .filter(([code]) => code.split(".").length === source.level)
        .map(([code, name]) => ({ code, name, within: above(code) }));
    }
  }
}

/** Lines "code,name" under a head; a name with a comma stands in quotes. */
function linesOf({ folder }: Government, file: string): Map<string, string> {
  const path = join(folder, "codes", file);
  const bytes = readFileSync(path);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: 50_000_000 }) : bytes).toString();
  const found = new Map<string, string>();
  text.split(/\r?\n/).forEach((line, i) => {
    if (i === 0 || line === "") return;
    const [, code, quoted, plain] = /^([^,"]{1,60}),(?:"((?:[^"]|"")+)"|([^"].*))$/.exec(line) ?? [];
    const name = quoted?.replaceAll('""', '"') ?? plain;
    if (!code || !name) throw new FileFault([`${path}:${i + 1}: not "code,name"`]);
    found.set(code, name);
  });
  return found;
}
