import type { Context } from "../../kernel/index.ts";
import {
  type Answer,
  type Answers,
  type AnyField,
  type Form,
  type FormPage,
  forms,
  isFileAnswer,
  type Known,
  known,
  type Posted,
} from "../forms/index.ts";
import type { Scope } from "../rules/index.ts";
import type { TakenFile } from "./upload.ts";
import { stillFree } from "./visits.ts";

type Asking = Pick<Context, "ask" | "world"> & Partial<Pick<Context, "askAsRoom">>;

/** Reads a posted page with all that the house can find out about it; `before` holds the files that came with it. */
export async function readPosted(
  context: Asking,
  form: Form,
  page: FormPage,
  posted: Posted,
  before: Answers,
  scope: Scope,
): Promise<ReturnType<typeof forms.readPage>> {
  const answers = forms.withComputed(form, before, scope);
  return forms.readPage(page, posted, answers, scope, {
    known: await known.lookUp(context, page, posted, answers, (slots) => stillFree(context, slots)),
    rules: form.rules,
  });
}

/** What the house can find out about a post to any of a form's questions. */
export const knownOf = (context: Asking, form: Form, posted: Posted, before: Answers): Promise<Known> =>
  known.lookUp(
    context,
    { ...form.pages[0]!, fields: form.pages.flatMap(({ fields }) => fields) },
    posted,
    before,
    (slots) => stillFree(context, slots),
  );

/** Kinds of answer that are files; the others are never one, whatever is uploaded under their name. */
export const takesFiles = ({ type }: AnyField): boolean => ["photo", "files", "signature"].includes(type);

/** The answers with files that were just taken in: beside those of before where several may be, else in their place. */
export function withFiles(
  page: Pick<FormPage, "fields">,
  before: Answers,
  taken: Readonly<Record<string, readonly Omit<TakenFile, "store" | "sha256">[]>>,
): Answers {
  const answers: Record<string, Answer> = { ...before };
  for (const field of page.fields.filter(takesFiles)) {
    const files = (taken[field.id] ?? []).map(({ id, name, bytes, type }) => ({ file: id, name, bytes, type }));
    const kept = answers[field.id];
    if (files.length === 0) continue;
    if (field.type === "files")
      answers[field.id] = [...(Array.isArray(kept) ? kept.filter(isFileAnswer) : []), ...files];
    else {
      // Who signs stays; a promise to bring it later is kept.
      const { later: _, ...own } = forms.partsIn(kept);
      answers[field.id] = { ...own, ...files[0]! };
    }
  }
  return answers;
}
