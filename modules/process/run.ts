import { evaluate, type Scope } from "../rules/index.ts";
import {
  type Called,
  type CatchSpec,
  catchesOf,
  isRest,
  type ProcessGraph,
  type ProcessStep,
  type TimerSpec,
} from "./graph.ts";
import { spanOn } from "./span.ts";
import { type Effect, ProcessFault, type ProcessState, type Token } from "./state.ts";

const mostMoves = 1000;

/** "code@version/" for a step of a called process, nothing for one of the case's own. */
const prefixOf = (at: string): string => at.slice(0, at.lastIndexOf("/") + 1);

/** The step at a token's place, which may be in a called process. */
export function stepAt(graph: ProcessGraph, called: Called, at: string): ProcessStep {
  const prefix = prefixOf(at);
  const of = prefix === "" ? graph : Object.hasOwn(called, prefix.slice(0, -1)) ? called[prefix.slice(0, -1)]! : null;
  if (!of) throw new ProcessFault(`The process ${prefix.slice(0, -1)} is not known here`);
  const name = at.slice(prefix.length);
  const found = Object.hasOwn(of.steps, name) ? of.steps[name] : undefined;
  if (!found) throw new ProcessFault(`The process has no step "${at}"`);
  return found;
}

/** One move under way: tokens that go from step to step until each rests, is done, or the case has ended. */
export class Run {
  readonly #graph: ProcessGraph;
  readonly #called: Called;
  readonly #scope: Scope;
  tokens: Token[];
  #next: number;
  #ended: string | null = null;
  #moves = 0;
  readonly #effects: Effect[] = [];

  constructor(graph: ProcessGraph, called: Called, state: ProcessState, scope: Scope) {
    this.#graph = graph;
    this.#called = called;
    this.#scope = scope;
    this.tokens = state.tokens.map((token) => ({ ...token }));
    this.#next = state.next;
  }

