import { type Locale, type RequestContext, type Text, textIn } from "../../../kernel/index.ts";
import { type ServiceDefinition, serviceByCode } from "../../catalogue/index.ts";
import { isRest, workOf } from "../../process/index.ts";
import type { migrationPreview } from "../queries/migrations.ts";

type Preview = Awaited<ReturnType<typeof migrationPreview.answer>>;
export type CourseOfCase = Pick<Preview["groups"][number], "fate" | "moves" | "obstacles">;
type Hindrance = CourseOfCase["obstacles"][number];
type Steps = Record<string, Text>;

/** What the places of a version are called at which a case can stand. */
export function stepNames(service: ServiceDefinition | null): Steps {
  const names: Steps = {};
  for (const [name, step] of Object.entries(service?.process?.steps ?? {}))
    if (isRest(step)) names[name] = workOf(step)?.title ?? ("reason" in step ? step.reason : undefined) ?? name;
  return names;
}

/** The names of all steps that some versions have; a newer version's word stands before an older one's. */
export async function namesOf({ ask }: RequestContext, code: string, versions: readonly number[]): Promise<Steps> {
  const all = [...versions].sort((a, b) => a - b);
  const found = await Promise.all(all.map((version) => ask(serviceByCode, { code, version })));
  return Object.assign({}, ...found.map(stepNames));
}

/** "Review the application (review)": the designer's word stands by, because two versions may call two steps alike. */
export const calledIn = (names: Steps, step: string, locale: Locale): string =>
  names[step] && textIn(names[step], locale) !== step ? `${textIn(names[step], locale)} (${step})` : step;

/** What becomes of a case, in a sentence: where it goes, or why a person must look at it. */
export function courseWords(
  { say, locale }: RequestContext,
  course: CourseOfCase,
  before: Steps,
  after: Steps,
): string {
  const called = (names: Steps, step: string) => calledIn(names, step, locale);
  if (course.fate === "person")
    return course.obstacles.map((one) => hindranceWords(one, called(before, one.step), say)).join(" ");
  const moves = course.moves.map(({ from, to }) =>
    to === null
      ? say("cases.migration.over", { from: called(before, from) })
      : say("cases.migration.goes", { from: called(before, from), to: called(after, to) }),
  );
  return [say(`cases.migration.fate.${course.fate}`), ...moves].join(" ");
}

export const hindranceWords = ({ why }: Hindrance, step: string, say: RequestContext["say"]): string =>
  say(`cases.migration.why.${why}`, { step });
