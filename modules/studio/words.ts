import { type RequestContext, roles, textIn } from "../../kernel/index.ts";
import { lifeEvents } from "../catalogue/index.ts";
import type { Draft } from "./draft.ts";
import { held } from "./editor/edit.ts";
import { calledOf } from "./editor/inner.tsx";

type Choice = { value: string; text: string };

/** Words that may be chosen where a file names something: an agency, an office, a duty, a step, a field, a life event. */
export function choicesOf({ world, locale, say }: RequestContext, draft: Draft): Record<string, Choice[]> {
  const { agencies } = world.government;
  const process = held(draft.files["process.yaml"] ?? "") as { steps?: Record<string, unknown> } | null;
  const steps = Object.entries(process?.steps ?? {}).map(([value, step]) => {
    const called = calledOf(step, locale);
    return { value, text: called && called !== value ? `${value}: ${called}` : value };
  });
  const decisions = Object.keys((held(draft.files["decisions.yaml"] ?? "") as object | null) ?? {});
  return {
    agency: [
      ...agencies.map(({ code, name }) => ({ value: code, text: textIn(name, locale) })),
      { value: "$item", text: say("studio.item") },
    ],
    office: [
      ...agencies.flatMap((agency) =>
        agency.offices.map(({ code, name }) => ({
          value: code,
          text: `${textIn(agency.name, locale)}: ${textIn(name, locale)}`,
        })),
      ),
      { value: "$item", text: say("studio.item") },
    ],
    role: roles.map((value) => ({ value, text: say(`identity.role.${value}`) })),
    next: steps,
    to: steps,
    late: steps,
    start: steps,
    outcomes: steps,
    decision: decisions.map((value) => ({ value, text: value })),
    lifeEvent: lifeEvents(world).map(({ code, title }) => ({ value: code, text: textIn(title, locale) })),
  };
}
