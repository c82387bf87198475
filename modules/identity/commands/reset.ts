import { z } from "zod";
import { command, isLocale, refuseFields } from "../../../kernel/index.ts";
import { checkSecondFactor } from "../factor.ts";
import { writeTo } from "../letter.ts";
import { tellOwner } from "../notice.ts";
import { passwordFault } from "../password.ts";
import { accountHeld, credentialsOf, emailOf, pendingOf } from "../queries/house.ts";
import { hashPassword } from "../secret.ts";
import { hashText, readableCode } from "../token.ts";
import { keepPassword } from "./password.ts";
import { openPending } from "./pending.ts";

/** The password is forgotten: a code goes to the account's address. Whoever asks learns nothing of whether there is one. */
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
  async carryOut(context, { identifier, locale, network }) {
    const { world, askAsRoom, tell } = context;
    await world.patience.knock("reset", network, { times: 20, seconds: 3600 });
    await world.patience.knock("reset-account", identifier.toLowerCase(), { times: 5, seconds: 3600 });
    const account = await askAsRoom(credentialsOf, { identifier });
    const email = account && (await askAsRoom(emailOf, { id: account.id }));
    const code = readableCode(3);
    // The same work without an account, so that time tells nothing: that code opens nothing and nobody reads it.
    const hash = hashText(code);
    await tell(openPending, { hash, kind: "reset", account: account?.id ?? null, content: {}, minutes: 60 });
    await writeTo(context, { email, locale, kind: "forgotten", values: { code } });
    return { result: null, subject: "reset" };
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
