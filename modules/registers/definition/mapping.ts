import type { Data } from "./check.ts";
import type { Register } from "./schema.ts";

/** What a record says under the next version: renamed, filled where it says nothing, and without what is kept no more. */
export function brought({ mapping = {} }: Pick<Register, "mapping">, data: Data): Data {
  const { renamed = {}, defaults = {}, dropped = {} } = mapping;
  const moved = Object.entries(data).flatMap(([name, value]): [string, unknown][] =>
    name in dropped ? [] : [[renamed[name] ?? name, value]],
  );
  return { ...defaults, ...Object.fromEntries(moved) };
}

/** The same over several versions, the oldest first. */
export const broughtThrough = (versions: readonly Pick<Register, "mapping">[], data: Data): Data =>
  versions.reduce((said, version) => brought(version, said), data);
