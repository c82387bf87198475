import type { Place } from "./lines.ts";
import { childOf, own, type Read } from "./xml.ts";

/** What whoever reads an element knows of the words around it, and how it tells a fault. */
export interface Told {
  word(one: Read, kind: "message" | "signal" | "error"): string;
  next(border: Place): string;
  fault(one: Read, says: string): void;
}

export const textOf = (first: string, en: string | undefined) => (en === undefined ? first : { id: first, en });

/** Days or working days of a timer event. */
export function spanOf(at: Read, timer: Read, { fault }: Pick<Told, "fault">): Record<string, number | string> {
  const when = childOf(timer, "timeCycle") ?? childOf(timer, "timeDuration");
  const [, weeks, days] = /^(?:R\/)?P(?:(\d+)W|(\d+)D)$/.exec(when?.text.trim() ?? "") ?? [];
  if (!weeks && !days) fault(at, "a time is a duration in whole days or weeks, such as P14D");
  const count = weeks ? Number(weeks) * 7 : Number(days);
  const [working, said] = [own(at, "workingDays"), own(at, "days")];
  if (working !== undefined) return { workingDays: /^\d+$/.test(working) ? Number(working) : working };
  return { days: said ?? count };
}

/** The timers and catches of an activity, out of the events on its border. */
export function borderOf(place: Place, told: Told): Record<string, unknown> {
  const timers: unknown[] = [];
  const caught: unknown[] = [];
  for (const border of place.border) {
    const { at } = border;
    const to = told.next(border);
    const interrupt = at.attributes.cancelActivity !== "false";
    const [timer, message, signal, error] = ["timer", "message", "signal", "error"].map((kind) =>
      childOf(at, `${kind}EventDefinition`),
    );
    const law = own(at, "law");
    if (timer)
      timers.push({
        ...spanOf(at, timer, told),
        to,
        interrupt,
        ...(childOf(timer, "timeCycle") && { repeat: true }),
        ...(law !== undefined && { law }),
      });
    else if (message) caught.push({ message: told.word(message, "message"), to, interrupt });
    else if (signal) caught.push({ signal: told.word(signal, "signal"), to, interrupt });
    else if (error) caught.push({ error: told.word(error, "error"), to });
    else told.fault(at, "on the border may be a time, a message, a signal or an error");
  }
  return { timers, ...(caught.length > 0 && { catch: caught }) };
}

/** What our own tasks say besides; the schema judges it. */
export function moreOf(at: Read, { fault }: Pick<Told, "fault">): object {
  try {
    const more: unknown = JSON.parse(own(at, "more") ?? "{}");
    if (typeof more === "object" && more !== null && !Array.isArray(more)) return more;
  } catch {
    // Told below.
  }
  fault(at, "pendopo:more is no JSON object");
  return {};
}
