import { Button, ButtonLink, InsetText, Radios, SummaryList } from "../../../design/index.ts";
import { field, goTo, page, Refusal, refuse, type RequestContext, textIn } from "../../../kernel/index.ts";
import { faultsOfForm, type FormPage, isOnline, type OnlineService, pagesToShow, serviceByCode } from "../../catalogue/index.ts";
import { businessesOfPerson } from "../../registry/index.ts";
import { beginDraft, dropDraft, refreshFacts, savePage } from "../commands/drafts.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { given } from "../facts.ts";
import { draftById } from "../queries/cases.ts";
import type { DraftRow } from "../tables.ts";
import { takePhoto, type TakenFile } from "../upload.ts";
import { answerRows, Once, PageFields, Wrong } from "./parts.tsx";

/** The beginning: for which business, and what will be asked. */
export const beginPage = page({
  path: "/ajukan/:service",
  async show(context, refusal) {
    const { ask, say, locale, params, actor, once } = context;
    const service = await ask(serviceByCode, { code: params.service ?? "" });
    if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (actor.hat === "officer") refuse("not-allowed", "cases.refusal.officer-hat");
    const firms = actor.hat === "business" ? [] : (await ask(businessesOfPerson, { person: actor.person! })).filter((one) => one.status === "active");
    return {
      title: textIn(service.title, locale),
      back: { href: `/layanan/${service.code}`, label: textIn(service.title, locale) },
      main: (
        <div class="short">
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{textIn(service.title, locale)}</h1>
          <ol>
            {service.form.pages.map((one) => (
              <li key={one.id}>{textIn(one.title, locale)}</li>
            ))}
            <li>{say("cases.check.title")}</li>
          </ol>
          <p>{say("cases.begin.kept")}</p>
          {actor.hat === "citizen" && firms.length === 0 ? (
            <InsetText>{say("cases.refusal.no-business")}</InsetText>
          ) : (
            <form method="post" action={`/ajukan/${service.code}`}>
              <Once once={once} />
              {firms.length > 1 && <Radios id="business" name="business" label={say("cases.begin.which")} options={firms.map((one) => ({ value: one.id, text: one.name }))} />}
              <Button>{say("cases.begin.go")}</Button>
            </form>
          )}
        </div>
      ),
    };
  },
  async submit({ act, form, params }) {
    const business = field(form, "business");
    const { draft, firstPage } = await act(beginDraft, { service: params.service ?? "", ...(business && { business }) });
    return goTo(`/ajukan/${draft}/${firstPage}`);
  },
});

interface OpenDraft {
  draft: DraftRow;
  service: OnlineService;
  scope: ReturnType<typeof given>;
  pages: FormPage[];
}

async function openDraft({ ask, params, world }: RequestContext): Promise<OpenDraft> {
  const draft = await ask(draftById, { id: params.draft ?? "" });
  if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
  const service = await ask(serviceByCode, { code: draft.service, version: draft.version });
  if (!service || !isOnline(service)) refuse("not-found", "cases.refusal.no-such-service");
  const scope = given(draft.facts, world.calendar.today(world.clock.now()));
  return { draft, service, scope, pages: pagesToShow(service.form, draft.answers, scope) };
}

