import type { Text } from "../../../kernel/index.ts";
import type { Answers } from "../../forms/index.ts";
import { ExpressionFault, evaluate, type Scope, type Value } from "../../rules/index.ts";
import { kindOfExpression } from "../definition/lint-kinds.ts";
import { isOnline, type ServiceDefinition } from "../definition/schema.ts";
import type { Trial } from "../definition/trials-file.ts";
import { decidedFor, factsOn } from "./judge.ts";

/** What an expression gives: its kind, and its value in one of the service's own tests. */
export interface Result {
  kind: Text | null;
  sample: { test: string; value: Exclude<Value, null> } | null;
}

/** What comes of an expression of a service; the sample is of the first test in which it has a value. */
export function resultOf(service: ServiceDefinition, text: string): Result {
  for (const trial of service.tests) {
    const value = valueIn(service, trial, text);
    if (value !== null) return { kind: kindOfExpression(service, text), sample: { test: trial.title, value } };
  }
  return { kind: kindOfExpression(service, text), sample: null };
}

function valueIn(service: ServiceDefinition, trial: Trial, text: string): Value {
  try {
    const facts: Scope = factsOn(trial, trial.day, service);
    const scope = isOnline(service) ? decidedFor(service, trial.answers as Answers, facts, trial.day).scope : facts;
    return evaluate(text, scope);
  } catch (error) {
    // The linter tells what is wrong with it.
    if (error instanceof ExpressionFault) return null;
    throw error;
  }
}
