import type { CommandContext, Locale } from "../../kernel/index.ts";
import { sendMessage } from "../messages/index.ts";

export type Letter =
  | "confirm"
  | "have-account"
  | "address-taken"
  | "counter"
  | "proved"
  | "restore"
  | "forgotten"
  | "new-address";

/** A mail to an address that need not be an account's: the message belongs to an inbox of nobody, only its mail is read. */
export async function writeTo(
  { world, newId, tell }: CommandContext,
  to: { email: string | null; locale: Locale; kind: Letter; values: Record<string, string> },
): Promise<void> {
  const words = (part: "title" | "body") => {
    const say = (locale: Locale) => world.words.say(locale)(`identity.mail.${to.kind}.${part}`, to.values);
    return { id: say("id"), en: say("en") };
  };
  await tell(sendMessage, {
    toPerson: newId(),
    email: to.email,
    locale: to.locale,
    kind: to.kind,
    title: words("title"),
    body: words("body"),
  });
}
