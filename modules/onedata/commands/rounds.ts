import { z } from "zod";
import { command, nextDay } from "../../../kernel/index.ts";
import { takeStep } from "../dataset.ts";
import { holdsOn, settingsOf } from "../definition/settings.ts";
import type { DatasetRow } from "../tables.ts";
import { tellLate } from "../tell.ts";

const batch = 100;

/** Opens the next round of what must be released soon, and tells those whose clock has run out, once for each step. */
export const openRounds = command({
  name: "onedata.open-rounds",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context) {
    const { tx, world, now } = context;
    const { government, calendar } = world;
    const today = calendar.today(now);
    const { openDays } = holdsOn(settingsOf(government).limits, today);
    const due = await tx.query<DatasetRow>(
      `select * from onedata.dataset where state = 'published' and plan->>'frequency' <> 'once' and release_on <= $1
       order by id limit $2 for update skip locked`,
      [nextDay(today, openDays), batch],
    );
    for (const row of due)
      await takeStep(context, { row, producer: row.producer, government }, "reopen", { round: row.round + 1 });
    const late = await tx.query<DatasetRow>(
      `update onedata.dataset set told_late = true where id in (
         select id from onedata.dataset where due_at < $1 and not told_late order by id limit $2 for update skip locked)
       returning *`,
      [now, batch],
    );
    for (const row of late) await tellLate(context, { row, producer: row.producer, government });
    return { result: { opened: due.length, late: late.length, more: due.length === batch || late.length === batch } };
  },
});
