import type { Calendar } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { forms } from "../forms/index.ts";
import { answersOf, caseOf, factsOf, type Walk } from "./walk.ts";

/** A walk as a test of the service: what was answered and what happened, and that it comes out so again. */
export function asTest(service: OnlineService, walk: Walk, title: string, calendar: Calendar) {
  const { day, applicant, business, happens } = walk;
  const answers = forms.pruned(service.form, answersOf(walk), factsOf(service, walk));
  const { course, decided } = caseOf(service, walk, calendar);
  return {
    title,
    day,
    applicant,
    ...(Object.keys(business).length > 0 && { business }),
    answers,
    ...(happens.length > 0 && { happens }),
    expect: {
      pages: forms.pagesToShow(service.form, answers, factsOf(service, walk)).map(({ id }) => id),
      ...(Object.keys(decided).length > 0 && { decisions: decided }),
      path: course.path,
      outcome: course.state.ended,
      due: calendar.today(course.due),
    },
  };
}
