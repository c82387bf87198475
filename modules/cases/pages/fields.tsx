import { dayWords } from "../../../design/words.ts";
import { type Fault, money, moneyText, type RequestContext, type Say } from "../../../kernel/index.ts";
import { type OnlineService, promising } from "../../catalogue/index.ts";
import { type Answers, type Drawing, type FormPage, forms, known, Questions } from "../../forms/index.ts";
import { given } from "../facts.ts";
import { decisionsFor } from "../host.ts";
import type { Facts } from "../tables.ts";
import { visitsOn } from "../visits.ts";
import { factOf, sourceKey } from "./parts.tsx";

/** What the questions of a page need of the house to be drawn: facts, files, what was looked for, the fee so far. */
export async function drawingOf(
  { ask, say, locale, world }: Pick<RequestContext, "ask" | "say" | "locale" | "world">,
  service: OnlineService,
  page: FormPage,
  shown: { answers: Answers; facts: Facts; day: string; faults: readonly Fault[] },
): Promise<Drawing> {
  const { answers, facts, day, faults } = shown;
  const visits = await visitsOn({ ask, world }, page);
  return {
    say,
    locale,
    faults,
    scope: given(facts, day, service),
    hits: await known.found({ ask }, page, answers),
    fileAt: (file) => `/berkas/${file}`,
    fact: factIn(facts, say),
    lastDay: (later) =>
      dayWords(promising.lastDayOf(world.calendar, world.clock.now(), later, given(facts, day, service)), locale),
    slots: (errand) => visits.get(errand) ?? [],
    fee() {
      const order = service.fee;
      const amount = order && decisionsFor(service, { answers, facts }, day)[order.decision]?.outputs?.[order.output];
      if (typeof amount === "number" && amount > 0) return moneyText(money(amount, world.government.currency), locale);
      // No rule asks for money. That is only certain when nothing is left to answer; a declaration decides nothing.
      const open = forms
        .faultsOfForm(service.form, answers, given(facts, day, service))
        .flatMap((one) => one.faults)
        .some(({ path }) => forms.fieldById(service.form, path)?.field.type !== "declaration");
      return open ? null : "";
    },
  };
}

/** The questions of a page where nothing is looked for and no fee is decided: a preview. */
export function PageFields(
  shown: Pick<Drawing, "say" | "locale" | "scope" | "faults" | "slots"> & {
    page: FormPage;
    answers: Answers;
    facts: Facts;
  },
) {
  const { page, answers, facts, ...drawing } = shown;
  return <Questions page={page} answers={answers} drawing={{ ...drawing, fact: factIn(facts, drawing.say) }} />;
}

/** What a register says for a fact, and which register that is, in words. */
const factIn =
  (facts: Facts, say: Say): NonNullable<Drawing["fact"]> =>
  (field) => ({ value: factOf(field, facts), source: say(sourceKey[forms.registerOf(field)!.register]) });

/** A page that takes files is posted in parts; every other one is not. */
export const encodingOf = (page: Pick<FormPage, "fields">): "multipart/form-data" | undefined =>
  page.fields.some(({ type }) => ["photo", "files", "signature"].includes(type)) ? "multipart/form-data" : undefined;
