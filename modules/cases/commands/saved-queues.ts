import { z } from "zod";
import { command, on, refuse } from "../../../kernel/index.ts";
import { Narrowing } from "../queues.ts";
import type { CasesTables } from "../tables.ts";

const most = 20;
const desk = [{ hat: "officer", roles: ["reviewer", "opinion-giver", "head", "front-desk"] }] as const;

/** Keeps a narrowing of the queue under a name; the same name again replaces it. */
export const saveQueue = command({
  name: "cases.save-queue",
  input: z.object({ title: z.string().trim().min(2).max(40), asked: Narrowing }).strict(),
  allow: desk,
  async carryOut({ tx, actor, now, newId }, { title, asked }) {
    const own = await tx.query<{ id: string; title: string }>(
      "select id, title from cases.saved_queue where officer = $1 for update",
      [actor.officer!.id],
    );
    const same = own.find((one) => one.title.toLowerCase() === title.toLowerCase());
    if (!same && own.length >= most) refuse("conflict", "cases.refusal.too-many-queues", { most });
    const id = same?.id ?? newId();
    await on<CasesTables>(tx)
      .insertInto("cases.saved_queue")
      .values({
        id,
        account: actor.account!,
        officer: actor.officer!.id,
        title,
        asked: JSON.stringify(asked) as never,
        saved_at: now,
      })
      .onConflict((row) =>
        row.column("id").doUpdateSet({ title, asked: JSON.stringify(asked) as never, saved_at: now }),
      )
      .execute();
    return { result: { id }, subject: id };
  },
});

/** Forgets one of one's own queues. */
export const dropQueue = command({
  name: "cases.drop-queue",
  input: z.object({ id: z.uuid() }).strict(),
  allow: desk,
  async carryOut({ tx, actor }, { id }) {
    const dropped = await on<CasesTables>(tx)
      .deleteFrom("cases.saved_queue")
      .where("id", "=", id)
      .where("officer", "=", actor.officer!.id)
      .executeTakeFirst();
    if (dropped.numDeletedRows === 0n) refuse("not-found", "kernel.refusal.not-found");
    return { result: null, subject: id };
  },
});
