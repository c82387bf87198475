import { type Role, roles } from "../../../kernel/index.ts";
import type { AnyField } from "../../forms/index.ts";
import { graphs, type ProcessStep, workOf } from "../../process/index.ts";
import type { LifeEvent } from "../life-events.ts";
import type { Find } from "./finding.ts";
import { lintDpia, type MustAssess } from "./lint-dpia.ts";
import type { ServiceDefinition } from "./schema.ts";

/** A word that a process may say, and which of the service's own messages it sends. */
export type Sends = Readonly<Record<string, readonly string[]>>;

/** What the rest of the house understands. The catalogue knows no other room, so it is told. */
export interface Vocabulary {
  /** Codes of the record of processing. */
  purposes: ReadonlySet<string>;
  /** What a process may have done, wait for, let an officer decide, and end with. */
  deeds: Sends;
  waits: Sends;
  outcomes: Sends;
  ends: Sends;
  /** Messages that every application sends. */
  always: readonly string[];
  /** Parts of the service that a word of its process needs; a part that only such words use is idle without them. */
  needs: Readonly<Record<string, readonly ("fee" | "documents" | "refusals" | "appeal")[]>>;
  /** Registers that an effect may write into: by register and change, which fields it may fill and which it must. */
  registers: Readonly<Record<string, Readonly<Record<string, { may: readonly string[]; must: readonly string[] }>>>>;
  /** What offices see people for, by appointment. */
  errands: readonly string[];
  /** Why a service must be assessed for what it may do to people, by the government's rules. */
  mustAssess(service: ServiceDefinition): readonly MustAssess[];
}

/** Words that a service's files use and somebody else must understand. */
export function lintWords(
  service: ServiceDefinition,
  words: Vocabulary,
  events: readonly LifeEvent[],
  find: Find,
): void {
  service.lifeEvents.forEach((event, i) => {
    if (!events.some(({ code }) => code === event))
      find("service", ["lifeEvents", i], `"${event}" is not in life-events.yaml`);
  });
  service.form?.pages.forEach((page, p) => {
    page.fields.forEach((field, f) => {
      const at = ["pages", p, "fields", f];
      lintPurpose(field, at, words, find);
      field.fields?.forEach((part, i) => {
        lintPurpose(part, [...at, "fields", i], words, find);
      });
    });
  });
  lintDpia(service, words.mustAssess(service), find);
  const needed = new Map<string, string>();
  const need = (messages: readonly string[], why: string) => {
    for (const message of messages) if (!needed.has(message)) needed.set(message, why);
  };
  for (const [name, step] of Object.entries(service.process?.steps ?? {}))
    for (const { path, word, known, what, own } of said(step, words)) {
      if (own) need([own], `"${name}" sends it`);
      if (Object.hasOwn(known, word)) need(known[word]!, `"${name}" sends it`);
      else
        find(
          "process",
          ["steps", name, ...path],
          `"${word}" is no ${what}; known are ${Object.keys(known).join(", ")}`,
        );
    }
  if (service.process) need(words.always, "every application sends it");
  for (const [message, why] of needed)
    if (!Object.hasOwn(service.messages, message))
      find("service", ["messages"], `the message "${message}" is missing: ${why}`);
  for (const message of Object.keys(service.messages))
    if (!needed.has(message))
      find(
        "service",
        ["messages", message],
        `nothing sends the message "${message}"`,
        "Take it out, or send it by `do: tell`",
      );
}

function lintPurpose(field: AnyField, at: (string | number)[], { purposes }: Vocabulary, find: Find) {
  if (field.purpose !== undefined && !purposes.has(field.purpose))
    find("form", [...at, "purpose"], `the purpose "${field.purpose}" is not in purposes.yaml`);
}

interface Said {
  /** A message that the step itself names. */
  own?: string | undefined;
  path: (string | number)[];
  word: string;
  known: Sends;
  what: string;
}
const duties: Sends = Object.fromEntries(roles.map((role: Role) => [role, []]));

function said(step: ProcessStep, { deeds, waits, outcomes, ends }: Vocabulary): Said[] {
  if ("do" in step)
    return [{ path: ["do"], word: step.do, known: deeds, what: "deed of the house", own: ownMessage(step) }];
  if ("end" in step) return [{ path: ["end"], word: step.end, known: ends, what: "end of a case" }];
  const what = "word that the house waits for";
  const heard = graphs
    .catchesOf(step)
    .flatMap((one, i) =>
      "message" in one ? [{ path: ["catch", i, "message"], word: one.message, known: waits, what }] : [],
    );
  if ("wait" in step) return [{ path: ["wait"], word: step.wait, known: waits, what }, ...heard];
  const work = workOf(step);
  if (!work) return heard;
  const at = "each" in step ? ["each", "task"] : ["task"];
  return [
    { path: [...at, "role"], word: work.role, known: duties, what: "duty of an officer" },
    ...Object.keys(work.outcomes).map((word) => ({
      path: [...at, "outcomes", word],
      word,
      known: outcomes,
      what: "outcome that an officer can choose",
    })),
    ...heard,
  ];
}

/** `do: tell` says which of the service's messages it sends. */
export const ownMessage = (step: Extract<ProcessStep, { do: string }>): string | undefined =>
  step.do === "tell" ? (step.with.message ?? "") : undefined;

/** Every word that a process says, each once. */
export const wordsOf = (steps: Readonly<Record<string, ProcessStep>>, words: Vocabulary): Set<string> =>
  new Set(Object.values(steps).flatMap((step) => said(step, words).map(({ word }) => word)));
