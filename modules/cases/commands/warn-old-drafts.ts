import { z } from "zod";
import { longDate } from "../../../design/words.ts";
import { command, on, textIn } from "../../../kernel/index.ts";
import { definitionOf } from "../case.ts";
import { tellOwner } from "../help.ts";
import { draftRules } from "../settings.ts";
import type { CasesTables } from "../tables.ts";

const day = 86_400_000;

/**
 * Tells whose application will soon be deleted, at the government's own days before; each notice once, anew after a
 * save. Who missed the earlier notices, because nobody ran this, gets the last one that is due.
 */
export const warnOldDrafts = command({
  name: "cases.warn-old-drafts",
  internal: true,
  input: z.object({ most: z.number().int().min(1).max(500).default(100) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { most }) {
    const { world, tx, now } = context;
    const { days, notices } = draftRules(world).keep;
    const rows = on<CasesTables>(tx);
    let told = 0;
    for (const before of [...notices].sort((a, b) => a - b)) {
      const due = await rows
        .selectFrom("cases.draft")
        .selectAll()
        .where("state", "=", "open")
        .where("saved_at", "<=", new Date(now.getTime() - (days - before) * day))
        .where((row) => row.or([row("warned", "is", null), row("warned", ">", before)]))
        .orderBy("saved_at")
        .limit(most - told)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const draft of due) {
        const service = await definitionOf(context, draft.service, draft.version);
        // Never on the day itself: who hears of it late has the last notice's days all the same.
        const goes = new Date(Math.max(draft.saved_at.getTime() + days * day, now.getTime() + notices.at(-1)! * day));
        await tellOwner(
          context,
          draft,
          "draft-goes",
          (locale) => ({
            service: textIn(service.title, locale),
            day: longDate(goes, locale, world.calendar.timeZone),
          }),
          `/ajukan/${draft.id}/periksa`,
        );
        await rows
          .updateTable("cases.draft")
          .set({ warned: before, warned_at: now })
          .where("id", "=", draft.id)
          .execute();
      }
      told += due.length;
      if (told >= most) break;
    }
    return { result: { told, more: told >= most }, subject: "drafts" };
  },
});
