import { z } from "zod";
import {
  type CommandContext,
  type Context,
  isId,
  type Relation,
  refuse,
  relation,
  type Tx,
} from "../../kernel/index.ts";
import { type FileSet, fileNames, readService } from "./definition/load.ts";
import type { ServiceDefinition } from "./definition/schema.ts";
import type { DraftRow, RevisionRow } from "./tables.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** A draft with its newest revision, and everybody who ever wrote in it. */
export interface Draft extends DraftRow {
  files: FileSet;
  writers: readonly string[];
}

/** A draft as it stands; nobody else changes it until this transaction is over when `lock` is asked. */
export async function draftHeld(tx: Tx, id: string, lock = false): Promise<Draft | null> {
  if (!isId(id)) return null;
  const [row] = await tx.query<DraftRow>(`select * from catalogue.draft where id = $1${lock ? " for update" : ""}`, [
    id,
  ]);
  if (!row) return null;
  const [newest] = await tx.query<RevisionRow & { writers: string[] }>(
    `select files, (select array_agg(distinct writer) from catalogue.revision where draft = $1) as writers
     from catalogue.revision where draft = $1 and number = $2`,
    [id, row.revision],
  );
  return { ...row, files: newest!.files, writers: newest!.writers };
}

// `never`: the ties fit drafts and versions alike, and leave it to `load` to say which.
export const ownAgency: Relation<never, unknown> = relation<{ agency: string }>(
  "officer of the agency that offers it",
  (actor, { agency }) => actor.officer?.agency === agency,
);
/** Who wrote a single revision of it judges none of it, in whatever office. */
export const secondPerson: Relation<never, unknown> = relation<Draft>(
  "second person",
  (actor, { writers }) => actor.account !== null && !writers.includes(actor.account),
);

const bounds = { bytes: 1_000_000 };
/** A service's files as they are handed over: known names, and no more than a person could have written. */
export const Files = z
  .record(z.string().max(60), z.string())
  .refine((files) => Object.keys(files).every((name) => fileNames.includes(name)), "catalogue.fault.file-name")
  .refine(
    (files) => Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0) <= bounds.bytes,
    "catalogue.fault.too-large",
  );

/** Reads a draft's files as they are read when they are published. Throws a FileFault. */
export function readDraft({ world }: Pick<Context, "world">, files: FileSet): ServiceDefinition {
  const { government, calendar, modules } = world;
  return readService(files, { government, calendar, words: vocabularyOf(modules, government) });
}

/** Refuses what is no longer as the one who acts has seen it. */
export function sameRevision(draft: Draft, revision: number): void {
  if (draft.revision !== revision) refuse("conflict", "catalogue.refusal.moved-on", { revision: draft.revision });
}

/** The line that a new revision gets. */
export const revisionRow = (
  { actor, now }: Pick<CommandContext, "actor" | "now">,
  draft: string,
  number: number,
  files: FileSet,
  note: string,
) => ({
  draft,
  number,
  files: JSON.stringify(files) as never,
  note,
  writer: actor.account!,
  name: actor.name ?? "",
  at: now,
});
