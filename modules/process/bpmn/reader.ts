import { borderOf, moreOf, spanOf, type Told, textOf } from "./border.ts";
import { joinOf, type Lines, linesOf, type Place } from "./lines.ts";
import { ownNamespace } from "./scope.ts";
import { type BpmnFault, childOf, own, type Read } from "./xml.ts";

type Steps = Record<string, Record<string, unknown>>;
type Fault = BpmnFault["faults"][number];

/** Turns the elements of each scope into steps. */
export class Reader {
  readonly steps: Steps = {};
  readonly faults: Fault[] = [];
  readonly #words = new Map<string, string>();
  readonly #lines = new Map<string, number>();
  readonly #names = new Map<string, string>();

  readonly #told: Omit<Told, "next"> = {
    word: (one, kind) => this.#words.get(one.attributes[`${kind}Ref`] ?? "") ?? "word",
    fault: (one, says) => this.#fault(one, says),
  };

  constructor(root: Read) {
    for (const one of root.children)
      if (["message", "signal", "error"].includes(one.tag)) {
        const { id = "", name, errorCode } = one.attributes;
        this.#words.set(id, this.#word(errorCode ?? name ?? id));
      }
    // Names that are as this house writes them are kept before others are made to fit.
    const visit = (one: Read): void => {
      const { id } = one.attributes;
      if (id !== undefined && /^[a-z][a-z0-9-]*$/.test(id)) this.#names.set(id, id);
      one.children.forEach(visit);
    };
    root.children.forEach(visit);
  }
  lineOf = (step: string): number | undefined => this.#lines.get(step);
  #fault(one: Read, says: string): void {
    const name = one.attributes.id ? `${one.tag} "${one.attributes.id}"` : one.tag;
    this.faults.push({ line: one.line, element: name, says });
  }
  /** As this house writes names: small letters, digits and hyphens. */
  #word = (text: string): string =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+|-+$/g, "") || "step";
  /** The step that an element becomes; copies of one step in several scopes become that step again. */
  #nameOf(one: Read): string {
    const id = one.attributes.id ?? "";
    const known = this.#names.get(id);
    if (known) {
      this.#lines.set(known, one.line);
      return known;
    }
    const wished = own(one, "step") ?? this.#word(id);
    let name = wished;
    for (let i = 2; own(one, "step") === undefined && [...this.#names.values()].includes(name); i += 1)
      name = `${wished}-${i}`;
    this.#names.set(id, name);
    this.#lines.set(name, one.line);
    return name;
  }

  /** Reads what stands in a process or sub-process; gives the step it begins with. */
  scope(around: Read, block: string | null): string {
    const lines = linesOf(around, (one, says) => this.#fault(one, says));
    for (const place of lines.places.values()) this.#place(lines, place, block);
    const begins = [...lines.places.values()].filter(({ at }) => at.tag === "startEvent");
    const [begin] = begins;
    if (!begin || begins.length > 1 || begin.out.length !== 1) {
      this.#fault(begin?.at ?? around, "one start with one way out is needed");
      return "";
    }
    if (begin.at.children.some(({ tag }) => tag.endsWith("Definition")))
      this.#fault(begin.at, "a process begins by being handed in: a start without an event");
    return this.#to(lines, begin);
  }
  #to(lines: Lines, place: Place, i = 0): string {
    const flow = place.out[i];
    const target = flow && lines.places.get(flow.attributes.targetRef ?? "");
    if (!target) {
      this.#fault(place.at, "nothing follows");
      return "";
    }
    return this.#nameOf(target.at);
  }
  /** The only way on. */
  #next(lines: Lines, place: Place): string {
    if (place.out.length > 1) this.#fault(place.at, "several ways lead on from here: put a gateway between");
    return this.#to(lines, place);
  }
  #set(place: Place, step: Record<string, unknown>): void {
    this.steps[this.#nameOf(place.at)] = step;
  }

  #place(lines: Lines, place: Place, block: string | null): void {
    const { at } = place;
    switch (at.tag) {
      case "startEvent":
      case "boundaryEvent":
        return;
      case "userTask":
        this.#task(lines, place);
        return;
      case "receiveTask": {
        const reason = own(at, "reason");
        this.#set(place, {
          wait:
            this.#words.get(at.attributes.messageRef ?? "") ?? this.#word(at.attributes.name ?? at.attributes.id ?? ""),
          next: this.#next(lines, place),
          pause: own(at, "pause") === "true",
          ...(reason !== undefined && { reason: textOf(reason, own(at, "reasonEn")) }),
          ...this.#border(lines, place),
        });
        return;
      }
      case "serviceTask": {
        const given = (childOf(at, "extensionElements")?.children ?? []).filter(
          ({ tag, space }) => tag === "with" && space === ownNamespace,
        );
        this.#set(place, {
          do: own(at, "do") ?? this.#word(at.attributes.name ?? at.attributes.id ?? ""),
          next: this.#next(lines, place),
          with: Object.fromEntries(given.map(({ attributes }) => [attributes.name, attributes.value])),
        });
        return;
      }
      case "callActivity": {
        const after = this.#after(lines, place, "end");
        this.#set(place, {
          call: (at.attributes.calledElement ?? "").replace(/^process_/, ""),
          version: Number(own(at, "version") ?? 1),
          next: after?.rest ?? (after ? "" : this.#next(lines, place)),
          ...(after && { ends: Object.fromEntries(after.ways) }),
          ...this.#border(lines, place),
        });
        return;
      }
      case "subProcess":
        this.#subProcess(lines, place);
        return;
      case "exclusiveGateway":
        if (own(at, "after") === undefined) this.#choice(lines, place);
        return;
      case "parallelGateway":
        this.#parallel(lines, place, block);
        return;
      case "endEvent":
        this.#end(place, block);
        return;
      case "intermediateThrowEvent":
      case "intermediateCatchEvent":
        this.#event(lines, place);
        return;
    }
  }

  #task(lines: Lines, place: Place): void {
    const { at } = place;
    const loop = childOf(at, "multiInstanceLoopCharacteristics");
    const after = this.#after(lines, place, loop ? "enough" : "outcome");
    const next = after?.rest ?? (after && !loop ? "" : this.#next(lines, place));
    const said = own(at, "outcomes")?.split(" ").filter(Boolean) ?? ["forward"];
    const work = {
      title: textOf(at.attributes.name ?? at.attributes.id ?? "", own(at, "en")),
      role: own(at, "role") ?? "reviewer",
      agency: own(at, "agency") ?? (loop ? "$item" : "to-be-named"),
      office: own(at, "office") ?? (loop ? "$item" : "to-be-named"),
      assurance: Number(own(at, "assurance") ?? 2),
      ...moreOf(at, this.#told),
      outcomes: Object.fromEntries(after && !loop ? after.ways : said.map((outcome) => [outcome, next])),
    };
    if (!loop) {
      this.#set(place, { task: work, ...this.#border(lines, place) });
      return;
    }
    const rules = (childOf(loop, "completionCondition")?.text ?? "").matchAll(/count\(([a-z0-9-]+)\) >= (\d+)/g);
    const enough = [...rules].map(([, outcome, count]) => {
      const to = after?.ways.find(([name]) => name === outcome)?.[1];
      return { outcome, count: Number(count), ...(to !== undefined && { to }) };
    });
    this.#set(place, {
      each: { ...this.#loop(loop), task: work, ...(enough.length > 0 && { enough }) },
      next,
      ...this.#border(lines, place),
    });
  }
  #loop(loop: Read) {
    const over = own(loop, "over");
    if (over === undefined) this.#fault(loop, "say over which list (pendopo:over)");
    return { over, ...(loop.attributes.isSequential === "true" && { inTurn: true }) };
  }
  /** The gateway behind an activity that asks how it ended. */
  #after(lines: Lines, place: Place, kind: string): { ways: [string, string][]; rest?: string } | null {
    const gate = place.out.length === 1 ? lines.places.get(place.out[0]!.attributes.targetRef ?? "") : undefined;
    if (gate?.at.tag !== "exclusiveGateway" || own(gate.at, "after") !== kind) return null;
    const ways: [string, string][] = [];
    let rest: string | undefined;
    for (const [i, flow] of gate.out.entries())
      if (flow.attributes.id === gate.at.attributes.default) rest = this.#to(lines, gate, i);
      else ways.push([flow.attributes.name ?? "", this.#to(lines, gate, i)]);
    return { ways, ...(rest !== undefined && { rest }) };
  }

  #subProcess(lines: Lines, place: Place): void {
    const { at } = place;
    const name = this.#nameOf(at);
    const hears = own(at, "hear");
    const border = this.#border(lines, place);
    const next = this.#next(lines, place);
    if (hears !== undefined) {
      const reason = own(at, "reason");
      const said = reason === undefined ? {} : { reason: textOf(reason, own(at, "reasonEn")) };
      this.#set(place, { hear: hears, next, ...border, ...said });
      return;
    }
    const loop = childOf(at, "multiInstanceLoopCharacteristics");
    const begins = this.scope(at, name);
    if (own(at, "fork") === "true") {
      const split = this.steps[begins] as { fork?: unknown } | undefined;
      delete this.steps[begins];
      delete this.steps[`${begins}-end`];
      this.#set(place, { fork: split?.fork, next });
    } else if (loop) this.#set(place, { each: { ...this.#loop(loop), part: begins }, next, ...border });
    else this.#set(place, { part: begins, next, ...border });
  }
  #choice(lines: Lines, place: Place): void {
    const rest = place.at.attributes.default;
    const ways = place.out.map((flow, i) => {
      const when = childOf(flow, "conditionExpression")
        ?.text.replace(/^\s*=/, "")
        .replace(/^\s*\$\{(.*)\}\s*$/s, "$1")
        .trim();
      return { to: this.#to(lines, place, i), ...(flow.attributes.id !== rest && when && { when }) };
    });
    this.#set(place, { choose: [...ways.filter(({ when }) => when), ...ways.filter(({ when }) => !when)] });
  }
  /** Ways side by side, either to the end of their sub-process or to the one gateway at which all of them meet. */
  #parallel(lines: Lines, place: Place, block: string | null): void {
    if (place.out.length < 2) {
      this.#set(place, { join: true });
      return;
    }
    const fork = place.out.map((_, i) => this.#to(lines, place, i));
    const join = joinOf(lines, place);
    if (join === null && block !== null) {
      const end = `${this.#nameOf(place.at)}-end`;
      this.steps[end] = { join: true };
      this.#set(place, { fork, next: end });
      return;
    }
    if (join === null) {
      this.#fault(place.at, "its ways meet nowhere: lead them to one parallel gateway");
      return;
    }
    if (typeof join === "string") {
      this.#fault(place.at, join);
      return;
    }
    this.#set(place, { fork, next: this.#to(lines, join) });
  }
  #end(place: Place, block: string | null): void {
    const { at } = place;
    const outcome = own(at, "end");
    const error = childOf(at, "errorEventDefinition");
    if (error) this.#set(place, { error: this.#words.get(error.attributes.errorRef ?? "") ?? "error" });
    else if (outcome !== undefined) this.#set(place, { end: outcome });
    else if (childOf(at, "terminateEventDefinition") && block !== null) this.#set(place, { stop: true });
    else if (block !== null || place.beside) this.#set(place, { join: true });
    else this.#set(place, { end: this.#word(at.attributes.name ?? at.attributes.id ?? "") });
  }
  #event(lines: Lines, place: Place): void {
    const { at } = place;
    const next = this.#next(lines, place);
    const [signal, message, timer] = ["signal", "message", "timer"].map((kind) =>
      childOf(at, `${kind}EventDefinition`),
    );
    const thrown = at.tag === "intermediateThrowEvent";
    const why = own(at, "reason");
    const reason = why === undefined ? {} : { reason: textOf(why, own(at, "reasonEn")) };
    if (signal && thrown) this.#set(place, { signal: this.#told.word(signal, "signal"), next });
    else if (signal) this.#set(place, { hear: this.#told.word(signal, "signal"), next, ...reason });
    else if (message && !thrown) this.#set(place, { wait: this.#told.word(message, "message"), next, ...reason });
    else if (timer && !thrown) this.#set(place, { delay: spanOf(at, timer, this.#told), next });
    else this.#fault(at, "events here are a signal thrown, or a signal, message or time caught");
  }
  #border(lines: Lines, place: Place): Record<string, unknown> {
    return borderOf(place, { ...this.#told, next: (border) => this.#next(lines, border) });
  }
}
