import {
  blocksOf,
  type CatchSpec,
  catchesOf,
  isBlock,
  type ProcessGraph,
  type ProcessStep,
  type TimerSpec,
  type WorkOrder,
} from "../graph.ts";
import type { Node, Scope } from "./scope.ts";
import { type Attributes, element } from "./xml.ts";

/** A text in one language is its name; in two, the second goes beside it. */
export const titled = (title: WorkOrder["title"], name = "name"): Attributes =>
  typeof title === "string"
    ? { [name]: title }
    : { [name]: title.id, [name === "name" ? "pendopo:en" : "en"]: title.en };

type Lead = (from: string, to: string, attributes?: Attributes, condition?: string) => string;

/** Gathers the elements of each scope, and the words that their events refer to. */
export class Writer {
  readonly #graph: ProcessGraph;
  readonly #blocks: ReturnType<typeof blocksOf>;
  /** Messages, signals and errors, by the id that events refer to. */
  readonly words = new Map<string, [tag: string, name: string]>();

  constructor(graph: ProcessGraph) {
    this.#graph = graph;
    this.#blocks = blocksOf(graph);
  }

  /** All that stands in a block, or in the process itself. A step that several blocks share is written in each. */
  scope(block: string | null): Scope {
    const scope: Scope = { nodes: [], flows: [] };
    const key = block ?? "";
    const around = block === null ? null : this.#graph.steps[block]!;
    const begin: Node = { id: `_start.${key}`, tag: "startEvent", attributes: {}, inner: [] };
    scope.nodes.push(begin);
    const flow = this.#flows(scope, block);
    if (around === null) flow(begin.id, this.#graph.start);
    else if ("fork" in around) {
      const split = `_split.${key}`;
      scope.nodes.push({ id: split, tag: "parallelGateway", attributes: { gatewayDirection: "Diverging" }, inner: [] });
      scope.flows.push({ id: `_flow.${begin.id.slice(1)}`, from: begin.id, to: split, attributes: {} });
      for (const branch of around.fork) flow(split, branch);
    } else if ("part" in around) flow(begin.id, around.part);
    else if ("each" in around && "part" in around.each) flow(begin.id, around.each.part);
    for (const [name, step] of Object.entries(this.#graph.steps))
      if (this.#blocks.get(name)?.has(block)) this.#step(scope, flow, name, step, this.#idOf(name, block));
    return scope;
  }
  #idOf(name: string, block: string | null): string {
    const place = [...(this.#blocks.get(name) ?? [])].indexOf(block);
    return place <= 0 ? name : `${name}_${place + 1}`;
  }
  #flows(scope: Scope, block: string | null): Lead {
    return (from, to, attributes = {}, condition) => {
      const id = `_flow.${from.replace(/^_/, "")}.${scope.flows.length}`;
      scope.flows.push({
        id,
        from,
        to: this.#idOf(to, block),
        attributes,
        ...(condition !== undefined && { condition }),
      });
      return id;
    };
  }
  #word(tag: "message" | "signal" | "error", name: string): string {
    const id = `_${tag}.${name}`;
    this.words.set(id, [tag, name]);
    return id;
  }
  #event = (kind: "message" | "signal" | "error", name: string): string =>
    element(`${kind}EventDefinition`, { [`${kind}Ref`]: this.#word(kind, name) });

  #step(scope: Scope, flow: Lead, name: string, step: ProcessStep, id: string): void {
    const copy = id === name ? {} : { "pendopo:step": name };
    const add = (tag: string, attributes: Attributes = {}, inner: string[] = [], more: Partial<Node> = {}) =>
      scope.nodes.push({
        id: more.id ?? id,
        tag,
        attributes: { ...(more.id ? {} : copy), ...attributes },
        inner,
        ...more,
      });
    /** A gateway behind an activity: which way it goes on depends on how it ended. */
    const ways = (kind: string, list: [word: string, to: string][], rest?: string) => {
      const gate = `_${kind}.${id}`;
      scope.flows.push({ id: `_flow.${kind}.${id}`, from: id, to: gate, attributes: {} });
      const node: Node = { id: gate, tag: "exclusiveGateway", attributes: { "pendopo:after": kind }, inner: [] };
      scope.nodes.push(node);
      for (const [word, to] of list) flow(gate, to, { name: word }, `${kind} = "${word}"`);
      if (rest !== undefined) node.attributes.default = flow(gate, rest);
    };
    const held = isBlock(step) && !("call" in step) && !("each" in step && "task" in step.each);
    const more: Partial<Node> = held ? { scope: this.scope(name) } : {};

    if ("task" in step) {
      add("userTask", workOf(step.task));
      ways("outcome", Object.entries(step.task.outcomes));
    } else if ("each" in step) {
      const { each } = step;
      const enough = ("task" in each && each.enough) || [];
      const loop = element(
        "multiInstanceLoopCharacteristics",
        { isSequential: String(each.inTurn === true), "pendopo:over": each.over },
        enough.length > 0
          ? [
              element(
                "completionCondition",
                { "xsi:type": "tFormalExpression" },
                [],
                enough.map(({ outcome, count }) => `count(${outcome}) >= ${count}`).join(" or "),
              ),
            ]
          : [],
      );
      if ("task" in each)
        add("userTask", { ...workOf(each.task), "pendopo:outcomes": Object.keys(each.task.outcomes).join(" ") }, [
          loop,
        ]);
      else add("subProcess", {}, [loop], more);
      const turns = enough.flatMap(({ outcome, to }): [string, string][] => (to === undefined ? [] : [[outcome, to]]));
      if (turns.length > 0) ways("enough", turns, step.next);
      else flow(id, step.next);
    } else if ("choose" in step) {
      add("exclusiveGateway");
      const node = scope.nodes.at(-1)!;
      for (const { when, to } of step.choose) {
        const made = flow(id, to, {}, when);
        if (when === undefined) node.attributes.default = made;
      }
    } else if ("fork" in step || "part" in step) {
      add("subProcess", "fork" in step ? { "pendopo:fork": "true" } : {}, [], more);
      flow(id, step.next);
    } else if ("join" in step) add("endEvent");
    else if ("stop" in step) add("endEvent", {}, [element("terminateEventDefinition")]);
    else if ("end" in step)
      add("endEvent", { name: step.end, "pendopo:end": step.end }, [element("terminateEventDefinition")]);
    else if ("error" in step) add("endEvent", {}, [this.#event("error", step.error)]);
    else if ("wait" in step) {
      const said = step.reason === undefined ? {} : reasoned(step.reason);
      add("receiveTask", {
        name: step.wait,
        messageRef: this.#word("message", step.wait),
        ...(step.pause && { "pendopo:pause": "true" }),
        ...said,
      });
      flow(id, step.next);
    } else if ("hear" in step) {
      const said = step.reason === undefined ? {} : reasoned(step.reason);
      // An event has no border. With a time limit it is put into a sub-process, which has.
      if (step.timers.length + catchesOf(step).length === 0)
        add("intermediateCatchEvent", said, [this.#event("signal", step.hear)]);
      else
        add("subProcess", { "pendopo:hear": step.hear, ...said }, [], {
          scope: heard(id, this.#event("signal", step.hear)),
        });
      flow(id, step.next);
    } else if ("signal" in step) {
      add("intermediateThrowEvent", {}, [this.#event("signal", step.signal)]);
      flow(id, step.next);
    } else if ("delay" in step) {
      const [own, inner] = timerOf({ ...step.delay, to: step.next, interrupt: true });
      add("intermediateCatchEvent", own, [inner]);
      flow(id, step.next);
    } else if ("do" in step) {
      const given = Object.entries(step.with).map(([key, value]) => element("pendopo:with", { name: key, value }));
      add(
        "serviceTask",
        { name: step.do, "pendopo:do": step.do },
        given.length > 0 ? [element("extensionElements", {}, given)] : [],
      );
      flow(id, step.next);
    } else if ("call" in step) {
      add("callActivity", { calledElement: `process_${step.call}`, "pendopo:version": String(step.version) });
      if (step.ends) ways("end", Object.entries(step.ends), step.next);
      else flow(id, step.next);
    }
    this.#border(scope, flow, id, step);
  }

  #border(scope: Scope, flow: Lead, id: string, step: ProcessStep): void {
    const sit = (place: string, to: string, interrupt: boolean, attributes: Attributes, inner: string) => {
      const border = `_${place}.${id}`;
      const all = { attachedToRef: id, cancelActivity: String(interrupt), ...attributes };
      scope.nodes.push({ id: border, tag: "boundaryEvent", attributes: all, inner: [inner], on: id });
      flow(border, to);
    };
    if ("timers" in step)
      for (const [i, timer] of step.timers.entries()) {
        const [own, inner] = timerOf(timer);
        sit(`timer${i}`, timer.to, timer.interrupt, own, inner);
      }
    for (const [i, caught] of catchesOf(step).entries())
      sit(`catch${i}`, caught.to, !("interrupt" in caught) || caught.interrupt, {}, this.#caught(caught));
  }
  #caught = (caught: CatchSpec): string =>
    "message" in caught
      ? this.#event("message", caught.message)
      : "signal" in caught
        ? this.#event("signal", caught.signal)
        : this.#event("error", caught.error);
}

/** What is written as attributes of their own; all else that a task says goes together. */
const workOf = ({ title, role, agency, office, assurance, outcomes: _ways, ...more }: WorkOrder): Attributes => ({
  ...titled(title),
  "pendopo:role": role,
  "pendopo:agency": agency,
  "pendopo:office": office,
  "pendopo:assurance": String(assurance),
  ...(Object.values(more).some((one) => one !== undefined) && { "pendopo:more": JSON.stringify(more) }),
});
const reasoned = (reason: WorkOrder["title"]): Attributes =>
  typeof reason === "string"
    ? { "pendopo:reason": reason }
    : { "pendopo:reason": reason.id, "pendopo:reasonEn": reason.en };

function timerOf({ workingDays, days, repeat, law }: TimerSpec): [Attributes, string] {
  // A time that the rules give has no number yet: the standard wants one, so its expression travels beside it.
  const count = workingDays ?? days;
  const span = `P${typeof count === "number" ? count : 1}D`;
  const when = repeat ? element("timeCycle", {}, [], `R/${span}`) : element("timeDuration", {}, [], span);
  return [
    {
      ...(workingDays !== undefined && { "pendopo:workingDays": String(workingDays) }),
      ...(typeof days === "string" && { "pendopo:days": days }),
      ...(law && { "pendopo:law": law }),
    },
    element("timerEventDefinition", {}, [when]),
  ];
}

function heard(id: string, event: string): Scope {
  const [begin, hear, end] = [`_start.${id}`, `_hear.${id}`, `_end.${id}`];
  return {
    nodes: [
      { id: begin, tag: "startEvent", attributes: {}, inner: [] },
      { id: hear, tag: "intermediateCatchEvent", attributes: {}, inner: [event] },
      { id: end, tag: "endEvent", attributes: {}, inner: [] },
    ],
    flows: [
      { id: `_flow.${id}.a`, from: begin, to: hear, attributes: {} },
      { id: `_flow.${id}.b`, from: hear, to: end, attributes: {} },
    ],
  };
}
