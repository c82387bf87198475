import type { Scope } from "../rules/index.ts";
import {
  blocksOf,
  type Called,
  isBlock,
  type ProcessGraph,
  type ProcessStep,
  type TimerSpec,
  type WorkOrder,
  workOf,
} from "./graph.ts";
import { Run } from "./run.ts";
import { type Span, spanOn } from "./span.ts";
import { type Effect, ProcessFault, type ProcessState, type Token } from "./state.ts";

/** Steps of the old process by their name in the new one; null: that part of a case is over. What is not named keeps its name. */
export type Mapping = Readonly<Record<string, string | null>>;

/** Why somebody must look at a case: where it stands, and what does not fit there. */
export interface Obstacle {
  step: string;
  why: "gone" | "other-kind" | "outside-its-block" | "other-call" | "stuck";
}
/** What a move to another version changes besides the state; `effect`s that the engine has too mean the same. */
export type Refit =
  | Effect
  | { effect: "rework"; token: number; step: string; work: WorkOrder; item: string | null }
  | { effect: "timer-gone"; token: number; target: string }
  | { effect: "timer-renamed"; token: number; from: string; to: string };

export type Fate =
  /** All that the case stands at is the same in both versions. */
  | { fate: "stays"; state: ProcessState; refits: Refit[]; moves: [] }
  /** It comes to stand elsewhere, or its work or time limits change. `gains`: something new begins beside it. */
  | { fate: "moves" | "gains"; state: ProcessState; refits: Refit[]; moves: { from: string; to: string | null }[] }
  | { fate: "person"; obstacles: Obstacle[] };

/**
 * What happens to a case when its process becomes another version. Pure: for a dry run as for the move itself. A case
 * that stands where the new version has nothing of the kind is left to a person; nothing is ever guessed.
 */
export function plan(
  before: ProcessGraph,
  after: ProcessGraph,
  mapping: Mapping,
  state: ProcessState,
  { scope = {}, called = {} }: { scope?: Scope; called?: Called } = {},
): Fate {
  const goes = (name: string): string | null => (Object.hasOwn(mapping, name) ? mapping[name]! : name);
  const own = state.tokens.filter(({ at }) => !at.includes("/"));
  const obstacles = obstaclesOf(before, after, goes, state.tokens);
  if (obstacles.length > 0) return { fate: "person", obstacles };
  const tokens = state.tokens.map((token) => ({
    ...token,
    at: own.includes(token) ? (goes(token.at) ?? token.at) : token.at,
  }));
  const over = own.filter(({ at }) => goes(at) === null);
  const refits: Refit[] = own
    .filter((token) => !over.includes(token))
    .flatMap((token) => refitsOf(token, isShare(token, state.tokens), before.steps[token.at]!, after, goes, scope));
  const run = new Run(after, called, { ...state, tokens: tokens as Token[] }, scope);
  let gained = 0;
  try {
    for (const { id, at } of own) {
      const [old, now] = [before.steps[at]!, after.steps[goes(at) ?? ""]];
      if (!("fork" in old) || !now || !("fork" in now)) continue;
      const had = old.fork.map(goes);
      for (const branch of now.fork.filter((name) => !had.includes(name))) {
        gained += 1;
        run.enter(run.born(run.token(id)), branch);
      }
    }
    // After what is gained, so that no fork passes while something new is about to begin in it.
    for (const { id } of over) if (run.tokens.some((token) => token.id === id)) run.drops(run.token(id));
  } catch (error) {
    if (!(error instanceof ProcessFault)) throw error;
    return { fate: "person", obstacles: [{ step: own[0]?.at ?? "", why: "stuck" }] };
  }
  const done = run.done();
  const moves = own.filter(({ at }) => goes(at) !== at).map(({ at }) => ({ from: at, to: goes(at) }));
  const all = [...refits, ...done.effects];
  if (gained > 0) return { fate: "gains", state: done.state, refits: all, moves };
  return all.length === 0 && moves.length === 0
    ? { fate: "stays", state: done.state, refits: [], moves: [] }
    : { fate: "moves", state: done.state, refits: all, moves };
}

const isShare = ({ parent, at }: Token, tokens: readonly Token[]): boolean =>
  tokens.some((one) => one.id === parent && one.at === at);

/** What a step is, as far as a token at it is concerned. */
const kindOf = (step: ProcessStep): string => {
  const kind = ["task", "each", "wait", "hear", "delay", "fork", "part", "call"].find((name) => name in step) ?? "none";
  return "each" in step ? `${kind} ${"part" in step.each ? "part" : "task"}` : kind;
};

function obstaclesOf(
  before: ProcessGraph,
  after: ProcessGraph,
  goes: (name: string) => string | null,
  tokens: readonly Token[],
): Obstacle[] {
  const blocks = blocksOf(after);
  const obstacles: Obstacle[] = [];
  for (const token of tokens) {
    if (token.at.includes("/")) continue;
    const to = goes(token.at);
    const old = before.steps[token.at];
    const find = (why: Obstacle["why"]) => obstacles.push({ step: token.at, why });
    if (!old) find("gone");
    else if (to === null) {
      // What is over must have something around it that goes on.
      if (token.parent === null || isShare(token, tokens)) find("gone");
    } else {
      const now = Object.hasOwn(after.steps, to) ? after.steps[to]! : undefined;
      const around = tokens.find(({ id }) => id === token.parent);
      const block = around ? goes(around.at) : null;
      if (!now) find("gone");
      else if (kindOf(old) !== kindOf(now)) find("other-kind");
      else if ("call" in old && "call" in now && (old.call !== now.call || old.version !== now.version))
        find("other-call");
      else if (around && block === null) continue;
      else if (!isShare(token, tokens) && !blocks.get(to)?.has(block)) find("outside-its-block");
    }
  }
  return obstacles;
}

/** Work that reads otherwise now, and time limits that are others. */
function refitsOf(
  token: Token,
  share: boolean,
  old: ProcessStep,
  after: ProcessGraph,
  goes: (name: string) => string | null,
  scope: Scope,
): Refit[] {
  const refits: Refit[] = [];
  const to = goes(token.at)!;
  const now = after.steps[to]!;
  const [was, is] = [workOf(old), workOf(now)];
  const working = is && (share || !isBlock(now));
  if (working && (to !== token.at || JSON.stringify(was) !== JSON.stringify(is)))
    refits.push({ effect: "rework", token: token.id, step: to, work: is, item: token.item ?? null });
  if (share) return refits;
  const [had, has] = [timersOf(old), timersOf(now)];
  const kept = new Set<TimerSpec>();
  for (const timer of had) {
    const same = has.find((one) => one.to === goes(timer.to) && spanOf(one) === spanOf(timer));
    if (!same) refits.push({ effect: "timer-gone", token: token.id, target: timer.to });
    else kept.add(same);
    if (same && same.to !== timer.to)
      refits.push({ effect: "timer-renamed", token: token.id, from: timer.to, to: same.to });
  }
  const here = token.item === undefined ? scope : { ...scope, item: token.item };
  for (const timer of has)
    if (!kept.has(timer)) refits.push({ effect: "timer", token: token.id, timer: spanOn(timer, here) });
  return refits;
}

const timersOf = (step: ProcessStep): readonly TimerSpec[] =>
  "delay" in step ? [{ ...step.delay, to: step.next, interrupt: true }] : "timers" in step ? step.timers : [];
const spanOf = ({ workingDays, days }: Span): string => `${workingDays} ${days}`;
