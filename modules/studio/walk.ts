import { z } from "zod";
import type { Calendar } from "../../kernel/index.ts";
import { Course, decidedFor, factsOn, type OnlineService } from "../catalogue/index.ts";
import type { Answers, SlotAnswer } from "../forms/index.ts";
import { ProcessFault, workOf } from "../process/index.ts";

const values = z.record(z.string().max(100), z.unknown());

/** A walk through a draft with an invented person: what a test of the service holds, before anything is expected of it. */
export const Walk = z
  .object({
    /** The code of the invented person. */
    sample: z.string().max(60),
    day: z.iso.date(),
    applicant: values,
    business: values,
    answers: values,
    happens: z.array(values).max(100),
    handedIn: z.boolean(),
  })
  .strict();
export type Walk = z.output<typeof Walk>;

/** What expressions read of a walk besides its answers. */
export const factsOf = (service: OnlineService, walk: Walk) => factsOn(walk, walk.day, service);
/** Hours for whatever visit a walk's form asks for: no office keeps one for an invented person. */
export const hoursOn = (day: string): SlotAnswer[] =>
  ["08:30", "10:00", "13:00"].map((time) => ({ slot: time, at: `${day}T${time}`, place: "Loket contoh" }));
export const answersOf = (walk: Walk): Answers => walk.answers as unknown as Answers;

/** The case of a walk that was handed in, as far as it has come. Throws a ProcessFault for what cannot happen. */
export function caseOf(service: OnlineService, walk: Walk, calendar: Calendar) {
  const { scope, decided } = decidedFor(service, answersOf(walk), factsOf(service, walk), walk.day);
  const course = new Course(service, scope, calendar, walk.day);
  for (const happening of walk.happens) course.let(happening as never);
  return { course, decided };
}

/** The same, or null when it cannot come to this any more: the draft has changed under the walk. */
export function comeTo(service: OnlineService, walk: Walk, calendar: Calendar) {
  try {
    return caseOf(service, walk, calendar);
  } catch (error) {
    if (error instanceof ProcessFault) return null;
    throw error;
  }
}

/** What can happen next at the places where a case stands. */
export interface Next {
  step: string;
  item: string | null;
  outcomes: readonly string[];
  comes: string | null;
  signal: string | null;
}
export function nextOf(service: OnlineService, course: Course): Next[] {
  return course.standing.flatMap(({ at, item }): Next[] => {
    const step = service.process.steps[at];
    if (!step) return [];
    const work = workOf(step);
    if (work && (item !== null || "task" in step))
      return [{ step: at, item, outcomes: Object.keys(work.outcomes), comes: null, signal: null }];
    if ("wait" in step) return [{ step: at, item: null, outcomes: [], comes: step.wait, signal: null }];
    if ("hear" in step) return [{ step: at, item: null, outcomes: [], comes: null, signal: step.hear }];
    return [];
  });
}
