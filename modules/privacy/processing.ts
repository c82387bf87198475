import type { Grant, Hat, Manifest, Query, Role } from "../../kernel/index.ts";

/** One line of the policy table: who may see which fields, for what. */
export interface Processing {
  /** Name of the question: "registry.person". */
  query: string;
  purpose: string;
  hat: Hat;
  roles: readonly Role[];
  /** The tie that is asked for: "self". */
  relation: string | null;
  assurance: number;
  whole: readonly string[];
  masked: readonly string[];
}

/**
 * The policy table of all questions that show personal data, taken from the declarations
 * by which they are judged: what citizens read here is what the code does.
 */
export function policyTable(modules: readonly Manifest[]): Processing[] {
  const queries = modules.flatMap((room) => (room.queries ?? []) as unknown as readonly Query[]);
  return queries.flatMap(({ name, personal, allow }) =>
    personal ? (allow as readonly Grant[]).map((grant) => lineOf(name, personal.fields, grant)) : [],
  );
}

const lineOf = (query: string, fields: readonly string[], grant: Grant): Processing => ({
  query,
  purpose: grant.purpose ?? "",
  hat: grant.hat,
  roles: grant.roles ?? [],
  relation: grant.relation?.name ?? null,
  assurance: grant.assurance ?? 0,
  whole: fields.filter((field) => !grant.see?.[field]),
  masked: fields.filter((field) => grant.see?.[field] === "mask"),
});
