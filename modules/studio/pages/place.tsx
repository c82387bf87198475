import { Button, Desk, InsetText, Textarea } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse } from "../../../kernel/index.ts";
import { isOpen, openedDraft, saveFiles } from "../draft.ts";
import { type Change, changed, held, Unreadable, valueAt } from "../editor/edit.ts";
import { PlaceFields } from "../editor/fields.tsx";
import { calledOf, InnerPlaces } from "../editor/inner.tsx";
import { makeOf } from "../editor/make.ts";
import { changesOf, nameOf, partsOf } from "../editor/reading.ts";
import { cellChanges } from "../editor/rule-table.tsx";
import { isRules, Rules } from "../editor/rules.tsx";
import { type Path, pathOf, type Shape, shapeAt } from "../editor/shape.ts";
import { Findings } from "../findings.ts";
import { isPart, Outline, type PartName } from "../outline.tsx";
import { Beside, ProcessBeside } from "../preview.tsx";
import { shapes } from "../shapes.ts";
import { choicesOf } from "../words.ts";
import { Once, Refused } from "./parts.tsx";

/** One place of one file: its fields, the places within it, what is wrong with it, and beside it what comes of it. */
export const placePage = page({
  path: "/studio/:draft/:part",
  async show(context, refusal) {
    const { say, locale, params, query } = context;
    const draft = await openedDraft(context);
    const part = partAsked(params.part);
    const text = draft.files[`${part}.yaml`] ?? "";
    const whole = held(text);
    const path = pathOf(query.di ?? "");
    const own = new Findings(
      text,
      draft.findings.filter(({ file }) => file === part),
    );
    const shape = whole === null && text ? null : shapeAt(shapes[part], path, whole);
    // After a refusal what was typed is shown over what is kept: nothing is lost, and saving again is a decision.
    const typed = refusal && shape ? held(changed(text, editsOf(part, shape, path, whole, context.form))) : whole;
    const value = valueAt(typed, path);
    const href = (to: Path) =>
      `/studio/${draft.id}/${part}${to.length > 0 ? `?di=${encodeURIComponent(nameOf(to))}` : ""}`;
    const may = isOpen(draft) && (context.actor.officer?.roles.includes("designer") ?? false);
    const title = path.length === 0 ? say(`studio.file.${part}`) : calledOf(value, locale) || nameOf(path);
    const here = `/${part}${path[0] === "pages" && path.length >= 2 ? `?di=pages.${path[1]}` : ""}`;
    const around = { say, locale, href, found: (to: Path) => own.within(to).length };
    return {
      title: `${title}, ${draft.title}`,
      layout: "desk",
      main: (
        <Desk
          words={{ queue: say("studio.parts"), side: say("studio.beside") }}
          queue={<Outline draft={draft} here={here} say={say} locale={locale} />}
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
          {own.within(path).length > 0 && (
            <InsetText>
              <h2>{say("studio.wrong")}</h2>
              <ul>
                {own.within(path).map(({ says, line }) => (
                  <li key={`${line}${says}`}>
                    <span lang="en">{says}</span> ({say("studio.line", { line })})
                  </li>
                ))}
              </ul>
            </InsetText>
          )}
          <form method="post" action={href(path)} id="isi-tempat" noValidate>
            <Once once={context.once} />
            <input type="hidden" name="_revision" value={draft.revision} />
            {/* First in the form: Enter saves and never takes anything away. */}
            <button type="submit" class="govuk-visually-hidden" tabIndex={-1} aria-hidden="true" />
            {query.teks || !shape ? (
              <AsText text={text} say={say} />
            ) : (
              <fieldset class="govuk-fieldset" disabled={!may}>
                <PlaceFields
                  parts={partsOf(shape, value)}
                  path={path}
                  value={value}
                  say={say}
                  wrong={own.at(path)}
                  choices={choicesOf(context, draft)}
                />
                {isRules(part, path, value) ? (
                  <Rules whole={typed} path={path} value={value} wrong={own} context={context} />
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
        </Desk>
      ),
    };
  },
  async submit(context) {
    const { params, query, form } = context;
    const draft = await openedDraft(context);
    const part = partAsked(params.part);
    const name = `${part}.yaml`;
    const before = draft.files[name] ?? "";
    const path = pathOf(query.di ?? "");
    const whole = held(before);
    const shape = shapeAt(shapes[part], path, whole);
    const here = `/studio/${draft.id}/${part}${query.di ? `?di=${encodeURIComponent(query.di)}` : ""}`;
    const typed = form._text;
    if (typeof typed === "string") {
      await saveFiles(context, draft, { [name]: typed.replace(/\r\n/g, "\n") });
      return goTo(here);
    }
    if (!shape) refuse("not-found", "kernel.refusal.not-found");
    const changes = editsOf(part, shape, path, whole, form);
    const made = makeOf(field(form, "_make"), form, shapes[part], whole);
    if (made) changes.push(...made.changes);
    let after = before;
    try {
      after = changed(before, changes);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      refuse("conflict", "studio.refusal.unreadable");
    }
    if (after !== before) await saveFiles(context, draft, { [name]: after });
    return goTo(made?.to ? `/studio/${draft.id}/${part}?di=${encodeURIComponent(nameOf(made.to))}` : here);
  },
});

/** What was typed into the fields of a place, and into the cells of its table. */
function editsOf(part: PartName, shape: Shape, path: Path, whole: unknown, form: RequestContext["form"]): Change[] {
  const value = valueAt(whole, path);
  const changes = changesOf(shape, path, whole, form);
  if (!isRules(part, path, value)) return changes;
  return [...changes, ...cellChanges([...path, "rules"], (value as { rules: never }).rules, form)];
}

function partAsked(name: string | undefined): PartName {
  if (!name || !isPart(name)) refuse("not-found", "kernel.refusal.not-found");
  return name;
}

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
