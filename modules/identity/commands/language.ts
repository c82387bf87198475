import { z } from "zod";
import { command, isLocale, on } from "../../../kernel/index.ts";
import { everyone } from "../everyone.ts";
import type { IdentityTables } from "../tables.ts";

/** In which language I am written to. */
export const chooseLanguage = command({
  name: "identity.choose-language",
  internal: true,
  input: z.object({ locale: z.string().refine(isLocale) }).strict(),
  allow: everyone(2),
  async carryOut({ tx, actor }, { locale }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ locale })
      .where("id", "=", actor.account)
      .execute();
    return { result: null, subject: actor.account! };
  },
});
