import { field, goTo, page, Refusal, type RequestContext, refuse } from "../../../kernel/index.ts";
import { isOnline, type OnlineService } from "../../catalogue/index.ts";
import { type Answers, type FormPage, forms, known, type Posted } from "../../forms/index.ts";
import { asTest } from "../as-test.ts";
import { dropWalk, keepWalk } from "../commands/walk.ts";
import { DraftDesk } from "../desk.tsx";
import { openedDraft, saveFiles } from "../draft.ts";
import { changed } from "../editor/edit.ts";
import { ownWalk } from "../queries/walk.ts";
import { AsCitizen, Begin } from "../run/as-citizen.tsx";
import { AsOffice, Known } from "../run/as-office.tsx";
import { samplesFile } from "../samples.ts";
import { answersOf, comeTo, factsOf, hoursOn, type Walk } from "../walk.ts";
import { Refused } from "./parts.tsx";

/** A walk through the draft as citizen and then as officer, with an invented person. What was walked can become a test. */
export const runPage = page({
  path: "/studio/:draft/coba",
  async show(context, refusal) {
    const { ask, say } = context;
    const draft = await openedDraft(context);
    const walk = await ask(ownWalk, { draft: draft.id });
    const service = draft.definition && isOnline(draft.definition) ? draft.definition : null;
    const here = `/studio/${draft.id}/coba`;
    return {
      title: `${say("studio.run")}, ${draft.title}`,
      layout: "desk",
      main: (
        <DraftDesk
          context={context}
          draft={draft}
          here="/coba"
          side={walk && service && <Known context={context} here={here} service={service} walk={walk} />}
        >
          <h1>{say("studio.run")}</h1>
          {refusal && refusal.faults.length === 0 && <Refused refusal={refusal} say={say} />}
          {!service ? (
            <p>{say("studio.no-run")}</p>
          ) : !walk ? (
            <Begin context={context} here={here} />
          ) : walk.handedIn ? (
            <AsOffice context={context} here={here} service={service} walk={walk} />
          ) : (
            <AsCitizen context={context} here={here} service={service} walk={walk} refusal={refusal} />
          )}
        </DraftDesk>
      ),
    };
  },
  async submit(context) {
    const { act, ask, form } = context;
    const draft = await openedDraft(context);
    const here = `/studio/${draft.id}/coba`;
    const service = draft.definition;
    if (!service || !isOnline(service)) refuse("conflict", "studio.refusal.no-run");
    const keep = (walk: Walk) => act(keepWalk, { draft: draft.id, walk });
    if (field(form, "_over")) {
      await act(dropWalk, { draft: draft.id });
      return goTo(here);
    }
    if (field(form, "sample")) {
      await keep(begun(context));
      return goTo(here);
    }
    const walk = await ask(ownWalk, { draft: draft.id });
    if (!walk) return goTo(here);
    if (field(form, "_record")) {
      const title = field(form, "title");
      if (title.length < 3 || title.length > 200) refuse("invalid", "studio.refusal.title");
      const test = asTest(service, walk, title, context.world.calendar);
      const tests = draft.files["tests.yaml"]?.trim() || "[]";
      await saveFiles(context, draft, { "tests.yaml": changed(tests, [{ do: "add", path: [], value: test }]) });
      return goTo(`/studio/${draft.id}/tests`);
    }
    if (walk.handedIn) {
      const next = { ...walk, happens: [...walk.happens, happening(form)] };
      if (!comeTo(service, next, context.world.calendar)) refuse("conflict", "studio.refusal.cannot-happen");
      await keep(next);
    } else if (field(form, "_hand-in")) await keep({ ...walk, handedIn: true });
    else return goTo(`${here}?hal=${await onePage(context, service, walk, keep)}`);
    return goTo(here);
  },
});

/** A walk at its beginning: an invented person, on a day. */
function begun({ form, world }: RequestContext): Walk {
  const sample = samplesFile.of(world.government).find(({ code }) => code === field(form, "sample"));
  if (!sample) refuse("invalid", "studio.refusal.no-sample");
  const { code, applicant, business } = sample;
  const typed = field(form, "day");
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : world.calendar.today(world.clock.now());
  return { sample: code, day, applicant, business, answers: {}, happens: [], handedIn: false };
}

/** Takes in one page of answers; gives the page that comes then. */
async function onePage(
  { ask, form, query }: RequestContext,
  service: OnlineService,
  walk: Walk,
  keep: (walk: Walk) => Promise<unknown>,
): Promise<string> {
  const scope = factsOf(service, walk);
  const pages = forms.pagesToShow(service.form, answersOf(walk), scope);
  const shown = pages.find(({ id }) => id === query.hal) ?? pages[0];
  if (!shown) refuse("conflict", "studio.refusal.no-run");
  const before = { ...answersOf(walk), ...invented(shown, form) };
  const posted = form as Posted;
  const told = await known.lookUp({ ask }, shown, posted, before, async () => hoursOn(walk.day));
  const { answers, faults, changed } = forms.readPage(shown, posted, before, scope, {
    known: told,
    rules: service.form.rules,
  });
  const all = { ...before, ...answers } as Answers;
  await keep({ ...walk, answers: all as never });
  if (!changed && faults.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
  const now = forms.pagesToShow(service.form, all, scope);
  return changed ? shown.id : (now[now.findIndex(({ id }) => id === shown.id) + 1]?.id ?? "periksa");
}

/** A walk takes no files: where one is asked, one is made up, unless it is to be brought later. */
const invented = (page: FormPage, form: RequestContext["form"]): Answers =>
  Object.fromEntries(
    page.fields
      .filter(({ type }) => /photo|file|signature/.test(type))
      .map(({ id, type }) => {
        const one = {
          file: "00000000-0000-7000-8000-000000000000",
          name: `${id}.jpg`,
          bytes: 1000,
          type: "image/jpeg",
        };
        if (field(form, `${id}.later`) === "yes") return [id, null];
        return [id, (type as string) === "files" ? [one] : one];
      }),
  ) as unknown as Answers;

/** "chooses:review:forward:", "comes:payment", "signal:council-met", "brings:portrait", "passes" with a number of days. */
function happening(form: RequestContext["form"]): Walk["happens"][number] {
  const [what, ...words] = field(form, "_happens").split(":");
  if (what === "chooses") return { at: words[0]!, chooses: words[1]!, ...(words[2] && { item: words[2] }) };
  if (what === "comes" || what === "signal" || what === "brings")
    return { [what]: words[0]! } as Walk["happens"][number];
  const days = Number(field(form, "days"));
  if (!Number.isInteger(days) || days < 1 || days > 2000) refuse("invalid", "studio.refusal.days");
  return { passes: { workingDays: days } };
}
