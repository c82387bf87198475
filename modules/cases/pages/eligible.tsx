import { type RequestContext, textIn } from "../../../kernel/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { evaluate } from "../../rules/index.ts";
import { given, lookUp } from "../facts.ts";

/** For each condition of eligibility whether what the registers know fulfils it; none when the service has none. */
export async function eligibilityOf(
  { ask, actor, world }: RequestContext,
  service: OnlineService,
  business: string | null,
) {
  if (service.eligibility.length === 0) return [];
  const now = world.clock.now();
  const facts = given(await lookUp({ ask, actor, now }, business), world.calendar.today(now), service);
  return service.eligibility.map((rule) => ({ ...rule, holds: evaluate(rule.when, facts) === true }));
}

/** Why one can apply, or cannot: each condition in words, with its law, before anything is filled in. */
export function Eligible({
  rules,
  context: { say, locale },
}: {
  rules: Awaited<ReturnType<typeof eligibilityOf>>;
  context: RequestContext;
}) {
  if (rules.length === 0) return null;
  const fits = rules.every(({ holds }) => holds);
  const told = fits ? rules : rules.filter(({ holds }) => !holds);
  return (
    <section>
      <p class="strong">{say(fits ? "cases.eligible.yes" : "cases.eligible.no")}</p>
      <ul>
        {told.map(({ when, holds, yes, no, law }) => (
          <li key={when}>
            {textIn(holds ? yes : no, locale)} <span class="origin">{law}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
