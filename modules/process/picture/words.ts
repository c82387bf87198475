import { type Locale, type Say, textIn } from "../../../kernel/index.ts";
import { type ProcessStep, type TimerSpec, type Way, workOf } from "../graph.ts";

/** Words of the room that runs the process: what a deed, a message, an end or an outcome is called. Undefined: nothing. */
export type Named = (kind: "deed" | "wait" | "end" | "outcome", word: string) => string | undefined;
export interface Words {
  say: Say;
  locale: Locale;
  named: Named;
}

/** What a step is called, and of what kind it is. */
export function stepWords(step: ProcessStep, { say, locale, named }: Words): { title: string; kind: string } {
  const kind = (name: string) => say(`process.kind.${name}`);
  const work = workOf(step);
  if (work && "each" in step)
    return { title: textIn(work.title, locale), kind: kind(step.each.inTurn ? "each-in-turn" : "each") };
  if (work) return { title: textIn(work.title, locale), kind: kind("task") };
  if ("each" in step)
    return { title: say("process.title.each"), kind: kind(step.each.inTurn ? "each-in-turn" : "each") };
  if ("choose" in step) return { title: say("process.title.choose"), kind: kind("choose") };
  if ("fork" in step) return { title: say("process.title.fork", { count: step.fork.length }), kind: kind("fork") };
  if ("part" in step) return { title: say("process.title.part"), kind: kind("part") };
  if ("wait" in step) return { title: named("wait", step.wait) ?? step.wait, kind: kind("wait") };
  if ("hear" in step) return { title: step.hear, kind: kind("hear") };
  if ("delay" in step) return { title: spanWords(step.delay, say), kind: kind("delay") };
  if ("do" in step) return { title: named("deed", step.do) ?? step.do, kind: kind("do") };
  if ("call" in step) return { title: step.call, kind: kind("call") };
  if ("signal" in step) return { title: step.signal, kind: kind("signal") };
  if ("error" in step) return { title: step.error, kind: kind("error") };
  if ("end" in step) return { title: named("end", step.end) ?? step.end, kind: kind("end") };
  return { title: say("process.title.stop"), kind: kind("stop") };
}

const spanWords = ({ workingDays, days }: Pick<TimerSpec, "workingDays" | "days">, say: Say): string => {
  const unit = workingDays === undefined ? "days" : "working-days";
  const count = workingDays ?? days ?? 0;
  return typeof count === "number"
    ? say(`process.way.${unit}`, { count })
    : say(`process.way.${unit}-by-rule`, { rule: count });
};

/** When a way is taken; a plain way on needs no word. */
export function wayWords(step: ProcessStep, way: Way, { say, named }: Words): string {
  switch (way.by) {
    case "outcome":
    case "enough":
      return named("outcome", way.name ?? "") ?? way.name ?? "";
    case "when":
      return way.name === undefined ? say("process.way.otherwise") : way.name;
    case "end":
      return named("end", way.name ?? "") ?? way.name ?? "";
    case "timer": {
      const timer = "timers" in step ? step.timers.find(({ to }) => to === way.to) : undefined;
      return timer ? spanWords(timer, say) : "";
    }
    case "message":
      return named("wait", way.name ?? "") ?? way.name ?? "";
    case "signal":
    case "error":
      return way.name ?? "";
    default:
      return say("process.way.next");
  }
}
