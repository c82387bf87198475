import { type Called, catchesOf, type ProcessGraph, type ProcessStep } from "./graph.ts";
import { stepAt } from "./run.ts";
import type { ProcessState } from "./state.ts";

/** What may be said to a case from outside. */
export type Word = { message: string } | { signal: string };

/** Whether a case that stands at a step would be moved by it. */
const hears = (step: ProcessStep, word: Word): boolean =>
  "message" in word
    ? ("wait" in step && step.wait === word.message) ||
      catchesOf(step).some((one) => "message" in one && one.message === word.message)
    : ("hear" in step && step.hear === word.signal) ||
      catchesOf(step).some((one) => "signal" in one && one.signal === word.signal);

/** Whether any part of a case listens to a word now. */
export const listens = (graph: ProcessGraph, called: Called, { tokens }: ProcessState, word: Word): boolean =>
  tokens.some(({ at }) => hears(stepAt(graph, called, at), word));

const signalsAt = (step: ProcessStep): string[] => [
  ...("hear" in step ? [step.hear] : []),
  ...catchesOf(step).flatMap((one) => ("signal" in one ? [one.signal] : [])),
];

/** The signals that cases of a process can listen to, and at which places, as tokens name them ("step", "code@version/step"). */
export function listeningPlaces(graph: ProcessGraph, called: Called): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const all: [prefix: string, graph: ProcessGraph][] = [
    ["", graph],
    ...Object.entries(called).map(([name, one]): [string, ProcessGraph] => [`${name}/`, one]),
  ];
  for (const [prefix, { steps }] of all)
    for (const [name, step] of Object.entries(steps))
      for (const signal of signalsAt(step)) places.set(signal, [...(places.get(signal) ?? []), prefix + name]);
  return places;
}
