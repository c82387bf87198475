import { z } from "zod";
import { isId, keyset, on, pageOf, query, relation } from "../../../kernel/index.ts";
import { applicant, caseHeld, draftHeld, involved } from "../case.ts";
import type { CaseRow, CasesTables, FileRow } from "../tables.ts";

const own = [
  { hat: "citizen", relation: applicant, purpose: "own-data" },
  { hat: "business", relation: applicant, purpose: "own-data" },
] as const;

/** A draft of mine. */
export const draftById = query({
  name: "cases.draft",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => draftHeld(tx, id),
  allow: own,
  answer: async (_context, _input, draft) => draft,
});

/** What I began and have not handed in. */
export const myDrafts = query({
  name: "cases.drafts",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }, { hat: "business", purpose: "own-data" }],
  async answer({ tx, actor }) {
    const rows = on<CasesTables>(tx).selectFrom("cases.draft").select(["id", "service", "version", "saved_at", "facts"]).where("state", "=", "open").orderBy("id", "desc").limit(20);
    return (actor.hat === "business" ? rows.where("business", "=", actor.business!.id) : rows.where("person", "=", actor.person!)).execute();
  },
});

/** My applications, newest first. */
export const myCases = query({
  name: "cases.applications",
  input: z.object(keyset).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }, { hat: "business", purpose: "own-data" }],
  async answer({ tx, actor }, asked) {
    let rows = on<CasesTables>(tx).selectFrom("cases.case").select(["id", "number", "title", "label", "status", "due_at", "submitted_at", "closed_at", "bill", "document"]).limit(asked.limit + 1);
    rows = actor.hat === "business" ? rows.where("business", "=", actor.business!.id) : rows.where("person", "=", actor.person!);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    return pageOf(await rows.execute(), asked);
  },
});

const officers = ["reviewer", "opinion-giver", "head", "front-desk"] as const;

/** One case: for the applicant without what officers write among themselves; for officers with it. */
export const caseById = query({
  name: "cases.case",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => caseHeld(tx, id),
  allow: [
    ...own,
    { hat: "officer", roles: ["reviewer", "head"], relation: involved, purpose: "service", see: { nik: "mask" } },
    { hat: "officer", roles: ["opinion-giver"], relation: involved, purpose: "service", see: { nik: "mask", birthDate: "deny", phone: "deny" } },
    { hat: "officer", roles: ["front-desk"], relation: involved, purpose: "counter", see: { nik: "mask" } },
    { hat: "officer", roles: ["auditor"], purpose: "oversight", see: { nik: "mask", phone: "mask" } },
    { hat: "system", purpose: "service" },
  ],
  async answer({ tx, actor, see }, _input, row) {
    const rows = on<CasesTables>(tx);
    const office = actor.hat === "officer" || actor.hat === "system";
    let history = rows.selectFrom("cases.act").selectAll().where("case_id", "=", row.id).orderBy("id").limit(500);
    if (!office) history = history.where("audience", "=", "all");
    const acts = await history.execute();
    const tasks = await rows.selectFrom("cases.task").selectAll().where("case_id", "=", row.id).orderBy("id").limit(100).execute();
    const corrections = await rows.selectFrom("cases.correction").selectAll().where("case_id", "=", row.id).orderBy("id").limit(100).execute();
    const applicantFacts = { ...row.facts.applicant, nik: see("nik", row.facts.applicant.nik ?? null), birthDate: see("birthDate", row.facts.applicant.birthDate ?? null) };
    const answers = "phone" in row.answers ? { ...row.answers, phone: see("phone", row.answers.phone ?? null) } : row.answers;
    const shown: CaseRow = { ...row, facts: { ...row.facts, applicant: applicantFacts as CaseRow["facts"]["applicant"] }, answers: answers as CaseRow["answers"] };
    // The applicant learns which office has it, not which officer.
    return { row: shown, acts: office ? acts : acts.map((act) => ({ ...act, officer: null })), tasks: office ? tasks : tasks.map((task) => ({ ...task, assignee: null, assignee_name: null, note: null })), corrections };
  },
  personal: { about: (_answer, row) => [row.person], fields: ["nik", "name", "birthDate", "address", "phone", "business", "answers"], subject: ({ id }) => id },
});

/** My office's work: open tasks by due date, pages by key. */
export const queue = query({
  name: "cases.queue",
  input: z
    .object({
      whose: z.enum(["office", "mine", "free"]).default("office"),
      service: z.string().max(60).optional(),
      words: z.string().trim().max(60).optional(),
      after: z.string().regex(/^\d+_[0-9a-f-]{36}$/).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    })
    .strict(),
  allow: [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head"], purpose: "service" }],
  async answer({ tx, actor }, { whose, service, words, after, limit }) {
    const officer = actor.officer!;
    let rows = on<CasesTables>(tx)
      .selectFrom("cases.task")
      .select(["id", "case_id", "title", "label", "number", "service", "step", "due_at", "opened_at", "assignee", "assignee_name"])
      .where("agency", "=", officer.agency)
      .where("office", "=", officer.office)
      .where("role", "in", officer.roles as string[])
      .where("closed_at", "is", null)
      .orderBy("due_at")
      .orderBy("id")
      .limit(limit + 1);
    if (whose === "mine") rows = rows.where("assignee", "=", officer.id);
    if (whose === "free") rows = rows.where("assignee", "is", null);
    if (service) rows = rows.where("service", "=", service);
    if (words) rows = rows.where((row) => row.or([row("number", "=", words.toUpperCase()), row("label", "ilike", `%${words.replace(/[%_\\]/g, "\\$&")}%`)]));
    if (after) {
      const [ms, id] = after.split("_") as [string, string];
      const due = new Date(Number(ms));
      rows = rows.where((row) => row.or([row("due_at", ">", due), row.and([row("due_at", "=", due), row("id", ">", id)])]));
    }
    const found = await rows.execute();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { rows: page, next: found.length > limit && last ? `${last.due_at.getTime()}_${last.id}` : null };
  },
});

const fileOwner = relation<FileRow>("applicant", (actor, file) => (actor.hat === "business" ? file.business !== null && file.business === actor.business?.id : file.person === actor.person));

/** A file that was handed in: where it is kept and what it is. */
export const fileById = query({
  name: "cases.file",
  internal: true,
  input: z.object({ id: z.string() }).strict(),
  load: async ({ tx }, { id }) => (isId(id) ? ((await on<CasesTables>(tx).selectFrom("cases.file").selectAll().where("id", "=", id).executeTakeFirst()) ?? null) : null),
  allow: [
    { hat: "citizen", relation: fileOwner, purpose: "own-data" },
    { hat: "business", relation: fileOwner, purpose: "own-data" },
    { hat: "officer", roles: officers, relation: relation<FileRow>("office that works on it", (actor, file) => file.agencies.includes(actor.officer?.agency ?? "")), purpose: "service" },
  ],
  answer: async (_context, _input, file) => file,
  personal: { about: (file) => [file.person], fields: ["photo"], subject: (_input) => null },
});

/** Timers that are due, oldest first. */
export const dueTimers = query({
  name: "cases.due-timers",
  internal: true,
  input: z.object({ limit: z.number().int().min(1).max(1000) }),
  allow: [{ hat: "system", purpose: "service" }],
  answer: ({ tx, now }, { limit }) => on<CasesTables>(tx).selectFrom("cases.timer").selectAll().where("due_at", "<=", now).orderBy("due_at").limit(limit).execute(),
});
