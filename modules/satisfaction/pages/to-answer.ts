import { shortDate } from "../../../design/words.ts";
import { type RequestContext, textIn } from "../../../kernel/index.ts";
import { mySurveys } from "../queries/survey.ts";

/** What I am asked to say something about, as rows of a list. */
export async function surveysToAnswer({ ask, say, locale, world }: RequestContext) {
  const rows = await ask(mySurveys, {});
  return rows.map((row) => ({
    href: `/survei/${row.case_id}`,
    title: say("satisfaction.to-answer", { service: textIn(row.title, locale) }),
    facts: say("satisfaction.until", { day: shortDate(row.until, locale, world.calendar.timeZone) }),
    under: row.number,
  }));
}
