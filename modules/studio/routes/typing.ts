import { field, type RequestContext, route, textIn } from "../../../kernel/index.ts";
import { drafting } from "../../catalogue/index.ts";
import { openedDraft, withFiles } from "../draft.ts";
import { held, Unreadable, valueAt } from "../editor/edit.ts";
import { placeAsked, saidAt, typedOver } from "../editor/place.ts";
import { nameOf } from "../editor/reading.ts";
import { findingsOf, within } from "../findings.ts";
import { findingWords } from "../place-findings.tsx";

/** The address that checks what is typed at a place, from the place's own. */
export const checkAddress = (place: string): string => place.replace(/(\?|$)/, "/ketik$1");

/** A quick hand stops some ninety times a minute; beyond twice that it is no hand. */
const patience = { times: 200, seconds: 60 };

/**
 * What would be found if a place were saved as it is typed: the whole draft is looked at, as at saving, and nothing is
 * kept. `_at` names the field that is typed in: of an expression it is told what it gives.
 */
export const typingRoute = route({
  method: "POST",
  path: "/studio/:draft/:part/ketik",
  async handle(context) {
    const { actor, world, form, say } = context;
    const draft = await openedDraft(context);
    await world.patience.knock("studio.typing", actor.account ?? context.network, patience);
    const place = placeAsked(context, draft);
    const text = typed(place, form);
    const { faults, definition, expressions } =
      text === null ? { faults: [], definition: null, expressions: [] } : look(context, draft, place.file, text);
    const findings = findingsOf(faults);
    const here = findings.filter(({ file }) => file === place.part);
    const wrong = within(here, place.path);
    const elsewhere = findings.length - wrong.length;
    const fields = Object.fromEntries(saidAt(place, valueAt(held(text ?? place.text), place.path), here));
    const at = field(form, "_at");
    const expression = expressions.find(
      ({ file, path, kind }) => file === place.part && kind === "expression" && nameOf(path) === at && !fields[at],
    );
    return {
      type: "application/json; charset=utf-8",
      body: JSON.stringify({
        wrong: wrong.slice(0, 50).map((finding) => findingWords(finding, say)),
        more: elsewhere > 0 ? say("studio.wrong.elsewhere", { count: elsewhere }) : null,
        fields,
        result: expression && definition ? resultWords(context, drafting.resultOf(definition, expression.text)) : null,
      }),
    };
  },
});

function typed(place: ReturnType<typeof placeAsked>, form: RequestContext["form"]): string | null {
  try {
    return typedOver(place, form);
  } catch (error) {
    // The page tells already that the file is no YAML; it is mended as text.
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

const look = (context: RequestContext, draft: Parameters<typeof withFiles>[0], file: string, text: string) =>
  drafting.inspected(context, withFiles(draft, { [file]: text }));

/** "Gives a number: 75000 in the test “Stall in the market”." */
function resultWords({ say, locale }: RequestContext, { kind, sample }: ReturnType<typeof drafting.resultOf>) {
  const words = kind === null ? null : textIn(kind, locale);
  if (!sample) return words === null ? null : say("studio.gives", { kind: words });
  const { test, value } = sample;
  const shown = typeof value === "boolean" ? say(value ? "studio.yes" : "studio.no") : JSON.stringify(value);
  return say("studio.gives.sample", { kind: words ?? "", value: shown.slice(0, 200), test });
}
