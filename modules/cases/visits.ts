import { type CommandContext, type Context, nextDay, Refusal, refuseFields } from "../../kernel/index.ts";
import { slots } from "../appointments/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import { type Answers, type FormPage, forms, isSlot, type SlotAnswer } from "../forms/index.ts";
import type { Scope } from "../rules/index.ts";

type Asking = Pick<Context, "ask" | "world">;
/** An hour as a form posts it: "mpp/ktp/2026-11-26/08:30". */
const shape = /^([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})\/(\d{4}-\d{2}-\d{2})\/(\d{2}:\d{2})$/;
/** What is offered at once: enough to choose from, and short enough to read through. */
const most = 40;

async function freeAt(
  { ask }: Asking,
  errand: string,
  { place, name }: { place: string; name: string },
  from?: string,
) {
  const { days } = await ask(slots.free, { place, errand, ...(from && { from }) });
  return days.flatMap(({ day, slots: hours }) =>
    hours
      .filter(({ free }) => free > 0)
      .map(
        ({ time }): SlotAnswer => ({ slot: `${place}/${errand}/${day}/${time}`, at: `${day}T${time}`, place: name }),
      ),
  );
}

/** Free hours for each errand that a page asks for, at every place that serves it; the earliest first. */
export async function visitsOn(context: Asking, page: Pick<FormPage, "fields">): Promise<Map<string, SlotAnswer[]>> {
  const offers = new Map<string, SlotAnswer[]>();
  for (const { errand } of page.fields) {
    if (!errand || offers.has(errand)) continue;
    const places = slots.servedAt(context.world.government, errand);
    const free = await Promise.all(places.map((place) => freeAt(context, errand, place)));
    const all = free.flat().sort((a, b) => a.at.localeCompare(b.at));
    offers.set(errand, all.slice(0, most));
  }
  return offers;
}

/** Those of the hours that were posted which are still free. */
export async function stillFree(context: Asking, posted: readonly string[]): Promise<SlotAnswer[]> {
  const found: SlotAnswer[] = [];
  for (const slot of posted) {
    const [, code, errand, day] = shape.exec(slot) ?? [];
    const at = errand && slots.servedAt(context.world.government, errand).find(({ place }) => place === code);
    if (at && day && day === nextDay(day, 0))
      found.push(...(await freeAt(context, errand, at, day)).filter((one) => one.slot === slot));
  }
  return found;
}

/** Takes the hours that were chosen, within the hand-in: of two who chose the last place, the later one chooses again. */
export async function takeVisits(
  { tell }: CommandContext,
  { form }: OnlineService,
  { person, answers, about }: { person: string; answers: Answers; about: string },
  scope: Scope,
): Promise<void> {
  for (const page of forms.pagesToShow(form, answers, scope))
    for (const { id } of page.fields) {
      const answer = answers[id];
      const [, place, errand, day, slot] = (isSlot(answer) && shape.exec(answer.slot)) || [];
      if (!place || !errand || !day || !slot) continue;
      try {
        await tell(slots.take, { place, errand, day, slot, person, about });
      } catch (error) {
        if (error instanceof Refusal && error.code === "conflict")
          refuseFields([{ path: `${page.id}/${id}`, messageKey: "forms.fault.slot-gone" }]);
        throw error;
      }
    }
}
