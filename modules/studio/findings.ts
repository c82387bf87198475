import type { PlacedFault } from "../../kernel/index.ts";
import { nameOf } from "./editor/reading.ts";
import type { Path } from "./editor/shape.ts";

/** What is wrong in a service's files: in which part of it, on which line, at which place, in words. */
export interface Finding extends PlacedFault {
  /** "form", where the fault says "form.yaml". */
  file: string;
}

export const findingsOf = (faults: readonly PlacedFault[]): Finding[] =>
  faults.map((fault) => ({ ...fault, file: fault.file.replace(/\.yaml$/, "") }));

/** Those at a place or within it. */
export const within = <One extends Pick<PlacedFault, "path">>(findings: readonly One[], place: Path): One[] =>
  findings.filter(({ path }) => place.every((part, i) => String(path[i]) === String(part)));

/** What is said at each field of a place, by the field's path; what lies deeper is told at every field on the way to it. */
export function atFields(findings: readonly Finding[], place: Path): Map<string, string> {
  const said = new Map<string, string>();
  for (const { path, says } of within(findings, place))
    for (let depth = place.length + 1; depth <= path.length; depth += 1) said.set(nameOf(path.slice(0, depth)), says);
  return said;
}
