import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { registerNamed } from "../register.ts";
import type { DraftRow, ReviewRow, RevisionRow } from "../tables.ts";
import { draftHeld, looked, ownAgency } from "./draft.ts";
import { dryRun } from "./dry-run.ts";

const roles = ["steward", "head", "administrator"] as const;
const most = 200;

/** What the officer's agency is working on. */
export const openDrafts = query({
  name: "registers.drafts",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles }],
  answer: ({ tx, actor }) =>
    tx.query<DraftRow & { name: string; at: Date }>(
      `select d.*, r.name, r.at from registers.draft d join registers.revision r on r.draft = d.id and r.number = d.revision
       where d.state not in ('published', 'dropped') and d.agency = $1 order by d.changed_at desc, d.id limit $2`,
      [actor.officer!.agency, most],
    ),
});

/** A draft with what it says, what is wrong in it, its revisions and reviews, and the version that is published now. */
export const draftById = query({
  name: "registers.draft",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => draftHeld(tx, id),
  allow: [{ hat: "officer", roles, relation: ownAgency }],
  async answer(context, _input, draft) {
    const { tx } = context;
    const revisions = await tx.query<Omit<RevisionRow, "file">>(
      "select draft, number, writer, name, at from registers.revision where draft = $1 order by number desc limit 100",
      [draft.id],
    );
    const reviews = await tx.query<ReviewRow & Record<string, unknown>>(
      "select * from registers.review where draft = $1 order by revision desc limit 100",
      [draft.id],
    );
    return {
      ...draft,
      ...(await looked(context, draft)),
      newest: await registerNamed(tx, draft.code),
      revisions,
      reviews,
    };
  },
});

/** What would be found in a text if it were saved: the same look, and nothing is kept. */
export const textLooked = query({
  name: "registers.text-looked",
  internal: true,
  input: z.object({ id: z.string(), file: z.string().max(200_000) }).strict(),
  load: ({ tx }, { id }) => draftHeld(tx, id),
  allow: [{ hat: "officer", roles, relation: ownAgency }],
  answer: (context, { file }, draft) => looked(context, { ...draft, file }),
});

/** What a draft would break among the records that are there: which rule, how many, some of them. Null while it is unsound. */
export const draftTried = query({
  name: "registers.dry-run",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => draftHeld(tx, id),
  allow: [{ hat: "officer", roles, relation: ownAgency, purpose: "register-upkeep" }],
  async answer(context, _input, draft) {
    const { register, faults } = await looked(context, draft);
    return register && faults.length === 0 ? dryRun(context.tx, register) : null;
  },
  personal: {
    about: (found) => found?.findings.flatMap(({ samples }) => samples.map(({ person }) => person)) ?? [],
    fields: ["number"],
    note: (_input, { code }) => ({ register: code }),
  },
});
