import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import { addressee, messageHeld } from "../message.ts";
import type { MessagesTables } from "../tables.ts";

/** The addressee has opened a message: from then on the law counts it as received. */
export const markRead = command({
  name: "messages.mark-read",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => messageHeld(tx, id),
  allow: [
    { hat: "citizen", relation: addressee },
    { hat: "business", relation: addressee },
  ],
  async carryOut({ tx, now }, { id }) {
    await on<MessagesTables>(tx)
      .updateTable("messages.message")
      .set({ read_at: now })
      .where("id", "=", id)
      .where("read_at", "is", null)
      .execute();
    return { result: null, subject: id };
  },
});