/** Where the person goes after a page: the next one, or the check. */
const after = (pages: readonly FormPage[], current: string): string => pages[pages.findIndex((one) => one.id === current) + 1]?.id ?? "periksa";

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
      title: `${faults.length > 0 ? `${say("cases.error-prefix")} ` : ""}${title}`,
      back: { href: change ? `/ajukan/${draft.id}/periksa` : back, label: say("cases.back") },
      main: (
        <div class="short">
          <Wrong faults={faults} refusal={refusal && faults.length === 0 ? refusal : undefined} say={say} locale={locale} />
          <p class="quiet">{say("cases.page-of", { page: index + 1, pages: pages.length })}</p>
          <h1>{title}</h1>
          {shown.intro && <p>{textIn(shown.intro, locale)}</p>}
          <form method="post" action={`/ajukan/${draft.id}/${shown.id}${change}`} encType={shown.fields.some((one) => one.type === "photo" || one.type === "file") ? "multipart/form-data" : undefined} noValidate>
            <Once once={once} />
            {/* First in the form: Enter goes on and never takes a product away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            <PageFields page={shown} answers={draft.answers} facts={draft.facts} scope={scope} faults={faults} say={say} locale={locale} />
            <div class="govuk-button-group">
              <Button>{say("cases.save")}</Button>
              <a href="/saya">{say("cases.later")}</a>
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
      if (upload.body.length === 0 || !shown.fields.some((one) => one.id === upload.field && one.type === "photo")) continue;
      try {
        files[upload.field] = await takePhoto(context, upload.field, upload);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        photo = error;
      }
    }
    const { faults, changed } = await act(savePage, { draft: draft.id, page: shown.id, posted: form as never, files }, { key: undefined });
    if (changed) return goTo(`/ajukan/${draft.id}/${shown.id}${query.ubah ? "?ubah=ya" : ""}`);
    if (photo) throw new Refusal("invalid", "kernel.refusal.invalid", { faults: [...photo.faults, ...faults.filter((fault) => !photo.faults.some((one) => one.path === fault.path))] });
    if (faults.length > 0) throw new Refusal("invalid", "kernel.refusal.invalid", { faults });
    const { pages } = await openDraft(context);
    return goTo(`/ajukan/${draft.id}/${query.ubah ? "periksa" : after(pages, shown.id)}`);
  },
});

/** All answers once more, each with its origin and a way to change it; then the declaration. */
export const checkPage = page({
  path: "/ajukan/:draft/periksa",
  async show(context, refusal) {
    const { say, locale, act, once } = context;
    const opened = await openDraft(context);
    const { service, pages, scope } = opened;
    let { draft } = opened;
    const age = context.world.clock.now().getTime() - new Date(draft.facts.lookedUp).getTime();
    if (age > 3_600_000) draft = { ...draft, facts: await act(refreshFacts, { draft: draft.id }, { key: undefined }) };
    const [incomplete] = faultsOfForm(service.form, draft.answers, scope);
    if (incomplete && !refusal) return goTo(`/ajukan/${draft.id}/${incomplete.page}`);
    return {
      title: say("cases.check.title"),
      back: { href: `/ajukan/${draft.id}/${pages.at(-1)!.id}`, label: say("cases.back") },
      main: (
        <>
          <Wrong refusal={refusal} say={say} locale={locale} />
          <h1>{say("cases.check.title")}</h1>
          {pages.map((one) => (
            <section key={one.id}>
              <h2>{textIn(one.title, locale)}</h2>
              <Answers page={one} draft={draft} context={context} />
            </section>
          ))}
          <form method="post" action={`/ajukan/${draft.id}/periksa`} class="short">
            <Once once={once} />
            <h2>{say("cases.check.declare")}</h2>
            <div class="govuk-checkboxes">
              <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" type="checkbox" id="declaration" name="declaration" value="yes" />
                <label class="govuk-label govuk-checkboxes__label" for="declaration">
                  {textIn(service.form.declaration, locale)}
                </label>
              </div>
            </div>
            <p>{say("cases.check.promise", { days: service.standard.time.workingDays })}</p>
            <div class="govuk-button-group">
              <Button>{say("cases.check.go")}</Button>
              <ButtonLink href="/saya" look="secondary">
                {say("cases.later")}
              </ButtonLink>
            </div>
          </form>
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const { case: id } = await act(submitApplication, { draft: params.draft ?? "", declaration: (field(form, "declaration") === "yes") as true });
    return goTo(`/permohonan/${id}?baru=ya`);
  },
});

function Answers({ page: one, draft, context: { say, locale } }: { page: FormPage; draft: DraftRow; context: RequestContext }) {
  const rows = answerRows([one], draft.answers, draft.facts, { say, locale }, (asked, question) => (question.type === "fact" ? {} : { change: { href: `/ajukan/${draft.id}/${asked.id}?ubah=ya#${question.id}`, text: say("cases.change"), hidden: textIn(question.label, locale) } }));
  return <SummaryList rows={rows} />;
}

/** Throws a draft away. */
export const dropPage = page({
  path: "/ajukan/:draft/hapus",
  async show(context) {
    const { say, once } = context;
    const { draft } = await openDraft(context);
    return {
      title: say("cases.drop.title"),
      back: { href: "/saya", label: say("cases.back") },
      main: (
        <div class="short">
          <h1>{say("cases.drop.title")}</h1>
          <p>{say("cases.drop.sure")}</p>
          <form method="post" action={`/ajukan/${draft.id}/hapus`}>
            <Once once={once} />
            <Button look="warning">{say("cases.drop.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit({ act, params }) {
    await act(dropDraft, { draft: params.draft ?? "" });
    return goTo("/saya");
  },
});
