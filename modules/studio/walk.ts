import { z } from "zod";
import { type Course, courseOf, type Happening, type OnlineService } from "../catalogue/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import type { Answers } from "../forms/index.ts";

const values = z.record(z.string(), z.json());

/** A walk through a draft with an invented person: what a test of the service holds, before anything is expected of it. */
export const Walk = z
  .object({
    title: z.string().max(200),
    day: z.iso.date(),
    applicant: values,
    business: values,
    answers: values,
    then: z.array(z.json()).max(100),
    handedIn: z.boolean(),
  })
  .strict();
export type Walk = z.output<typeof Walk>;

/** What expressions read of a walk besides its answers. */
export const factsOf = ({ applicant, business, day }: Walk) => ({ applicant, business, today: day });
export const answersOf = (walk: Walk): Answers => walk.answers as unknown as Answers;

/** The case of a walk that was handed in, as far as it has come. Throws a ProcessFault for what cannot happen. */
export const caseOf = (service: OnlineService, walk: Walk, calendar: Calendar): Course =>
  courseOf(service, { answers: answersOf(walk), facts: factsOf(walk) as never, day: walk.day, then: walk.then as Happening[] }, calendar);

/** What can happen next at the places where a case stands. */
export interface Next {
  step: string;
  item: string | null;
  outcomes: readonly string[];
  comes: string | null;
}
export function nextOf(service: OnlineService, course: Course): Next[] {
  return course.standing.flatMap(({ at, item }): Next[] => {
    const step = service.process.steps[at];
    if (!step) return [];
    if ("task" in step) return [{ step: at, item, outcomes: Object.keys(step.task.outcomes), comes: null }];
    if ("each" in step) return item === null ? [] : [{ step: at, item, outcomes: Object.keys(step.each.task.outcomes), comes: null }];
    if ("wait" in step) return [{ step: at, item: null, outcomes: [], comes: step.wait }];
    return [];
  });
}
