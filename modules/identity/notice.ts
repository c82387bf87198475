import type { CommandContext } from "../../kernel/index.ts";
import { sendMessage } from "../messages/index.ts";
import { accountHeld, emailOf } from "./queries/house.ts";

export type Change =
  | "new-device"
  | "password"
  | "totp"
  | "passkey"
  | "recovery-codes"
  | "email"
  | "reset"
  | "counter-proof"
  | "restored"
  | "suspended"
  | "first-administrator"
  | "first-approver";

/** Title and body of a notice, in both languages. */
export function noticeWords({ world, now }: Pick<CommandContext, "world" | "now">, what: Change, values: object = {}) {
  const words = (part: "title" | "body") => {
    const say = (locale: "id" | "en") =>
      world.words.say(locale)(`identity.notice.${what}.${part}`, { ...values, when: now });
    return { id: say("id"), en: say("en") };
  };
  return { title: words("title"), body: words("body") };
}

/** Tells the owner, in the inbox and by mail, what changed in how their account opens: a thief cannot do it in silence. */
export async function tellOwner(
  { world, now, askAsRoom, tell }: CommandContext,
  account: string,
  what: Change,
  values: { device?: string } = {},
): Promise<void> {
  const owner = await askAsRoom(accountHeld, { id: account });
  if (!owner) return;
  await tell(sendMessage, {
    toPerson: owner.person,
    email: await askAsRoom(emailOf, { id: account }),
    locale: owner.locale,
    kind: what,
    link: "/akun",
    ...noticeWords({ world, now }, what, values),
  });
}
