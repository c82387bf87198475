import { z } from "zod";
import { command, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { draftHeld, ownAgency, sameRevision, soundDraft } from "../draft.ts";
import type { CatalogueTables } from "../tables.ts";
import { publishService } from "./publish-service.ts";

/** At most two years ahead: a later day is a slip of the finger. */
const farthestDays = 730;

/**
 * Publishes an approved draft, in force from the beginning of a day, or at once. Until then the version before it is
 * offered. The revision that a second person approved is the one that is published, and it is looked at once more: the
 * house may have changed since.
 */
export const publishDraft = command({
  name: "catalogue.publish-draft",
  input: z
    .object({
      draft: z.string(),
      revision: z.number().int().min(1),
      from: z.iso.date("kernel.fault.format").optional(),
    })
    .strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["designer", "head"], relation: ownAgency, assurance: 3 }],
  async carryOut(context, { revision, from }, draft) {
    const { tx, world, now, tell } = context;
    if (draft.state !== "approved") refuse("conflict", "catalogue.refusal.not-approved");
    sameRevision(draft, revision);
    const definition = soundDraft(context, draft.files);
    const today = world.calendar.today(now);
    const start = from === undefined || from === today ? null : world.calendar.moment(from, "00:00");
    if (start && (start < now || start.getTime() > now.getTime() + farthestDays * 86_400_000))
      refuseFields([{ path: "from", messageKey: "catalogue.fault.from" }]);
    await tell(publishService, { definition, files: draft.files, inForceFrom: start });
    await on<CatalogueTables>(tx)
      .updateTable("catalogue.draft")
      .set({ state: "published", changed_at: now })
      .where("id", "=", draft.id)
      .execute();
    return {
      result: { code: definition.code, version: definition.version },
      subject: draft.id,
      note: { hash: definition.hash },
    };
  },
});

/** Gives a draft up. Its revisions stay. */
export const dropDraft = command({
  name: "catalogue.drop-draft",
  input: z.object({ draft: z.string() }).strict(),
  load: ({ tx }, { draft }) => draftHeld(tx, draft, true),
  allow: [{ hat: "officer", roles: ["designer"], relation: ownAgency, assurance: 2 }],
  async carryOut({ tx, now }, _input, draft) {
    if (draft.state === "published" || draft.state === "dropped") refuse("conflict", "catalogue.refusal.closed");
    await on<CatalogueTables>(tx)
      .updateTable("catalogue.draft")
      .set({ state: "dropped", changed_at: now })
      .where("id", "=", draft.id)
      .execute();
    return { result: null, subject: draft.id };
  },
});
