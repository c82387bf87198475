import type { Fault } from "../../kernel/index.ts";
import type { OnlineService } from "../catalogue/index.ts";
import {
  type Answer,
  type Answers,
  type Form,
  type FormPage,
  forms,
  isFileAnswer,
  type Known,
} from "../forms/index.ts";
import { withoutLater } from "./awaited.ts";
import { given } from "./facts.ts";
import type { CaseRow } from "./tables.ts";

type Posted = Readonly<Record<string, string | readonly string[]>>;
type Mended = Pick<CaseRow, "answers" | "facts">;

/** What a correction asks for and what was answered so far. */
export interface Mending {
  /** Only the questions that are asked, page by page. */
  pages: FormPage[];
  /** All answers of the case, with what was posted in place; questions that no longer stand are gone. */
  answers: Answers;
  /** The same as the person wrote it, with what no longer stands. */
  words: Answers;
  faults: Fault[];
  /** A button that only changes the form: show it again, judge nothing. */
  changed: boolean;
  /** Questions that nobody returned, but that the new answers call up or make wrong. */
  called: string[];
  /** Answers to questions that no longer stand. */
  dropped: string[];
}

const only = (form: Form, ids: ReadonlySet<string>): FormPage[] =>
  form.pages
    .map((page) => ({ ...page, fields: page.fields.filter((field) => ids.has(field.id)) }))
    .filter((page) => page.fields.length > 0);

/**
 * Reads a correction: the returned questions, and with them every other that the new answers ask for, until nothing new
 * is called up. So one answer that was mended needs no second return for what follows from it.
 */
export function mend(
  service: OnlineService,
  before: Mended,
  returned: readonly string[],
  posted: Posted,
  files: Answers,
  day: string,
  known?: Known,
): Mending {
  // What an officer has asked for is asked for now: it is not promised again.
  const form = withoutLater(service.form, returned);
  const scope = given(before.facts, day, service);
  const host = { rules: form.rules, ...(known && { known }) };
  const shown = (answers: Answers) =>
    new Set(
      forms
        .pagesToShow(form, answers, scope)
        .flatMap((page) => forms.fieldsToShow(page, answers, scope))
        .filter((field) => field.type !== "fact")
        .map((field) => field.id),
    );
  const wrong = (answers: Answers) =>
    forms.faultsOfForm(form, answers, scope).flatMap(({ faults }) => faults.map(({ path }) => path.split(".")[0]!));
  const shownBefore = shown(before.answers);
  const wrongBefore = new Set(wrong(before.answers));
  const asked = new Set(returned);
  for (;;) {
    const pages = only(form, asked);
    let answers: Answers = { ...before.answers, ...files };
    const faults: Fault[] = [];
    let changed = false;
    for (const page of pages) {
      const read = forms.readPage(page, posted, answers, scope, host);
      answers = { ...answers, ...read.answers };
      changed ||= read.changed;
      // A later page's answer may hide a question of an earlier one: all are judged once all are read.
    }
    for (const page of pages) faults.push(...forms.readPage(page, posted, answers, scope, host).faults);
    const standing = shown(answers);
    const more = [
      ...[...standing].filter((id) => !shownBefore.has(id)),
      ...wrong(answers).filter((id) => !wrongBefore.has(id)),
    ].filter((id) => !asked.has(id));
    if (more.length > 0) {
      for (const id of more) asked.add(id);
      continue;
    }
    const kept = forms.pruned(form, answers, scope);
    return {
      pages,
      answers: kept,
      words: answers,
      faults: faults.filter(({ path }) => standing.has(path.split(".")[0]!)),
      changed,
      called: [...asked].filter((id) => !returned.includes(id)),
      dropped: Object.keys(before.answers).filter((id) => !empty(before.answers[id]) && !(id in kept)),
    };
  }
}

/** Files that came with a correction before it was whole: kept with it until the rest is answered too. */
export const photosSoFar = (open: readonly { field: string; after: unknown }[]): Answers =>
  Object.fromEntries(
    open.filter(({ after }) => [after].flat().some(isFileAnswer)).map(({ field, after }) => [field, after as Answer]),
  );

const empty = (value: Answer | undefined): boolean => value === undefined || value === null || value === "";
