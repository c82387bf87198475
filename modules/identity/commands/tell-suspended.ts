import { z } from "zod";
import { command, isId } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { noticeWords } from "../notice.ts";
import { accountOfPerson, emailOf } from "../queries/house.ts";

const id = z.string().refine(isId);

/** Somebody had two accounts because they had two records: whoever used the one that is suspended reads why, there too. */
export const tellSuspended = command({
  name: "identity.tell-suspended",
  internal: true,
  input: z.object({ from: id, into: id }).strict(),
  allow: [{ hat: "system", purpose: "notice" }],
  async carryOut(context, { from, into }) {
    const { askAsRoom, tell } = context;
    const account = await askAsRoom(accountOfPerson, { person: from });
    if (account?.state !== "suspended") return { result: { told: false } };
    await tell(sendMessage, {
      toPerson: into,
      email: await askAsRoom(emailOf, { id: account.id }),
      locale: account.locale,
      kind: "suspended",
      link: "/akun",
      ...noticeWords(context, "suspended"),
    });
    return { result: { told: true }, subject: account.id, about: [into] };
  },
});
