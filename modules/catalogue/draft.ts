import { createHash } from "node:crypto";
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
import { type FileSet, fileNames, type Inspection, inspect } from "./definition/load.ts";
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

/** Texts that were looked at, by their hash: a designer asks about the same ones on every page. */
const seen = new WeakMap<object, Map<string, Inspection>>();
const mostSeen = 32;

/** A draft's files looked at as they are when they are published: what they say, and everything that is wrong in them. */
export function inspected({ world }: Pick<Context, "world">, files: FileSet): Inspection {
  const kept = seen.get(world) ?? new Map<string, Inspection>();
  seen.set(world, kept);
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash("sha256").update(JSON.stringify(sorted)).digest("base64");
  const { government, calendar, modules } = world;
  const found = kept.get(hash) ?? inspect(files, { government, calendar, words: vocabularyOf(modules, government) });
  // The one asked for last goes to the end: the oldest is the first to go.
  kept.delete(hash);
  kept.set(hash, found);
  if (kept.size > mostSeen) kept.delete(kept.keys().next().value!);
  return found;
}

/** What sound files say. Refuses those with faults. */
export function soundDraft(context: Pick<Context, "world">, files: FileSet): ServiceDefinition {
  const { definition, faults } = inspected(context, files);
  if (!definition || faults.length > 0) refuse("conflict", "catalogue.refusal.has-faults", { count: faults.length });
  return definition;
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
