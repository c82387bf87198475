import { citeHint, type Find, given, lawless, type Read } from "./finding.ts";
import { lintEffects } from "./lint-effects.ts";
import { type Vocabulary, wordsOf } from "./lint-words.ts";
import type { ServiceDefinition } from "./schema.ts";

/** The optional parts: each is there because something uses it, and what is used is there. */
export function lintParts(
  service: ServiceDefinition,
  names: readonly string[],
  find: Find,
  read: Read,
  words: Vocabulary | undefined,
): void {
  for (const [code, { rows }] of Object.entries(service.documents))
    rows.forEach((row, i) => {
      read(row.value, names, "documents", [code, "rows", i, "value"]);
    });
  service.eligibility.forEach(({ when, law }, i) => {
    read(when, given, "eligibility", [i, "when"]);
    const says = lawless(service, law);
    if (says) find("eligibility", [i, "law"], says, citeHint);
  });
  lintEffects(service, names, find, read, words);
  if (!service.process || !words) return;
  const { steps } = service.process;
  const said = wordsOf(steps, words);
  const has = {
    fee: service.fee !== undefined,
    documents: Object.keys(service.documents).length > 0,
    refusals: service.refusals.length > 0,
    appeal: service.appeal !== undefined,
  };
  const users = (part: keyof typeof has) =>
    Object.keys(words.needs).filter((word) => words.needs[word]!.includes(part));
  for (const part of Object.keys(has) as (keyof typeof has)[]) {
    const [by] = users(part).filter((word) => said.has(word));
    const inFile = part === "fee" || part === "documents";
    if (by && !has[part])
      find(
        inFile ? "process" : "service",
        inFile ? ["steps", stepThatSays(steps, by)] : ["messages"],
        `the process says "${by}", and that needs ${part}`,
        inFile ? `Write ${part}.yaml, or take the step out` : `Write ${part} into service.yaml`,
      );
    if (!by && has[part] && users(part).length > 0)
      find(
        inFile ? part : "service",
        inFile ? [] : [part],
        `${part} is never used`,
        `The process would say ${users(part)
          .map((word) => `"${word}"`)
          .join(" or ")}`,
      );
  }
  for (const [name, step] of Object.entries(steps)) {
    if (!("do" in step) || !users("documents").includes(step.do) || !has.documents) continue;
    const known = Object.keys(service.documents);
    const asked = step.with.document;
    if (asked === undefined ? known.length > 1 : !known.includes(asked))
      find(
        "process",
        ["steps", name],
        asked === undefined ? `"${name}" does not say which document` : `there is no document "${asked}"`,
        `Write with: { document: ... }, one of ${known.join(", ")}`,
      );
  }
}

const stepThatSays = (steps: NonNullable<ServiceDefinition["process"]>["steps"], word: string): string =>
  Object.entries(steps).find(
    ([, step]) => ("do" in step && step.do === word) || ("task" in step && Object.hasOwn(step.task.outcomes, word)),
  )?.[0] ?? "";
