import { type RequestContext, refuse, textIn } from "../../kernel/index.ts";
import {
  changeDefinition,
  type Definition,
  definitionDraft,
  type FileSet,
  faultsOfFiles,
  partsOfService,
  type ServiceDefinition,
} from "../catalogue/index.ts";
import { held } from "./editor/edit.ts";
import { type Finding, findingsOf } from "./findings.ts";

/** A definition on the designer's desk: its files, what is wrong in them, and what they say as far as they can be read. */
export interface Draft extends Definition {
  title: string;
  findings: readonly Finding[];
  /** What the files say, when each of them can be read; findings of the linter and of the tests do not hinder. */
  definition: ServiceDefinition | null;
}

/** The draft of the address, for who may work on it. */
export async function openDraft({ ask, params, world, locale }: RequestContext): Promise<Draft> {
  const kept = await ask(definitionDraft, { id: params.draft ?? "" });
  if (!kept) refuse("not-found", "kernel.refusal.not-found");
  const findings = findingsOf(faultsOfFiles(kept.files, world));
  const service = held(kept.files["service.yaml"] ?? "") as { title?: unknown } | null;
  return { ...kept, title: textIn(service?.title as never, locale) || kept.code, findings, definition: definitionOf(kept.files) };
}

/** What files say, part by part; null when one cannot be read. */
export function definitionOf(files: FileSet): ServiceDefinition | null {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(partsOfService)) {
    const text = files[`${name}.yaml`];
    if (!text?.trim()) continue;
    const parsed = schema.safeParse(held(text));
    if (!parsed.success) return null;
    read[name] = parsed.data;
  }
  if (!read.service) return null;
  const { service, ...parts } = read;
  const none = { decisions: {}, documents: {}, eligibility: [], effects: [], tests: [] };
  return { hash: "", ...none, ...(service as object), ...parts } as ServiceDefinition;
}

/** Saves some files of a draft as its next revision; somebody else's revision in between is a conflict that the page tells. */
export const saveFiles = ({ act, form }: RequestContext, draft: Draft, files: FileSet): Promise<unknown> =>
  act(changeDefinition, {
    id: draft.id,
    revision: Number(form._revision ?? draft.revision) || draft.revision,
    files: { ...draft.files, ...files },
  });
