import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { fileNames } from "../definition/load.ts";
import { draftHeld, ownAgency, sameRevision, secondPerson, soundDraft } from "../draft.ts";
import { newestVersion } from "../shelf.ts";
import type { CatalogueTables } from "../tables.ts";

const one = { draft: z.string(), revision: z.number().int().min(1) };

/** Hands a draft to a second person. It must be whole: no fault, its own code, and a number that is new. */
export const submitDraft = command({
  name: "catalogue.submit-draft",
  input: z.object(one).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["designer"], relation: ownAgency, assurance: 2 }],
  async carryOut(context, { revision }, draft) {
    const { tx, now } = context;
    if (draft.state !== "draft") refuse("conflict", "catalogue.refusal.not-a-draft");
    sameRevision(draft, revision);
    const { code, version, agency } = soundDraft(context, draft.files);
    if (code !== draft.code || agency !== draft.agency)
      refuse("conflict", "catalogue.refusal.other-service", { code: draft.code, agency: draft.agency });
    const newest = await newestVersion(tx, code);
    if (newest && version <= newest.version)
      refuse("conflict", "catalogue.refusal.raise-version", { version: newest.version });
    await on<CatalogueTables>(tx)
      .updateTable("catalogue.draft")
      .set({ state: "in-review", changed_at: now })
      .where("id", "=", draft.id)
      .execute();
    return {
      result: null,
      facts: [{ name: "catalogue.review-asked", subject: draft.id, body: { code, version, revision } }],
    };
  },
});

/** A second person approves a draft, or returns it with a remark on each component that is not right. */
export const reviewDraft = command({
  name: "catalogue.review-draft",
  input: z
    .object({
      ...one,
      verdict: z.enum(["approved", "returned"]),
      remarks: z
        .array(
          z
            .object({
              component: z.string().refine((name) => fileNames.includes(name), "catalogue.fault.component"),
              text: z.string().trim().min(5, "catalogue.fault.remark").max(2000),
            })
            .strict(),
        )
        .max(50)
        .default([]),
    })
    .strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["designer", "approver"], relation: secondPerson, assurance: 2 }],
  async carryOut({ tx, actor, now }, { revision, verdict, remarks }, draft) {
    if (draft.state !== "in-review") refuse("conflict", "catalogue.refusal.not-in-review");
    sameRevision(draft, revision);
    if (verdict === "returned" && remarks.length === 0)
      refuseFields([{ path: "text", messageKey: "catalogue.fault.remark" }]);
    const rows = on<CatalogueTables>(tx);
    await rows
      .insertInto("catalogue.review")
      .values({
        draft: draft.id,
        revision,
        verdict,
        remarks: JSON.stringify(remarks) as never,
        reviewer: actor.account!,
        name: actor.name ?? "",
        at: now,
      })
      .execute();
    await rows
      .updateTable("catalogue.draft")
      .set({ state: verdict, changed_at: now })
      .where("id", "=", draft.id)
      .execute();
    return {
      result: null,
      facts: [{ name: `catalogue.review-${verdict}`, subject: draft.id, body: { code: draft.code, revision } }],
    };
  },
});
