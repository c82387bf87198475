import { type RequestContext, textIn } from "../../kernel/index.ts";
import { drafting, type FileSet } from "../catalogue/index.ts";
import { held } from "./editor/edit.ts";
import { findingsOf } from "./findings.ts";

/** The draft of the address: its files, what is wrong in them, and what they say as far as they can be read. */
export async function openedDraft(context: Pick<RequestContext, "ask" | "params" | "locale" | "world">) {
  const { ask, params, locale } = context;
  const kept = await ask(drafting.byId, { id: params.draft ?? "" });
  const service = held(kept.files["service.yaml"] ?? "") as { title?: unknown } | null;
  return {
    ...kept,
    title: textIn(service?.title as never, locale) || kept.code,
    findings: findingsOf(kept.faults),
    definition: drafting.inspected(context, kept.files).definition,
  };
}
export type Draft = Awaited<ReturnType<typeof openedDraft>>;

/** Its files are changed by a designer of the agency, as long as nobody looks over them and they are not published. */
export const isOpen = ({ state }: Pick<Draft, "state">): boolean => ["draft", "returned", "approved"].includes(state);

/** A draft's files with some of them changed. One that was emptied is no file of the service any more. */
export const withFiles = (draft: Pick<Draft, "files">, files: FileSet): FileSet =>
  Object.fromEntries(Object.entries({ ...draft.files, ...files }).filter(([, text]) => text.trim() !== ""));

/** Saves some files of a draft as its next revision. Who saved in between is not undone: the later one is told. */
export function saveFiles({ act, form }: RequestContext, draft: Draft, files: FileSet) {
  const seen = Number(form._revision);
  return act(drafting.save, {
    draft: draft.id,
    revision: Number.isInteger(seen) && seen > 0 ? seen : draft.revision,
    files: withFiles(draft, files),
  });
}
