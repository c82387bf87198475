import type { Duty, State, Timed } from "./definition/settings.ts";

/** One step of a dataset: from where, by whom, to where. */
export interface Move {
  from: readonly State[];
  duty: Duty | readonly Duty[];
  to: State;
  /** Without a reason it is not done. */
  reason?: true;
  /** What is not right is told finding by finding. */
  findings?: true;
  /** Who took one of these steps in this round leaves this one to a second person. */
  notAfter?: readonly string[];
}

/** The whole of One Data's four stages, plan, collect, check and publish. What no line allows is refused. */
export const moves = {
  propose: { from: ["planned"], duty: "producer", to: "proposed" },
  agree: { from: ["proposed"], duty: "forum", to: "collecting", notAfter: ["propose"] },
  "send-back": { from: ["proposed"], duty: "forum", to: "planned", reason: true },
  decline: { from: ["proposed"], duty: "forum", to: "declined", reason: true },
  "hand-in": { from: ["collecting"], duty: "producer", to: "reviewing" },
  review: { from: ["reviewing"], duty: "supporting", to: "checking", notAfter: ["hand-in"] },
  check: { from: ["checking"], duty: "steward", to: "ready", notAfter: ["hand-in", "review"] },
  confirm: { from: ["confirming"], duty: "supervisor", to: "ready", notAfter: ["hand-in", "check"] },
  return: {
    from: ["reviewing", "checking", "confirming", "ready"],
    duty: ["supporting", "steward", "supervisor", "publisher"],
    to: "collecting",
    reason: true,
    findings: true,
  },
  publish: { from: ["ready"], duty: "publisher", to: "published", notAfter: ["hand-in", "check"] },
  reopen: { from: ["published"], duty: "steward", to: "collecting", reason: true },
} satisfies Record<string, Move>;
export type MoveName = keyof typeof moves;
export const moveNames = Object.keys(moves) as MoveName[];
const all: Record<MoveName, Move> = moves;

/** Who may send back from where: each only what waits for them. */
const waitsFor: Partial<Record<State, Duty>> = {
  planned: "producer",
  proposed: "forum",
  collecting: "producer",
  reviewing: "supporting",
  checking: "steward",
  confirming: "supervisor",
  ready: "publisher",
};
/** Whose turn it is; nobody's once it is published or declined. */
export const turnOf = (state: State): Duty | undefined => waitsFor[state];

/** The duty that a step needs from where the dataset stands; undefined when it is not possible there. */
export function dutyFor(name: MoveName, state: State): Duty | undefined {
  const { from, duty } = all[name];
  if (!from.includes(state)) return undefined;
  return typeof duty === "string" ? duty : waitsFor[state];
}

/** Where a step leads: priority data is confirmed by the supervisor before it may be published. */
export function stateAfter(name: MoveName, priority: boolean): State {
  return name === "check" && priority ? "confirming" : all[name].to;
}
/** The steps of this round after which the same person may not take this one. */
export const earlierSteps = (name: MoveName): readonly string[] => all[name].notAfter ?? [];
export const needsReason = (name: MoveName): boolean => all[name].reason === true;

export const stageOf = (state: State): "plan" | "collect" | "check" | "publish" =>
  state === "planned" || state === "proposed" || state === "declined"
    ? "plan"
    : state === "collecting"
      ? "collect"
      : state === "published" || state === "ready"
        ? "publish"
        : "check";
export const isTimed = (state: State): state is Timed => state !== "published" && state !== "declined";
