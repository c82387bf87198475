import { stringify } from "yaml";
import { z } from "zod";
import { type CommandContext, command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { publishRegister } from "../commands/publish-register.ts";
import { registerNamed } from "../register.ts";
import type { DraftRow, RegistersTables } from "../tables.ts";
import { draftHeld, ownAgency, sameRevision, secondPerson, soundDraft } from "./draft.ts";
import { dryRun } from "./dry-run.ts";

const mostOpen = 50;
const File = z.string().max(200_000, "registers.fault.too-long");
const steward = { hat: "officer", roles: ["steward"], relation: ownAgency, assurance: 2 } as const;
const one = { draft: z.string(), revision: z.number().int().min(1) };

const keepRevision = ({ tx, actor, now }: CommandContext, draft: string, number: number, file: string) =>
  on<RegistersTables>(tx)
    .insertInto("registers.revision")
    .values({ draft, number, file, writer: actor.account!, name: actor.name ?? "", at: now })
    .execute();
const moved = ({ tx, now }: CommandContext, draft: string, to: Partial<Pick<DraftRow, "state" | "revision">>) =>
  on<RegistersTables>(tx)
    .updateTable("registers.draft")
    .set({ ...to, changed_at: now })
    .where("id", "=", draft)
    .execute();

/**
 * Begins a draft of the steward's own agency: from the newest version, its number raised by one, or from a text that is
 * handed over (a blank one, a file of another house).
 */
export const openDraft = command({
  name: "registers.open-draft",
  input: z
    .object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, "kernel.fault.format"), file: File.optional() })
    .strict(),
  allow: [{ hat: "officer", roles: ["steward"], assurance: 2 }],
  async carryOut(context, { code, file }) {
    const { tx, actor, now, newId } = context;
    const { agency } = actor.officer!;
    const published = await registerNamed(tx, code);
    if (published && published.keeper !== agency) refuse("not-allowed", "registers.refusal.other-keeper");
    if (!published && file === undefined) refuse("not-found", "kernel.refusal.not-found");
    const [open] = await tx.query<{ n: number }>(
      "select count(*)::int as n from registers.draft where agency = $1 and state not in ('published', 'dropped')",
      [agency],
    );
    if (open!.n >= mostOpen) refuse("conflict", "registers.refusal.too-many-drafts", { most: mostOpen });
    const id = newId();
    await on<RegistersTables>(tx)
      .insertInto("registers.draft")
      .values({ id, code, agency, state: "draft", revision: 1, opened_at: now, changed_at: now })
      .execute();
    await keepRevision(context, id, 1, file ?? nextOf(published!));
    return { result: { draft: id }, subject: id, note: { code } };
  },
});

/** A published version as the file of the next one: what it mapped is done. */
function nextOf({
  code: _code,
  hash: _hash,
  mapping: _mapping,
  version,
  ...file
}: NonNullable<Awaited<ReturnType<typeof registerNamed>>>): string {
  return stringify({ version: version + 1, ...file }, { lineWidth: 120, flowCollectionPadding: true });
}

/** Keeps another revision of a draft, faults and all. One that rests on an older revision is refused: nobody is undone. */
export const saveDraft = command({
  name: "registers.save-draft",
  input: z.object({ ...one, file: File }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [steward],
  async carryOut(context, { revision, file }, draft) {
    if (!["draft", "returned", "approved"].includes(draft.state)) refuse("conflict", "registers.refusal.closed");
    sameRevision(draft, revision);
    await keepRevision(context, draft.id, revision + 1, file);
    await moved(context, draft.id, { state: "draft", revision: revision + 1 });
    return { result: { revision: revision + 1 }, subject: draft.id };
  },
});

/** Hands a draft to a second person. It must be whole, and its number the next one. */
export const submitDraft = command({
  name: "registers.submit-draft",
  input: z.object(one).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [steward],
  async carryOut(context, { revision }, draft) {
    if (draft.state !== "draft") refuse("conflict", "registers.refusal.not-a-draft");
    sameRevision(draft, revision);
    const register = await soundDraft(context, draft);
    const newest = await registerNamed(context.tx, draft.code);
    if (newest && register.version !== newest.version + 1)
      refuse("conflict", "registers.refusal.next-version", { version: newest.version + 1 });
    await moved(context, draft.id, { state: "in-review" });
    return { result: null, subject: draft.id, note: { version: register.version, revision } };
  },
});

/** A second person of the same agency approves a draft, or returns it with a remark. */
export const reviewDraft = command({
  name: "registers.review-draft",
  input: z
    .object({ ...one, verdict: z.enum(["approved", "returned"]), remark: z.string().trim().max(2000).default("") })
    .strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["steward", "head", "administrator"], relation: secondPerson, assurance: 2 }],
  async carryOut(context, { revision, verdict, remark }, draft) {
    const { tx, actor, now } = context;
    if (draft.state !== "in-review") refuse("conflict", "registers.refusal.not-in-review");
    sameRevision(draft, revision);
    if (verdict === "returned" && remark.length < 5)
      refuseFields([{ path: "remark", messageKey: "registers.fault.remark" }]);
    await on<RegistersTables>(tx)
      .insertInto("registers.review")
      .values({ draft: draft.id, revision, verdict, remark, reviewer: actor.account!, name: actor.name ?? "", at: now })
      .execute();
    await moved(context, draft.id, { state: verdict });
    return { result: null, subject: draft.id, note: { revision, verdict } };
  },
});

/**
 * Publishes the revision that a second person approved. It is tried over all records once more: one that they do not bear
 * is refused, until the file says what becomes of them.
 */
export const publishDraft = command({
  name: "registers.publish-draft",
  input: z.object(one).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ ...steward, assurance: 3 }],
  async carryOut(context, { revision }, draft) {
    const { tx, tell } = context;
    if (draft.state !== "approved") refuse("conflict", "registers.refusal.not-approved");
    sameRevision(draft, revision);
    const register = await soundDraft(context, draft);
    // Whoever writes a record from here on finds either the old version whole or the new one.
    await tx.query("lock table registers.record in share mode");
    const { findings } = await dryRun(tx, register);
    const broken = findings.filter(({ breaks }) => breaks);
    if (broken.length > 0) refuse("conflict", "registers.refusal.breaks", { count: broken.length });
    await tell(publishRegister, { register });
    await moved(context, draft.id, { state: "published" });
    return {
      result: { code: register.code, version: register.version },
      subject: draft.id,
      note: { hash: register.hash },
    };
  },
});

/** Gives a draft up. Its revisions stay. */
export const dropDraft = command({
  name: "registers.drop-draft",
  input: z.object({ draft: z.string() }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [steward],
  async carryOut(context, _input, draft) {
    if (draft.state === "published" || draft.state === "dropped") refuse("conflict", "registers.refusal.closed");
    await moved(context, draft.id, { state: "dropped" });
    return { result: null, subject: draft.id };
  },
});
