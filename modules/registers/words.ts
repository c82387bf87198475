import type { Government } from "../../kernel/index.ts";
import { entries } from "../registry/index.ts";
import { registersOf } from "./definition/read.ts";

interface Fields {
  may: readonly string[];
  must: readonly string[];
}

/** What the effects of a service may write: into the registers of people and businesses, and into those of the files. */
export function writable(government: Government): Record<string, Record<string, Fields>> {
  const own = registersOf(government).map((register): [string, Record<string, Fields>] => {
    const may = Object.keys(register.fields);
    const must = may.filter((name) => register.fields[name]!.required);
    return [
      register.code,
      { create: { may, must }, put: { may, must }, update: { may, must: [] }, end: { may, must: [] } },
    ];
  });
  return { population: entries.eventFields, businesses: entries.businessFields, ...Object.fromEntries(own) };
}
