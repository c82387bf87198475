import { distance } from "../search.ts";
import type { Part, ServiceDefinition } from "./schema.ts";

/** What is wrong, and where it stands: the file's name without its ending, and the way to the part within it. */
export interface Finding {
  file: "service" | Part;
  path: readonly (string | number)[];
  says: string;
  /** How to mend it, where the sentence does not say so itself. */
  hint?: string;
}
/** An expression, or a cell of a table, where it stands in a service's files. */
export interface Expression {
  file: Finding["file"];
  path: Finding["path"];
  text: string;
  kind: "expression" | "tests";
}
export type Find = (file: Finding["file"], path: Finding["path"], says: string, hint?: string) => void;
/** Reads an expression or a cell that stands at that place, and finds what it cannot know. */
export type Read = (
  text: string | undefined,
  known: readonly string[],
  file: Finding["file"],
  path: Finding["path"],
  kind?: Expression["kind"],
) => void;

/** What every expression may read besides the form's own fields. */
export const given = ["applicant", "business", "today"];

export const citeHint = "List that law there, or leave out what no law asks for";

/** The known name that is most like a misspelt one, as a hint. */
export function nearest(name: string, known: readonly string[]): string {
  const [best] = known
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far < 3 ? `Did you mean "${best.one}"?` : `Known are ${known.slice(0, 40).join(", ")}`;
}

/** A citation that the service's own list of laws does not hold. */
export function lawless(service: ServiceDefinition, law: string | undefined): string | undefined {
  return law !== undefined && !service.standard.legalBasis.some(({ code }) => code === law)
    ? `"${law}" is cited, but is not in standard.legalBasis`
    : undefined;
}
