import { Button, InsetText, Textarea } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse, route, type Say } from "../../../kernel/index.ts";
import { stewardship } from "../../registers/index.ts";
import { changed, held, Unreadable, valueAt } from "../editor/edit.ts";
import { PlaceFields, partName } from "../editor/fields.tsx";
import { calledOf, InnerPlaces } from "../editor/inner.tsx";
import { makeOf } from "../editor/make.ts";
import { changesOf, nameOf, partsOf } from "../editor/reading.ts";
import { type Path, shapeAt } from "../editor/shape.ts";
import { atFields, findingsOf, within } from "../findings.ts";
import { Once, Refused } from "../pages/parts.tsx";
import { findingWords, PlaceFindings } from "../place-findings.tsx";
import { nameOfField, RegisterDesk } from "./desk.tsx";
import { choicesOf, isOpen, openedRegister, placeOf, type RegisterDraft, registerShape, typedOver } from "./draft.ts";

/** Words of the editor that mean another thing in a register: what a service asks, a register keeps. */
const own: Readonly<Record<string, string>> = { "studio.part.fields": "studio.register.fields" };

const addressOf = ({ id }: Pick<RegisterDraft, "id">, to: Path): string =>
  `/studio/register/${id}/isi${to.length > 0 ? `?di=${encodeURIComponent(nameOf(to))}` : ""}`;

