import { z } from "zod";
import { command, isId, on, refuse } from "../../../kernel/index.ts";
import { type Answers, readPage } from "../../catalogue/index.ts";
import { applicant, definitionOf, draftHeld } from "../case.ts";
import { given, lookUp, ownBusinesses } from "../facts.ts";
import type { CasesTables } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const own = [
  { hat: "citizen", relation: applicant, assurance: 2 },
  { hat: "business", relation: applicant, assurance: 2 },
] as const;
/** How many applications somebody may have begun at once. */
const mostDrafts = 20;

/** Begins an application: looks up what the registers know, and keeps everything from the first page on. */
export const beginDraft = command({
  name: "cases.begin-draft",
  input: z.object({ service: z.string().max(60), business: id.optional() }).strict(),
  allow: [
    { hat: "citizen", assurance: 2 },
    { hat: "business", assurance: 2 },
  ],
  async carryOut(context, { service: code, business }) {
    const { tx, actor, now, newId } = context;
    const service = await definitionOf(context, code);
    const businesses = await ownBusinesses(context);
    const chosen = business ? businesses.find((one) => one.id === business) : businesses.length === 1 ? businesses[0] : undefined;
    if (!chosen) refuse(business ? "not-found" : "conflict", businesses.length === 0 ? "cases.refusal.no-business" : "cases.refusal.choose-business");
    const [open] = await tx.query<{ n: number }>("select count(*)::int as n from cases.draft where person = $1 and state = 'open'", [actor.person]);
    if ((open?.n ?? 0) >= mostDrafts) refuse("conflict", "cases.refusal.too-many-drafts", { most: mostDrafts });
    const draft = newId();
    await on<CasesTables>(tx)
      .insertInto("cases.draft")
      .values({ id: draft, service: service.code, version: service.version, person: actor.person!, business: chosen.id, facts: JSON.stringify(await lookUp(context, chosen.id)) as never, answers: "{}" as never, state: "open", created_at: now, saved_at: now })
      .execute();
    return { result: { draft, firstPage: service.form.pages[0]!.id }, subject: draft };
  },
});

const file = z.object({ id, store: z.string().max(200), name: z.string().max(200), type: z.string().max(60), bytes: z.number().int(), sha256: z.string().length(64) }).strict();

/**
 * Saves one page as it was posted. With faults nothing is judged as done, but what was written is kept all
 * the same: nobody types twice. `files` are uploads that were taken in already, by field.
 */
export const savePage = command({
  name: "cases.save-page",
  internal: true,
  input: z.object({ draft: z.string(), page: z.string().max(60), posted: z.record(z.string(), z.union([z.string(), z.array(z.string())])), files: z.record(z.string(), file).default({}) }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: own,
  async carryOut(context, { page: pageId, posted, files }, draft) {
    const { world, tx, now } = context;
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    const service = await definitionOf(context, draft.service, draft.version);
    const page = service.form.pages.find((one) => one.id === pageId);
    if (!page) refuse("not-found", "kernel.refusal.not-found");
    const taken: Record<string, { file: string; name: string; bytes: number; type: string }> = {};
    for (const [field, one] of Object.entries(files)) {
      if (!page.fields.some((f) => f.id === field && (f.type === "photo" || f.type === "file"))) refuse("invalid", "kernel.refusal.invalid");
      await on<CasesTables>(tx).insertInto("cases.file").values({ ...one, draft: draft.id, person: draft.person, business: draft.business, agencies: [], at: now }).execute();
      taken[field] = { file: one.id, name: one.name, bytes: one.bytes, type: one.type };
    }
    const read = readPage(page, posted, { ...draft.answers, ...taken } as Answers, given(draft.facts, world.calendar.today(now)));
    const answers = { ...draft.answers, ...read.answers };
    const text = JSON.stringify(answers);
    if (text.length > 200_000) refuse("too-large", "cases.refusal.too-much");
    await on<CasesTables>(tx).updateTable("cases.draft").set({ answers: text as never, saved_at: now }).where("id", "=", draft.id).execute();
    return { result: { faults: read.faults, changed: read.changed }, subject: draft.id };
  },
});

/** Throws a draft away, with what was uploaded to it. */
export const dropDraft = command({
  name: "cases.drop-draft",
  input: z.object({ draft: z.string() }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: own,
  async carryOut({ tx }, _input, draft) {
    if (draft.state !== "open") refuse("conflict", "cases.refusal.handed-in");
    await on<CasesTables>(tx).updateTable("cases.draft").set({ state: "dropped", answers: "{}" as never }).where("id", "=", draft.id).execute();
    return { result: null, subject: draft.id };
  },
});

/** Looks the registers up again for a draft: a corrected name shows from then on. */
export const refreshFacts = command({
  name: "cases.refresh-facts",
  internal: true,
  input: z.object({ draft: z.string() }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft),
  allow: own,
  async carryOut(context, _input, draft) {
    const facts = await lookUp(context, draft.business);
    await on<CasesTables>(context.tx).updateTable("cases.draft").set({ facts: JSON.stringify(facts) as never }).where("id", "=", draft.id).execute();
    return { result: facts, subject: draft.id };
  },
});