  stepAt(at: string): ProcessStep {
    return stepAt(this.#graph, this.#called, at);
  }
  token(id: number): Token {
    const found = this.tokens.find((token) => token.id === id);
    if (!found) throw new ProcessFault("That part of the case is over");
    return found;
  }
  born(parent: Token | null, from: Partial<Token> = {}): Token {
    const token: Token = {
      id: this.#next,
      at: parent ? prefixOf(parent.at) : "",
      parent: parent?.id ?? null,
      ...(parent?.item !== undefined && { item: parent.item }),
      ...from,
    };
    this.#next += 1;
    this.tokens.push(token);
    return token;
  }
  get over(): boolean {
    return this.#ended !== null;
  }
  lives(token: Token): boolean {
    return this.tokens.some(({ id }) => id === token.id);
  }
  tell(effect: Effect): void {
    this.#effects.push(effect);
  }
  leave(token: Token): void {
    this.tell({ effect: "leave", token: token.id, step: token.at });
  }
  /** One item's share of an `each`: it stands where its block stands, which no other part can. */
  isShare(token: Token): boolean {
    return token.parent !== null && this.tokens.some(({ id, at }) => id === token.parent && at === token.at);
  }

  /** Takes away all that runs below this token, and what it was at itself: whatever interrupts does. */
  clear(token: Token): void {
    for (const child of this.tokens.filter(({ parent }) => parent === token.id)) {
      this.clear(child);
      this.tokens = this.tokens.filter(({ id }) => id !== child.id);
    }
    if (this.#rests(token)) this.leave(token);
  }
  /** A branch has come to its end; the last one lets the block go on. */
  dies(token: Token): void {
    this.tokens = this.tokens.filter(({ id }) => id !== token.id);
    if (token.parent === null) {
      if (this.tokens.length === 0) throw new ProcessFault(`${token.at} joins, but nothing is left of the case`);
      return;
    }
    const block = this.token(token.parent);
    if (this.tokens.some(({ parent }) => parent === block.id)) return;
    const at = this.stepAt(block.at);
    if (!("next" in at)) throw new ProcessFault(`${block.at} has branches but no way on`);
    if (block.rest && block.rest.length > 0) this.#nextInTurn(block);
    else this.goesOn(block, at.next);
  }
  /** This part is over as if it had come to its join, wherever it stood: at a step that is no more, perhaps. */
  drops(token: Token): void {
    const falls = (one: Token): void => {
      this.tokens.filter(({ parent }) => parent === one.id).forEach(falls);
      this.tokens = this.tokens.filter(({ id }) => id !== one.id);
      this.leave(one);
    };
    falls(token);
    this.dies(token);
  }
  /** Leaves where it rests, and enters the next. */
  goesOn(token: Token, to: string): void {
    this.leave(token);
    this.enter(token, to);
  }
  /** It is over at once, with all that runs in it. */
  breaks(token: Token, to: string): void {
    this.clear(token);
    this.enter(token, to);
  }
  /** One that is on its way, or not yet anywhere, has nothing to leave. */
  #rests({ at }: Token): boolean {
    return at !== prefixOf(at) && isRest(this.stepAt(at));
  }

  /** What comes without interrupting: it only tells, or a part of its own begins beside the step. */
  beside(token: Token, to: string): void {
    const prefix = prefixOf(token.at);
    const told: Effect[] = [];
    let name = prefix + to;
    for (let at = this.stepAt(name); ; at = this.stepAt(name)) {
      if (++this.#moves > mostMoves) throw new ProcessFault("A warning goes round in circles");
      if ("join" in at) {
        this.#effects.push(...told);
        return;
      }
      if (!("do" in at)) break;
      told.push({ effect: "do", name: at.do, step: name, with: at.with });
      name = prefix + at.next;
    }
    const parent = token.parent === null ? null : this.token(token.parent);
    this.enter(this.born(parent, { at: prefix, ...(token.item !== undefined && { item: token.item }) }), to);
  }

  /** Everybody who waits for this word or would be stirred by it, in the order in which they came; each as it then is. */
  hears(kind: "message" | "signal", name: string): boolean {
    let heard = false;
    for (const { id, at: was } of [...this.tokens]) {
      const token = this.tokens.find((one) => one.id === id);
      if (!token || token.at !== was || this.over || !this.#rests(token) || this.isShare(token)) continue;
      const at = this.stepAt(was);
      if (kind === "message" ? "wait" in at && at.wait === name : "hear" in at && at.hear === name) {
        heard = true;
        this.goesOn(token, (at as { next: string }).next);
        continue;
      }
      const caught = catchesOf(at).find((one) => (kind in one ? one[kind as never] === name : false)) as
        | Extract<CatchSpec, { interrupt: boolean }>
        | undefined;
      if (!caught) continue;
      heard = true;
      if (caught.interrupt) this.breaks(token, caught.to);
      else this.beside(token, caught.to);
    }
    return heard;
  }
  /** Goes outwards from where it happened until somebody catches it. */
  raises(token: Token, code: string): void {
    for (let at: Token | undefined = token; at; at = this.#around(at)) {
      const caught = this.isShare(at)
        ? undefined
        : catchesOf(this.stepAt(at.at)).find((one) => "error" in one && one.error === code);
      if (!caught) continue;
      this.tell({ effect: "caught", error: code, step: at.at });
      this.breaks(at, caught.to);
      return;
    }
    throw new ProcessFault(`Nothing around ${token.at} catches the error "${code}"`);
  }
  #around({ parent }: Token): Token | undefined {
    return this.tokens.find(({ id }) => id === parent);
  }

  /** To a step of the process in which the token is. */
  enter(token: Token, to: string): void {
    const name = prefixOf(token.at) + to;
    if (++this.#moves > mostMoves) throw new ProcessFault(`The process goes round in circles at ${name}`);
    for (let out = this.#around(token); out; out = this.#around(out))
      if (out.at === name) throw new ProcessFault(`${name} leads into itself`);
    delete token.rest;
    delete token.said;
    token.at = name;
    const at = this.stepAt(name);
    if ("timers" in at && !("each" in at)) this.sets(token, at.timers);
    if ("choose" in at) this.enter(token, this.#way(token, at));
    else if ("do" in at) {
      this.tell({ effect: "do", name: at.do, step: name, with: at.with });
      this.enter(token, at.next);
    } else if ("signal" in at) {
      this.tell({ effect: "signal", name: at.signal, step: name });
      this.hears("signal", at.signal);
      // It may have been stirred by its own word.
      if (this.lives(token) && token.at === name) this.enter(token, at.next);
    } else if ("task" in at)
      this.tell({ effect: "task", token: token.id, step: name, work: at.task, item: token.item ?? null });
    else if ("wait" in at)
      this.tell({ effect: "wait", token: token.id, step: name, message: at.wait, pause: at.pause });
    else if ("delay" in at) this.sets(token, [{ ...at.delay, to: at.next, interrupt: true }]);
    else if ("each" in at) this.#shares(token, at);
    else if ("part" in at) this.enter(this.born(token), at.part);
    else if ("call" in at) {
      const of = `${at.call}@${at.version}`;
      const graph = Object.hasOwn(this.#called, of) ? this.#called[of] : undefined;
      if (!graph) throw new ProcessFault(`The process ${of} is not known here`);
      this.enter(this.born(token, { at: `${of}/` }), graph.start);
    } else if ("fork" in at) {
      const children = at.fork.map(() => this.born(token));
      // One branch may end the case, or this fork, at once: then the others never begin.
      for (const [i, branch] of at.fork.entries()) if (this.lives(children[i]!)) this.enter(children[i]!, branch);
    } else if ("join" in at) this.dies(token);
    else if ("stop" in at) {
      const part = this.#outer(token, (out) => "part" in this.stepAt(out.at));
      if (!part) throw new ProcessFault(`${name} stops a part, but is in none`);
      this.breaks(part, (this.stepAt(part.at) as { next: string }).next);
    } else if ("error" in at) this.raises(token, at.error);
    else if ("end" in at) this.#ends(token, at.end);
  }

  #scopeAt({ item }: Token): Scope {
    return item === undefined ? this.#scope : { ...this.#scope, item };
  }
  #way(token: Token, { choose }: Extract<ProcessStep, { choose: unknown }>): string {
    const scope = this.#scopeAt(token);
    const way = choose.find(({ when }) => when === undefined || evaluate(when, scope) === true);
    if (!way) throw new ProcessFault(`No way out of ${token.at} fits`);
    return way.to;
  }
  #shares(token: Token, at: Extract<ProcessStep, { each: unknown }>): void {
    const over = evaluate(at.each.over, this.#scope);
    const items = Array.isArray(over) ? [...new Set(over.map(String))] : [];
    if (items.length > 0) this.sets(token, at.timers);
    else this.enter(token, at.next);
    if (at.each.inTurn && items.length > 0) {
      token.rest = items;
      this.#nextInTurn(token);
      return;
    }
    const shares = items.map((item) => this.born(token, { item }));
    for (const share of shares) if (this.lives(share)) this.#begins(share, token.at, at);
  }
  #nextInTurn(block: Token): void {
    const [item, ...rest] = block.rest!;
    block.rest = rest;
    this.#begins(this.born(block, { item }), block.at, this.stepAt(block.at) as never);
  }
  #begins(share: Token, name: string, { each }: Extract<ProcessStep, { each: unknown }>): void {
    if ("part" in each) this.enter(share, each.part);
    else {
      share.at = name;
      this.tell({ effect: "task", token: share.id, step: name, work: each.task, item: share.item ?? null });
    }
  }
  /** An end closes the process that it stands in: a called one goes back to its caller, the case's own is over. */
  #ends(token: Token, outcome: string): void {
    if (prefixOf(token.at) !== "") {
      const caller = this.#outer(token, ({ at }) => prefixOf(at) !== prefixOf(token.at));
      if (!caller) throw new ProcessFault(`${token.at} ends a process that nobody called`);
      const at = this.stepAt(caller.at) as Extract<ProcessStep, { call: string }>;
      this.breaks(caller, at.ends && Object.hasOwn(at.ends, outcome) ? at.ends[outcome]! : at.next);
      return;
    }
    // An end inside a branch ends the whole case: what else runs is taken away.
    for (const other of this.tokens) if (other.id !== token.id && this.#rests(other)) this.leave(other);
    this.tokens = [];
    this.#ended = outcome;
    this.tell({ effect: "end", outcome });
  }
  #outer(token: Token, is: (out: Token) => boolean): Token | undefined {
    let out = this.#around(token);
    while (out && !is(out)) out = this.#around(out);
    return out;
  }
  /** Clocks begin: how long each runs is worked out now, and stays as it is whatever changes later. */
  sets(token: Token, timers: readonly TimerSpec[]): void {
    const scope = this.#scopeAt(token);
    for (const timer of timers) this.tell({ effect: "timer", token: token.id, timer: spanOn(timer, scope) });
  }
  done(): { state: ProcessState; effects: Effect[] } {
    return { state: { tokens: this.tokens, next: this.#next, ended: this.#ended }, effects: this.#effects };
  }
}
