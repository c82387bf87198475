import { type CommandContext, on, refuse } from "../../kernel/index.ts";
import type { Answers, FormPage } from "../forms/index.ts";
import { canonical } from "./canonical.ts";
import { definitionOf, type HeldDraft, stillOpen } from "./case.ts";
import { given } from "./facts.ts";
import { readPosted, takesFiles, withFiles } from "./reading.ts";
import type { CasesTables } from "./tables.ts";
import type { TakenFile } from "./upload.ts";

/** A page as it was sent: what its fields said, the files that were taken in, and which form on which screen it was. */
export interface SentPage {
  page: string;
  posted: Readonly<Record<string, string | readonly string[]>>;
  files: Readonly<Record<string, TakenFile[]>>;
  /** What the page's answers were when this form was shown, in one word (`seenOf`), and the form's own word. */
  seen?: string | undefined;
  hand?: string | undefined;
}

/** The answers of a page in a short word: the same word, the same answers. */
export function seenOf(page: FormPage, answers: Answers): string {
  const held = canonical(page.fields.map(({ id }) => answers[id] ?? null));
  let word = 0xcbf29ce484222325n;
  for (const sign of Buffer.from(held)) word = ((word ^ BigInt(sign)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return word.toString(36);
}

/**
 * Keeps a page of a draft that this act holds locked. With faults nothing is judged as done, but what was written is
 * kept all the same: nobody types twice. When another screen has saved other answers to the page since this form was
 * shown, nothing is kept and `elsewhere` says so: the person sees both and chooses. The same form may come again, by a
 * second press, by the script that saves when a page is left, or from the browser's history.
 */
export async function keepPage(context: CommandContext, draft: HeldDraft, sent: SentPage) {
  const { world, tx, now } = context;
  stillOpen(draft);
  const service = await definitionOf(context, draft.service, draft.version);
  const page = service.form.pages.find((one) => one.id === sent.page);
  if (!page) refuse("not-found", "kernel.refusal.not-found");
  for (const field of Object.keys(sent.files))
    if (!page.fields.some((one) => one.id === field && takesFiles(one))) refuse("invalid", "kernel.refusal.invalid");
  const read = await readPosted(
    context,
    service.form,
    page,
    sent.posted,
    withFiles(page, draft.answers, sent.files),
    given(draft.facts, world.calendar.today(now), service),
  );
  const answers = { ...draft.answers, ...read.answers };
  const stored = seenOf(page, draft.answers);
  const elsewhere =
    sent.seen !== undefined &&
    sent.seen !== stored &&
    draft.hands[page.id] !== sent.hand &&
    stored !== seenOf(page, answers);
  if (elsewhere) return { faults: [], changed: false, elsewhere };
  const text = JSON.stringify(answers);
  if (text.length > 200_000) refuse("too-large", "cases.refusal.too-much");
  const rows = on<CasesTables>(tx);
  const { person, business, hat } = draft;
  const files = Object.values(sent.files)
    .flat()
    .map((one) => ({ ...one, draft: draft.id, person, business, hat, at: now }));
  if (files.length > 0) await rows.insertInto("cases.file").values(files).execute();
  await rows
    .updateTable("cases.draft")
    .set({
      answers: text as never,
      saved_at: now,
      warned: null,
      warned_at: null,
      // An answer that was taken over and is another now is the person's own.
      origins: JSON.stringify(
        Object.fromEntries(
          Object.entries(draft.origins).filter(([id]) => canonical(answers[id]) === canonical(draft.answers[id])),
        ),
      ) as never,
      ...(sent.hand && { hands: JSON.stringify({ ...draft.hands, [page.id]: sent.hand }) as never }),
    })
    .where("id", "=", draft.id)
    .execute();
  return { faults: read.faults, changed: read.changed, elsewhere };
}
