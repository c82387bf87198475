import type { OnlineService } from "../catalogue/index.ts";
import type { Calendar } from "../../kernel/index.ts";
import { forms } from "../forms/index.ts";
import { answersOf, caseOf, factsOf, type Walk } from "./walk.ts";

/** A walk as a test of the service: what was answered and what happened, and that it comes out so again. */
export function asTest(service: OnlineService, walk: Walk, title: string, calendar: Calendar) {
  const { day, applicant, business, then } = walk;
  const scope = factsOf(walk) as never;
  const answers = forms.pruned(service.form, answersOf(walk), scope);
  const course = caseOf(service, walk, calendar);
  return {
    title,
    day,
    applicant,
    ...(Object.keys(business).length > 0 && { business }),
    answers,
    ...(then.length > 0 && { then }),
    expect: {
      pages: forms.pagesToShow(service.form, answers, scope).map(({ id }) => id),
      decisions: course.decisions,
      path: course.path,
      outcome: course.state.ended,
      due: calendar.today(course.due),
    },
  };
}
