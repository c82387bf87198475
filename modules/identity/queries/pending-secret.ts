import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { accountHeld, pendingOf } from "./house.ts";

/** The TOTP secret that waits for its first code, to whoever holds the pending word; null when it is over. */
export const pendingSecret = query({
  name: "identity.pending-secret",
  internal: true,
  input: z.object({ hash: z.string() }),
  allow: [{ hat: "anyone" }],
  async answer({ askAsRoom }, { hash }) {
    const begun = await askAsRoom(pendingOf, { hash, kind: "totp" });
    if (!begun?.account || !begun.content.secret) return null;
    const account = await askAsRoom(accountHeld, { id: begun.account });
    return { secret: begun.content.secret, label: account?.name ?? "" };
  },
});
