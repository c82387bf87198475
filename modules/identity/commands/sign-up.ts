import { z } from "zod";
import { command, isLocale, refuse, refuseFields } from "../../../kernel/index.ts";
import { matchPerson, nikSchema } from "../../registry/index.ts";
import { type Letter, writeTo } from "../letter.ts";
import { passwordFault } from "../password.ts";
import { accountOfPerson, credentialsOf, emailOf, pendingOf } from "../queries/house.ts";
import { hashPassword, newTotpSecret } from "../secret.ts";
import { hash, hashText, readableCode } from "../token.ts";
import { openAccount } from "./open-account.ts";
import { closePending, openPending } from "./pending.ts";
import { openProofing } from "./proofing.ts";
import { restoreAccount } from "./restore.ts";

/**
 * Asks for an account: NIK, name and birth date against the population register, and an address. What
 * comes back is the same in every case; only the mail to the given address differs, and it never
 * tells whether somebody else has an account.
 */
export const beginSignUp = command({
  name: "identity.begin-sign-up",
  internal: true,
  input: z
    .object({
      nik: nikSchema,
      name: z.string().trim().min(2).max(150),
      birthDate: z.iso.date("kernel.fault.format"),
      email: z.email("forms.fault.email").max(200),
      locale: z.string().refine(isLocale),
      network: z.string(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut(context, { network, ...asked }) {
    const { world, askAsRoom, tell } = context;
    await world.patience.knock("sign-up", network, { times: 20, seconds: 3600 });
    const { nik, name, birthDate, email, locale } = asked;
    const person = await askAsRoom(matchPerson, { nik, name, birthDate });
    const account = person && (await askAsRoom(accountOfPerson, { person: person.id }));
    // Only who reads the mail of that address learns that it serves another account.
    const taken = await askAsRoom(credentialsOf, { identifier: email });
    const letter = (kind: Letter, values: Record<string, string> = {}) =>
      writeTo(context, { email, locale, kind, values });
    if (person && !account && taken) await letter("address-taken");
    else if (person && !account) {
      const code = readableCode(3);
      await tell(openPending, {
        hash: hashText(code),
        kind: "sign-up",
        account: null,
        content: { person: person.id, name: person.name, nik, email, locale },
        minutes: 60,
      });
      await letter("confirm", { code });
    } else {
      // To the counter: the data does not fit, or the account is there and its owner has lost every way in.
      const { code } = await tell(openProofing, { content: asked });
      const own = account && (await askAsRoom(emailOf, { id: account.id }))?.toLowerCase() === email.toLowerCase();
      await letter(own ? "have-account" : "counter", { code });
    }
    return { result: null, subject: "sign-up" };
  },
});

/**
 * The code from the mail and a new password: the account opens, or opens again after a proof at the counter, and waits
 * for its authenticator app.
 */
export const finishSignUp = command({
  name: "identity.finish-sign-up",
  internal: true,
  input: z
    .object({ code: z.string().max(40), password: z.string().max(400), next: hash, network: z.string() })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, { code, password, next, network }) {
    await world.patience.knock("sign-up-code", network, { times: 20, seconds: 3600 });
    const key = hashText(code);
    const begun =
      (await askAsRoom(pendingOf, { hash: key, kind: "sign-up" })) ??
      (await askAsRoom(pendingOf, { hash: key, kind: "restore" }));
    if (!begun) refuseFields([{ path: "code", messageKey: "identity.refusal.mail-code" }]);
    const { person, name, nik, email, locale, by } = begun.content as Record<string, string>;
    const fault = passwordFault(password, [name!, email!, nik!]);
    if (fault) refuseFields([{ path: "password", messageKey: fault }]);
    const passwordHash = await hashPassword(password);
    await tell(closePending, { hash: key });
    let account = begun.account;
    if (account) await tell(restoreAccount, { account, email: email!, passwordHash, by: by! });
    else {
      if (await askAsRoom(accountOfPerson, { person: person! })) refuse("conflict", "identity.refusal.mail-code");
      const given = { person: person!, name: name!, nik: nik!, email: email!, locale: locale! };
      ({ account } = await tell(openAccount, { ...given, passwordHash, totpSecret: null }));
    }
    await tell(openPending, { hash: next, kind: "totp", account, content: { secret: newTotpSecret() }, minutes: 60 });
    return { result: null, subject: account };
  },
});
