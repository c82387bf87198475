import { evaluate, type Value } from "../rules/index.ts";
import type { ServiceDefinition } from "./definition/schema.ts";

/** One change that an end brings: which entry of effects.yaml, which of its list, and what its expressions read. */
export interface DueEffect {
  /** Its place in the file, and in a list its place there: "0", "2.1". */
  place: string;
  effect: ServiceDefinition["effects"][number];
  scope: Record<string, Value>;
}

/** The effects of an end that hold, each of a list by itself, in the order of their file. */
export function* effectsAt(
  service: Pick<ServiceDefinition, "effects">,
  end: string,
  scope: Record<string, Value>,
): Generator<DueEffect> {
  for (const [n, effect] of service.effects.entries()) {
    if (effect.on !== end) continue;
    const list = effect.each === undefined ? [null] : evaluate(effect.each, scope);
    for (const [i, item] of (Array.isArray(list) ? list : []).entries()) {
      const here = effect.each === undefined ? scope : { ...scope, item };
      if (effect.when === undefined || evaluate(effect.when, here) === true)
        yield { place: effect.each === undefined ? String(n) : `${n}.${i}`, effect, scope: here };
    }
  }
}
