import { z } from "zod";
import { command, isLocale, type Locale, refuseFields } from "../../../kernel/index.ts";
import { checkSecondFactor } from "../factor.ts";
import { writeTo } from "../letter.ts";
import { tellOwner } from "../notice.ts";
import { passwordFault } from "../password.ts";
import { accountHeld, credentialsOf, emailOf, pendingOf } from "../queries/house.ts";
import { hashPassword } from "../secret.ts";
import { hash, hashText, newToken, readableCode } from "../token.ts";
import { keepPassword } from "./password.ts";
import { closePending, openPending } from "./pending.ts";

/** The password is forgotten. Nothing is looked up before the answer, so whoever asks learns nothing, not even by the time it took. */
export const beginReset = command({
  name: "identity.begin-reset",
  internal: true,
  input: z
    .object({
      identifier: z.string().trim().min(1).max(200),
      locale: z.string().refine(isLocale),
      network: z.string(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, tell }, { identifier, locale, network }) {
    await world.patience.knock("reset", network, { times: 20, seconds: 3600 });
    await world.patience.knock("reset-account", identifier.toLowerCase(), { times: 5, seconds: 3600 });
    const asked = hashText(newToken());
    const content = { identifier, locale };
    await tell(openPending, { hash: asked, kind: "reset-asked", account: null, content, minutes: 60 });
    return { result: null, subject: "reset", jobs: [{ name: "identity.write-reset", payload: { asked } }] };
  },
});

/** A code to the address of the account that was asked for; nothing to anybody when there is none. */
export const writeReset = command({
  name: "identity.write-reset",
  internal: true,
  input: z.object({ asked: hash }).strict(),
  allow: [{ hat: "system" }],
  async carryOut(context, { asked }) {
    const { askAsRoom, tell } = context;
    const subject = "reset";
    const wish = await askAsRoom(pendingOf, { hash: asked, kind: "reset-asked" });
    if (!wish) return { result: null, subject };
    await tell(closePending, { hash: asked });
    const { identifier, locale } = wish.content as { identifier: string; locale: Locale };
    const account = await askAsRoom(credentialsOf, { identifier });
    if (!account) return { result: null, subject };
    const code = readableCode(3);
    await tell(openPending, { hash: hashText(code), kind: "reset", account: account.id, content: {}, minutes: 60 });
    const email = await askAsRoom(emailOf, { id: account.id });
    await writeTo(context, { email, locale, kind: "forgotten", values: { code } });
    return { result: null, subject };
  },
});

/** The code from the mail, the second factor and a new password. The mailbox alone opens nothing; all sessions end. */
export const finishReset = command({
  name: "identity.finish-reset",
  internal: true,
  input: z
    .object({
      code: z.string().max(40),
      factor: z.string().trim().max(40),
      password: z.string().max(400),
      network: z.string(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, { code, factor, password, network }) {
    const { world, askAsRoom, tell } = context;
    await world.patience.knock("reset-code", network, { times: 20, seconds: 3600 });
    const begun = await askAsRoom(pendingOf, { hash: hashText(code), kind: "reset" });
    const account = begun?.account && (await askAsRoom(accountHeld, { id: begun.account }));
    if (!account) refuseFields([{ path: "code", messageKey: "identity.refusal.mail-code" }]);
    const fault = passwordFault(password, [account.name, (await askAsRoom(emailOf, { id: account.id })) ?? ""]);
    if (fault) refuseFields([{ path: "password", messageKey: fault }]);
    // Without an app nothing was ever done in the account: signing in goes on with setting one up.
    if (account.totp_secret) await checkSecondFactor(context, account.id, factor, "factor");
    await tell(keepPassword, { account: account.id, hash: await hashPassword(password), except: null });
    await tellOwner(context, account.id, "reset");
    return { result: null, facts: [{ name: "identity.password-changed", subject: account.id }] };
  },
});
