import { Button, InsetText, Textarea } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { DraftDesk } from "../desk.tsx";
import { isOpen, openedDraft, saveFiles } from "../draft.ts";
import { changed, held, Unreadable, valueAt } from "../editor/edit.ts";
import { PlaceFields } from "../editor/fields.tsx";
import { calledOf, InnerPlaces } from "../editor/inner.tsx";
import { makeOf } from "../editor/make.ts";
import { editsOf, isRules, placeAsked, saidAt, typedOver } from "../editor/place.ts";
import { nameOf, partsOf } from "../editor/reading.ts";
import { Rules } from "../editor/rules.tsx";
import { type Path, shapeAt } from "../editor/shape.ts";
import { within } from "../findings.ts";
import type { PartName } from "../outline.tsx";
import { PlaceFindings } from "../place-findings.tsx";
import { Beside, ProcessBeside } from "../preview.tsx";
import { checkAddress } from "../routes/typing.ts";
import { shapes } from "../shapes.ts";
import { choicesOf } from "../words.ts";
import { Once, Refused } from "./parts.tsx";

/** One place of one file: its fields, the places within it, what is wrong with it, and beside it what comes of it. */
export const placePage = page({
  path: "/studio/:draft/:part",
  async show(context, refusal) {
    const { say, locale, query } = context;
    const draft = await openedDraft(context);
    const place = placeAsked(context, draft);
    const { part, text, path, whole, shape } = place;
    const found = draft.findings.filter(({ file }) => file === part);
    // After a refusal what was typed is shown over what is kept: nothing is lost, and saving again is a decision.
    const typed = refusal && shape ? held(changed(text, editsOf(place, context.form))) : whole;
    const value = valueAt(typed, path);
    const wrong = saidAt(place, value, found);
    const href = (to: Path) =>
      `/studio/${draft.id}/${part}${to.length > 0 ? `?di=${encodeURIComponent(nameOf(to))}` : ""}`;
    const may = isOpen(draft) && (context.actor.officer?.roles.includes("designer") ?? false);
    const title = path.length === 0 ? say(`studio.file.${part}`) : calledOf(value, locale) || nameOf(path);
    const here = `/${part}${path[0] === "pages" && path.length >= 2 ? `?di=pages.${path[1]}` : ""}`;
    const around = { say, locale, href, found: (to: Path) => within(found, to).length };
    return {
      title: `${title}, ${draft.title}`,
      layout: "desk",
      ...(may && { scripts: ["typing.js"] }),
      main: (
        <DraftDesk
          context={context}
          draft={draft}
          here={here}
          side={
            part === "form" ? (
              <Beside context={context} draft={draft} path={path} />
            ) : (
              part === "process" && <ProcessBeside context={context} draft={draft} />
            )
          }
        >
          <Crumbs context={context} draft={draft} part={part} path={path} whole={whole} href={href} />
          <h1>{title}</h1>
          <Refused refusal={refusal} say={say} />
          {refusal?.code === "conflict" && <InsetText>{say("studio.typed")}</InsetText>}
          <PlaceFindings findings={within(found, path)} say={say} />
          <form method="post" action={href(path)} id="isi-tempat" data-check={checkAddress(href(path))} noValidate>
            <Once once={context.once} />
            <input type="hidden" name="_revision" value={draft.revision} />
            {/* First in the form: Enter saves and never takes anything away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            {query.teks || !shape ? (
              <AsText text={refusal && typeof context.form._text === "string" ? context.form._text : text} say={say} />
            ) : (
              <fieldset class="govuk-fieldset" disabled={!may}>
                <PlaceFields
                  parts={partsOf(shape, value)}
                  path={path}
                  value={value}
                  say={say}
                  wrong={wrong}
                  choices={choicesOf(context, draft)}
                />
                {isRules(part, path, value) ? (
                  <Rules whole={typed} path={path} value={value} wrong={wrong} context={context} />
                ) : (
                  <InnerPlaces shape={shape} path={path} value={value} {...around} />
                )}
              </fieldset>
            )}
            <div class="govuk-button-group">
              {may && <Button>{say("studio.save")}</Button>}
              {path.length === 0 && !query.teks && text && (
                <a href={`${href(path)}?teks=ya`}>{say("studio.as-text")}</a>
              )}
            </div>
          </form>
        </DraftDesk>
      ),
    };
  },
  async submit(context) {
    const { query, form } = context;
    const draft = await openedDraft(context);
    const place = placeAsked(context, draft);
    const { part, file, text, whole, shape } = place;
    const here = `/studio/${draft.id}/${part}${query.di ? `?di=${encodeURIComponent(query.di)}` : ""}`;
    if (typeof form._text !== "string" && !shape) refuse("not-found", "kernel.refusal.not-found");
    const made = makeOf(field(form, "_make"), form, shapes[part], whole);
    let after = text;
    try {
      after = typedOver(place, form, made?.changes);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      refuse("conflict", "studio.refusal.unreadable");
    }
    if (after !== text) await saveFiles(context, draft, { [file]: after });
    return goTo(made?.to ? `/studio/${draft.id}/${part}?di=${encodeURIComponent(nameOf(made.to))}` : here);
  },
});

function Crumbs(props: {
  context: RequestContext;
  draft: { id: string; title: string };
  part: PartName;
  path: Path;
  whole: unknown;
  href: (path: Path) => string;
}) {
  const { context, draft, part, path, whole, href } = props;
  const { say, locale } = context;
  // Several of a kind are no page of their own: they are shown where they belong.
  const several = (one: Path) => ["list", "named"].includes(shapeAt(shapes[part], one, whole)?.is ?? "");
  const steps = path.map((_, i) => path.slice(0, i + 1)).filter((one, i) => i < path.length - 1 && !several(one));
  return (
    <nav class="govuk-breadcrumbs" aria-label={say("studio.crumbs")}>
      <ol class="govuk-breadcrumbs__list">
        <li class="govuk-breadcrumbs__list-item">
          <a href={`/studio/${draft.id}`}>{draft.title}</a>
        </li>
        {path.length > 0 && (
          <li class="govuk-breadcrumbs__list-item">
            <a href={href([])}>{say(`studio.file.${part}`)}</a>
          </li>
        )}
        {steps.map((one) => (
          <li key={nameOf(one)} class="govuk-breadcrumbs__list-item">
            <a href={href(one)}>{calledOf(valueAt(whole, one), locale) || String(one.at(-1))}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The file itself, for who prefers to write it, and for a file that the editor cannot read. */
const AsText = ({ text, say }: { text: string; say: RequestContext["say"] }) => (
  <Textarea
    id="_text"
    name="_text"
    label={say("studio.text")}
    hint={say("studio.text-hint")}
    rows={30}
    lang="zxx"
    value={text}
  />
);
