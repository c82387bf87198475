import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import type { FileSet } from "../definition/load.ts";
import { draftHeld, inspected } from "../draft.ts";
import type { DraftRow, Remark, ReviewRow, RevisionRow } from "../tables.ts";

const designers = ["designer", "approver", "head", "administrator"] as const;
const most = 200;

/** What is being worked on: a designer's and a head's own agency's drafts; who reviews sees those of all. */
export const openDrafts = query({
  name: "catalogue.drafts",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: designers }],
  async answer({ tx, actor }) {
    const everywhere = actor.officer!.roles.some((role) => role === "approver" || role === "administrator");
    const rows = await tx.query<DraftRow & { name: string; at: Date }>(
      `select d.*, r.name, r.at from catalogue.draft d join catalogue.revision r on r.draft = d.id and r.number = d.revision
       where d.state not in ('published', 'dropped') and ($1 or d.agency = $2) order by d.changed_at desc, d.id limit $3`,
      [everywhere, actor.officer!.agency, most],
    );
    return rows;
  },
});

/** A draft with its files, its faults, every revision and every review. */
export const draftById = query({
  name: "catalogue.draft",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => draftHeld(tx, id),
  allow: [{ hat: "officer", roles: designers }],
  async answer(context, _input, draft) {
    const { tx } = context;
    const [revisions, reviews] = await Promise.all([
      tx.query<Omit<RevisionRow, "files">>(
        "select draft, number, note, writer, name, at from catalogue.revision where draft = $1 order by number desc",
        [draft.id],
      ),
      tx.query<Omit<ReviewRow, "remarks"> & { remarks: Remark[] }>(
        "select * from catalogue.review where draft = $1 order by revision desc",
        [draft.id],
      ),
    ]);
    return { ...draft, faults: inspected(context, draft.files).faults, revisions, reviews };
  },
});

/** Folders of the government's own files that could not be published, and why. */
export const fileFaults = query({
  name: "catalogue.file-faults",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: designers }],
  answer: ({ tx }) =>
    tx.query<{ folder: string; faults: string[]; found_at: Date }>(
      "select folder, faults, found_at from catalogue.file_fault order by folder",
      [],
    ),
});

/** The files of one revision, for a machine that works them through. Null when there is none. */
export const revisionFiles = query({
  name: "catalogue.revision-files",
  internal: true,
  input: z.object({ draft: z.uuid(), number: z.number().int() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { draft, number }) {
    const [row] = await tx.query<{ files: FileSet }>(
      "select files from catalogue.revision where draft = $1 and number = $2",
      [draft, number],
    );
    return row?.files ?? null;
  },
});
