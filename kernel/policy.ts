import type { Actor, Assurance, Hat, Role } from "./actor.ts";
import { refuse } from "./refusal.ts";

/** A named tie between the actor and the thing: the name is shown to citizens, the function decides. */
export interface Relation<Thing, Input> {
  name: string;
  holds(actor: Actor, thing: Thing, input: Input): boolean;
}

/** One row of the policy table. What no row grants is denied. */
export interface Grant<Thing = unknown, Input = unknown> {
  hat: Hat;
  /** For officers: any of these duties. */
  roles?: readonly Role[];
  relation?: Relation<Thing, Input>;
  /** Least assurance; 3 asks for the second factor again. */
  assurance?: Assurance;
  /** Why personal data is used here; a key of the record of processing. */
  purpose?: string;
  /** Fields that this grant shows only in part, or not at all. */
  see?: Readonly<Record<string, "mask" | "deny">>;
}

export function relation<Thing, Input = unknown>(
  name: string,
  holds: (actor: Actor, thing: Thing, input: Input) => boolean,
): Relation<Thing, Input> {
  return { name, holds };
}

const wears = <T, I>(actor: Actor, grant: Grant<T, I>): boolean => {
  if (grant.hat === "anyone") return true;
  if (grant.hat !== actor.hat) return false;
  return !grant.roles || grant.roles.some((role) => actor.officer?.roles.includes(role));
};

/**
 * The first grant that fits, or a refusal: "sign-in-needed" for strangers,
 * "step-up-needed" when only the assurance is short, "not-found" when the tie to
 * the thing is missing (so that nobody learns what exists), else "not-allowed".
 */
export function allowed<Thing, Input>(
  grants: readonly Grant<Thing, Input>[],
  actor: Actor,
  thing: Thing,
  input: Input,
): Grant<Thing, Input> {
  let short = false;
  let untied = false;
  for (const grant of grants) {
    if (!wears(actor, grant)) continue;
    if (grant.relation && !grant.relation.holds(actor, thing, input)) {
      untied = true;
      continue;
    }
    if (actor.assurance < (grant.assurance ?? 0)) {
      short = true;
      continue;
    }
    return grant;
  }
  if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
  if (short) refuse("step-up-needed", "kernel.refusal.step-up-needed");
  if (untied) refuse("not-found", "kernel.refusal.not-found");
  refuse("not-allowed", "kernel.refusal.not-allowed");
}

/**
 * Refuses who could not act whatever the thing is, before a form is shown that they would fill in for nothing. Whether this very
 * thing is theirs is decided when they act.
 */
export function entitled<Thing, Input>(of: { allow: readonly Grant<Thing, Input>[] }, actor: Actor): void {
  const grants = of.allow.map(({ relation: _tie, ...grant }) => grant);
  allowed<unknown, unknown>(grants, actor, undefined, undefined);
}

/** Hides most of a value and leaves enough to recognise one's own: "3374••••••••0003". */
export function mask(value: string): string {
  const keep = value.length >= 12 ? 4 : 1;
  return value.length <= 2 ? "••" : value.slice(0, keep) + "•".repeat(value.length - 2 * keep) + value.slice(-keep);
}

/** Shows a field as the grant allows: whole, masked, or not at all. */
export type See = <V>(field: string, value: V) => V | string | null;

export function seeing(grant: Grant<never, never> | Grant): See {
  return (field, value) => {
    const rule = grant.see?.[field];
    if (!rule || value === null || value === undefined) return value;
    return rule === "deny" ? null : mask(String(value));
  };
}
