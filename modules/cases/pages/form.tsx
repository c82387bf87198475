import { Button } from "../../../design/index.ts";
import { field, goTo, page, Refusal, refuse, textIn } from "../../../kernel/index.ts";
import type { FormPage } from "../../forms/index.ts";
import { savePage } from "../commands/save-page.ts";
import { type TakenFile, takePhoto } from "../upload.ts";
import { openDraft } from "./draft.ts";
import { PageFields } from "./fields.tsx";
import { Once, Wrong } from "./parts.tsx";

/** Where the person goes after a page: the next one, or the check. */
const after = (pages: readonly FormPage[], current: string): string =>
  pages[pages.findIndex((one) => one.id === current) + 1]?.id ?? "periksa";

/** One page of the form: one thing at a time, saved when it is sent. */
export const formPage = page({
  path: "/ajukan/:draft/:page",
  async show(context, refusal) {
    const { say, locale, params, once, query } = context;
    const { draft, service, scope, pages } = await openDraft(context);
    const index = pages.findIndex((one) => one.id === params.page);
    const shown = pages[index];
    if (!shown) return goTo(`/ajukan/${draft.id}/${pages[0]!.id}`);
    const faults = refusal?.faults ?? [];
    const title = textIn(shown.title, locale);
    const back = index === 0 ? `/layanan/${service.code}` : `/ajukan/${draft.id}/${pages[index - 1]!.id}`;
    const change = query.ubah ? "?ubah=ya" : "";
    return {
      title,
      back: { href: change ? `/ajukan/${draft.id}/periksa` : back, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong
            faults={faults}
            refusal={refusal && faults.length === 0 ? refusal : undefined}
            fields={shown.fields}
            say={say}
            locale={locale}
          />
          <p class="caption">{say("cases.page-of", { page: index + 1, pages: pages.length })}</p>
          <h1>{title}</h1>
          {shown.intro && <p>{textIn(shown.intro, locale)}</p>}
          <form
            method="post"
            action={`/ajukan/${draft.id}/${shown.id}${change}`}
            encType={shown.fields.some((one) => one.type === "photo") ? "multipart/form-data" : undefined}
            noValidate
          >
            <Once once={once} />
            {/* First in the form: Enter goes on and never takes a product away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            <PageFields
              page={shown}
              answers={draft.answers}
              facts={draft.facts}
              scope={scope}
              faults={faults}
              say={say}
              locale={locale}
            />
            <div class="govuk-button-group">
              <Button>{say("cases.save")}</Button>
              <button class="button-link" type="submit" name="_later" value="yes">
                {say("cases.later")}
              </button>
            </div>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, params, query } = context;
    const { draft, service } = await openDraft(context);
    const shown = service.form.pages.find((one) => one.id === params.page);
    if (!shown) refuse("not-found", "kernel.refusal.not-found");
    const files: Record<string, TakenFile> = {};
    // A photo that is refused must not take the other answers with it: they are saved first.
    let photo: Refusal | undefined;
    for (const upload of context.uploads) {
      if (upload.body.length === 0 || !shown.fields.some((one) => one.id === upload.field && one.type === "photo"))
        continue;
      try {
        files[upload.field] = await takePhoto(context, upload.field, upload);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        photo = error;
      }
    }
    const { faults, changed } = await act(
      savePage,
      { draft: draft.id, page: shown.id, posted: form as never, files },
      { key: undefined },
    );
    // What was written is kept even if it is not right yet: it will be asked again.
    if (field(form, "_later") === "yes" && !photo) return goTo("/saya");
    if (changed) return goTo(`/ajukan/${draft.id}/${shown.id}${query.ubah ? "?ubah=ya" : ""}`);
    if (photo)
      throw new Refusal("invalid", "kernel.refusal.invalid", {
        faults: [...photo.faults, ...faults.filter((fault) => !photo.faults.some((one) => one.path === fault.path))],
      });
    if (faults.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
    const { pages } = await openDraft(context);
    return goTo(`/ajukan/${draft.id}/${query.ubah ? "periksa" : after(pages, shown.id)}`);
  },
});
