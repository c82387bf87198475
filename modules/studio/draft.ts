import { type Government, type RequestContext, textIn } from "../../kernel/index.ts";
import { drafting, type FileSet, parts, type ServiceDefinition, ServiceFile } from "../catalogue/index.ts";
import { type FormFile, forms } from "../forms/index.ts";
import { held } from "./editor/edit.ts";
import { type Finding, findingsOf } from "./findings.ts";

/** The draft of the address: its files, what is wrong in them, and what they say as far as they can be read. */
export async function openedDraft({
  ask,
  params,
  locale,
  world,
}: Pick<RequestContext, "ask" | "params" | "locale" | "world">) {
  const kept = await ask(drafting.byId, { id: params.draft ?? "" });
  const service = held(kept.files["service.yaml"] ?? "") as { title?: unknown } | null;
  return {
    ...kept,
    title: textIn(service?.title as never, locale) || kept.code,
    findings: findingsOf(kept.faults) as readonly Finding[],
    /** Null while one of them cannot be read; findings of the linter and of the tests do not hinder. */
    definition: definitionOf(kept.files, world.government),
  };
}
export type Draft = Awaited<ReturnType<typeof openedDraft>>;

/** Its files are changed by a designer of the agency, as long as nobody looks over them and they are not published. */
export const isOpen = ({ state }: Pick<Draft, "state">): boolean => ["draft", "returned", "approved"].includes(state);

/** What files say, part by part; null when one cannot be read. */
export function definitionOf(files: FileSet, government?: Government): ServiceDefinition | null {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries({ service: ServiceFile, ...parts })) {
    const text = files[`${name}.yaml`];
    if (!text?.trim()) continue;
    const parsed = schema.safeParse(held(text));
    if (!parsed.success) return null;
    read[name] = parsed.data;
  }
  if (!read.service) return null;
  if (read.form) {
    // As when it is published: with the bank's questions written out.
    const { form } = forms.resolveForm(read.form as FormFile, government ? forms.bankOf(government) : {});
    if (!form) return null;
    read.form = form;
  }
  const { service, ...more } = read as { service: ServiceFile };
  const none = { decisions: {}, documents: {}, eligibility: [], effects: [], tests: [] };
  return { hash: "", ...none, ...(service as ServiceFile), ...more };
}

/** Saves some files of a draft as its next revision. Who saved in between is not undone: the later one is told. */
export function saveFiles({ act, form }: RequestContext, draft: Draft, files: FileSet) {
  const seen = Number(form._revision);
  const all = { ...draft.files, ...files };
  // A file that was emptied is no file of the service any more.
  const kept = Object.fromEntries(Object.entries(all).filter(([, text]) => text.trim() !== ""));
  return act(drafting.save, {
    draft: draft.id,
    revision: Number.isInteger(seen) && seen > 0 ? seen : draft.revision,
    files: kept,
  });
}
