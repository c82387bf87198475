import { Button } from "../../../design/index.ts";
import { field, goTo, page, Refusal, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { type FormPage, forms, Questions, scriptsFor } from "../../forms/index.ts";
import { useAnswer } from "../commands/kept-answers.ts";
import { savePage } from "../commands/save-page.ts";
import { takesFiles } from "../reading.ts";
import { type TakenFile, takeFile } from "../upload.ts";
import { openDraft, unprovedOf } from "./draft.ts";
import { drawingOf, encodingOf } from "./fields.tsx";
import { Helping } from "./helping.tsx";
import {
  BackNotice,
  KeptUntil,
  ownWords,
  rescued,
  restored,
  SavedElsewhere,
  Seen,
  elsewhere as savedElsewhere,
  sentBy,
} from "./kept.tsx";
import { Offers, offersFor } from "./kept-answers.tsx";
import { Once, Wrong } from "./parts.tsx";
import { NewerVersion } from "./version.tsx";

/** Where the person goes after a page: the next one, or the check. */
const after = (pages: readonly FormPage[], current: string): string =>
  pages[pages.findIndex((one) => one.id === current) + 1]?.id ?? "periksa";

/** After a button within the page, the place where it was pressed: nobody scrolls back to it. */
const anchor = (form: RequestContext["form"]): string => {
  const [at] = (["_find", "_add", "_remove"] as const).map((button) => field(form, button)).filter(Boolean);
  const [id = ""] = (at ?? "").split(".");
  return /^[a-zA-Z0-9]{1,40}$/.test(id) ? `#${field(form, "_find") ? at : id}` : "";
};

/** One page of the form: one thing at a time, saved when it is sent. */
export const formPage = page({
  path: "/ajukan/:draft/:page",
  async show(context, refusal) {
    const { say, locale, params, once, query, world } = context;
    const back = await restored(context);
    if (back) return back;
    const opened = await openDraft(context);
    const { draft, service, scope, pages } = opened;
    if (opened.elsewhere) return goTo(opened.elsewhere);
    const index = pages.findIndex((one) => one.id === params.page);
    const shown = pages[index];
    if (!shown) return goTo(`/ajukan/${draft.id}/${pages[0]!.id}`);
    // Whoever was sent here by the check is told what is missing, and need not guess.
    const sent = query.salah
      ? forms.faultsOfForm(service.form, draft.answers, scope).find((one) => one.page === shown.id)?.faults
      : undefined;
    const faults = refusal?.faults ?? sent ?? [];
    const day = world.calendar.today(world.clock.now());
    const drawing = await drawingOf(context, service, shown, { ...draft, day, faults });
    const title = textIn(shown.title, locale);
    const before = index === 0 ? `/layanan/${service.code}` : `/ajukan/${draft.id}/${pages[index - 1]!.id}`;
    const change = query.ubah ? "?ubah=ya" : "";
    const offers = await offersFor(context, draft, shown, scope);
    const own = ownWords(context, shown, draft, refusal);
    return {
      title,
      scripts: [...scriptsFor(shown.fields), "draft.js"],
      back: { href: change ? `/ajukan/${draft.id}/periksa` : before, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong
            faults={faults}
            refusal={refusal && faults.length === 0 ? refusal : undefined}
            fields={shown.fields}
            say={say}
            locale={locale}
          />
          <BackNotice page={shown} context={context} />
          <Helping draft={draft} context={context} />
          <NewerVersion opened={opened} context={context} />
          {own && <SavedElsewhere page={shown} draft={draft} own={own} context={context} />}
          <p class="caption">{say("cases.page-of", { page: index + 1, pages: pages.length })}</p>
          <h1>{title}</h1>
          {shown.intro && <p>{textIn(shown.intro, locale)}</p>}
          <form
            method="post"
            action={`/ajukan/${draft.id}/${shown.id}${change}`}
            encType={encodingOf(shown)}
            noValidate
            data-draft="yes"
          >
            <Once once={once} />
            <Seen page={shown} answers={draft.answers} />
            {/* First in the form: Enter goes on and never takes a product away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            <Offers offers={offers} context={context} />
            <Questions page={shown} answers={own ?? draft.answers} drawing={drawing} />
            <div class="govuk-button-group">
              <Button>{say("cases.save")}</Button>
              <button class="button-link" type="submit" name="_later" value="yes">
                {say("cases.later")}
              </button>
            </div>
          </form>
          <KeptUntil draft={draft} context={context} />
          <p>
            <a href={`/ajukan/${draft.id}/kode`}>{say("cases.resume.offer")}</a>
          </p>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, query } = context;
    if (context.actor.hat === "anyone") return rescued(context);
    const { draft, service } = await openDraft(context);
    const shown = service.form.pages.find((one) => one.id === params.page);
    if (!shown) refuse("not-found", "kernel.refusal.not-found");
    const files: Record<string, TakenFile[]> = {};
    // A file that is refused must not take the other answers with it: they are saved first.
    let refused: Refusal | undefined;
    for (const upload of context.uploads) {
      const asked = shown.fields.find((one) => one.id === upload.field && takesFiles(one));
      if (upload.body.length === 0 || !asked) continue;
      try {
        files[asked.id] = [...(files[asked.id] ?? []), await takeFile(context, asked, upload)];
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = error;
      }
    }
    const { faults, changed, elsewhere } = await act(
      savePage,
      { draft: draft.id, page: shown.id, posted: form as never, files, ...sentBy(context) },
      { key: undefined },
    );
    if (elsewhere) {
      await Promise.all(
        Object.values(files)
          .flat()
          .map(({ store }) => context.world.files.remove(store)),
      );
      throw new Refusal("conflict", savedElsewhere);
    }
    // The script that saves a page which is left half done has nobody to show a page to.
    if (field(form, "_leave") === "yes") return { status: 204, body: "", type: "text/plain" };
    const use = field(form, "_use");
    if (use) {
      await act(useAnswer, { draft: draft.id, field: use.slice(0, 60) }, { key: undefined });
      return goTo(`/ajukan/${draft.id}/${shown.id}${query.ubah ? "?ubah=ya" : ""}#${use}`);
    }
    // What was written is kept even if it is not right yet: it will be asked again.
    if (field(form, "_later") === "yes" && !refused) return goTo("/saya");
    if (changed && !refused)
      return goTo(`/ajukan/${draft.id}/${shown.id}${query.ubah ? "?ubah=ya" : ""}${anchor(form)}`);
    if (refused)
      throw new Refusal("invalid", "kernel.refusal.invalid", {
        faults: [
          ...refused.faults,
          ...faults.filter((fault) => !refused.faults.some((one) => one.path === fault.path)),
        ],
      });
    if (faults.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
    const { pages } = await openDraft(context);
    const unproved = (await unprovedOf(context, service, draft.id)).find((one) => one.page === shown.id);
    if (unproved) return goTo(`/ajukan/${draft.id}/bukti/${unproved.field}`);
    return goTo(`/ajukan/${draft.id}/${query.ubah ? "periksa" : after(pages, shown.id)}`);
  },
});