/** One place of a register's file: the register itself, or one of its fields, with what is wrong there. */
export const registerPlacePage = page({
  path: "/studio/register/:draft/isi",
  async show(context, refusal) {
    const { ask, locale, query, actor } = context;
    const say: Say = (key, values) => context.say(own[key] ?? key, values);
    const draft = await openedRegister(context);
    const { path, whole, shape } = placeOf(context, draft);
    // After a refusal what was typed is shown over what is kept.
    const typed = refusal && shape ? held(changed(draft.file, changesOf(shape, path, whole, context.form))) : whole;
    const value = valueAt(typed, path);
    const href = (to: Path) => addressOf(draft, to);
    const may = isOpen(draft) && (actor.officer?.roles.includes("steward") ?? false);
    const title =
      path.length === 0
        ? say("studio.register.file")
        : nameOfField(value, locale) ||
          (path[0] === "fields" ? String(path.at(-1)) : partName(say, String(path.at(-1))));
    return {
      title: `${title}, ${draft.title}`,
      layout: "desk",
      ...(may && { scripts: ["typing.js"] }),
      main: (
        <RegisterDesk
          context={context}
          draft={draft}
          here={`/isi${query.di ? `?di=${query.di}` : ""}`}
          side={<Beside context={context} draft={draft} />}
        >
          <Crumbs context={context} draft={draft} path={path} whole={whole} />
          <h1>{title}</h1>
          <Refused refusal={refusal} say={say} />
          {refusal?.code === "conflict" && <InsetText>{say("studio.typed")}</InsetText>}
          <PlaceFindings findings={within(draft.findings, path)} say={say} />
          <form
            method="post"
            action={href(path)}
            id="isi-tempat"
            data-check={`/studio/register/${draft.id}/isi/ketik${query.di ? `?di=${encodeURIComponent(query.di)}` : ""}`}
            noValidate
          >
            <Once once={context.once} />
            <input type="hidden" name="_revision" value={draft.revision} />
            {/* First in the form: Enter saves and never takes anything away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            {query.teks || !shape ? (
              <Textarea
                id="_text"
                name="_text"
                label={say("studio.text")}
                hint={say("studio.text-hint")}
                rows={30}
                lang="zxx"
                value={refusal && typeof context.form._text === "string" ? context.form._text : draft.file}
              />
            ) : (
              <fieldset class="govuk-fieldset" disabled={!may}>
                <PlaceFields
                  parts={partsOf(shape, value)}
                  path={path}
                  value={value}
                  say={say}
                  wrong={atFields(draft.findings, path)}
                  choices={choicesOf(context, await ask(stewardship.published, {}))}
                />
                <InnerPlaces
                  shape={shape}
                  path={path}
                  value={value}
                  say={say}
                  locale={locale}
                  href={href}
                  found={(to) => within(draft.findings, to).length}
                />
              </fieldset>
            )}
            <div class="govuk-button-group">
              {may && <Button>{say("studio.save")}</Button>}
              {path.length === 0 && !query.teks && <a href={`${href(path)}?teks=ya`}>{say("studio.as-text")}</a>}
            </div>
          </form>
        </RegisterDesk>
      ),
    };
  },
  async submit(context) {
    const { act, query, form } = context;
    const draft = await openedRegister(context);
    const place = placeOf(context, draft);
    if (typeof form._text !== "string" && !place.shape) refuse("not-found", "kernel.refusal.not-found");
    const made = makeOf(field(form, "_make"), form, registerShape, place.whole);
    let after = draft.file;
    try {
      after = typedOver(draft, place, form, made?.changes);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      refuse("conflict", "studio.refusal.unreadable");
    }
    const seen = Number(field(form, "_revision"));
    if (after !== draft.file)
      await act(stewardship.save, { draft: draft.id, revision: seen > 0 ? seen : draft.revision, file: after });
    return goTo(made?.to ? addressOf(draft, made.to) : addressOf(draft, query.di ? place.path : []));
  },
});

/** How the register is seen from both sides. */
const Beside = ({ context: { say }, draft }: { context: RequestContext; draft: RegisterDraft }) => (
  <>
    <h2>{say("studio.preview")}</h2>
    {draft.register ? (
      <iframe class="phone" loading="lazy" title={say("studio.preview")} src={`/studio/register/${draft.id}/bingkai`} />
    ) : (
      <p>{say("studio.no-preview")}</p>
    )}
  </>
);

function Crumbs({
  context,
  draft,
  path,
  whole,
}: {
  context: RequestContext;
  draft: RegisterDraft;
  path: Path;
  whole: unknown;
}) {
  const { say, locale } = context;
  const several = (one: Path) => ["list", "named"].includes(shapeAt(registerShape, one, whole)?.is ?? "");
  const steps = path.map((_, i) => path.slice(0, i + 1)).filter((one, i) => i < path.length - 1 && !several(one));
  const crumb = (href: string, words: string) => (
    <li key={href} class="govuk-breadcrumbs__list-item">
      <a href={href}>{words}</a>
    </li>
  );
  return (
    <nav class="govuk-breadcrumbs" aria-label={say("studio.crumbs")}>
      <ol class="govuk-breadcrumbs__list">
        {crumb(`/studio/register/${draft.id}`, draft.title)}
        {path.length > 0 && crumb(addressOf(draft, []), say("studio.register.file"))}
        {steps.map((one) => crumb(addressOf(draft, one), calledOf(valueAt(whole, one), locale) || String(one.at(-1))))}
      </ol>
    </nav>
  );
}

/** What would be found if a place were saved as it is typed; nothing is kept. */
export const registerTypingRoute = route({
  method: "POST",
  path: "/studio/register/:draft/isi/ketik",
  async handle(context) {
    const { ask, actor, world, form, say } = context;
    const draft = await openedRegister(context);
    await world.patience.knock("studio.typing", actor.account ?? context.network, { times: 200, seconds: 60 });
    const place = placeOf(context, draft);
    let text = draft.file;
    try {
      text = typedOver(draft, place, form);
    } catch (error) {
      // The page tells already that the file is no YAML; it is mended as text.
      if (!(error instanceof Unreadable)) throw error;
    }
    const { faults } = await ask(stewardship.looked, { id: draft.id, file: text.slice(0, 200_000) });
    const findings = findingsOf(faults);
    const here = within(findings, place.path);
    const elsewhere = findings.length - here.length;
    return {
      type: "application/json; charset=utf-8",
      body: JSON.stringify({
        wrong: here.slice(0, 50).map((finding) => findingWords(finding, say)),
        more: elsewhere > 0 ? say("studio.wrong.elsewhere", { count: elsewhere }) : null,
        fields: Object.fromEntries(atFields(findings, place.path)),
        result: null,
      }),
    };
  },
});
