import { z } from "zod";
import { command, isLocale, on, refuse, refuseFields } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { matchPerson, nikSchema } from "../../registry/index.ts";
import { accountHeld, accountOfPerson, emailOf, pendingOf } from "../queries/house.ts";
import { hashPassword, newTotpSecret, passwordFault, totpStep } from "../secret.ts";
import type { IdentityTables } from "../tables.ts";
import { hashText, readableCode } from "../token.ts";
import { closePending, openAccount, openPending, openSession, useTotpStep } from "./house.ts";
import { openProofing } from "./proofing.ts";
import { hash } from "./sign-in.ts";

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
      email: z.email("catalogue.fault.email").max(200),
      locale: z.string().refine(isLocale),
      network: z.string(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell, newId }, { network, ...asked }) {
    await world.patience.knock("sign-up", network, { times: 20, seconds: 3600 });
    const code = readableCode(3);
    const person = await askAsRoom(matchPerson, { nik: asked.nik, name: asked.name, birthDate: asked.birthDate });
    const account = person && (await askAsRoom(accountOfPerson, { person: person.id }));
    const words = (key: string, values: Record<string, string>) => ({
      id: world.words.say("id")(key, values),
      en: world.words.say("en")(key, values),
    });
    const mail = (kind: string, values: Record<string, string>) =>
      tell(sendMessage, {
        // No inbox yet, or not surely theirs: the message belongs to a place of its own and only its mail is read.
        toPerson: newId(),
        email: asked.email,
        locale: asked.locale,
        kind,
        title: words(`identity.mail.${kind}.title`, values),
        body: words(`identity.mail.${kind}.body`, values),
      });
    if (person && !account) {
      await tell(openPending, {
        hash: hashText(code),
        kind: "sign-up",
        account: null,
        content: { person: person.id, name: person.name, nik: asked.nik, email: asked.email, locale: asked.locale },
        minutes: 60,
      });
      await mail("confirm", { code });
    } else if (account && (await askAsRoom(emailOf, { id: account.id }))?.toLowerCase() === asked.email.toLowerCase()) {
      await mail("have-account", {});
    } else {
      const proof = await tell(openProofing, {
        content: {
          nik: asked.nik,
          name: asked.name,
          birthDate: asked.birthDate,
          email: asked.email,
          locale: asked.locale,
        },
      });
      await mail("counter", { code: proof.code });
    }
    return { result: null, subject: "sign-up" };
  },
});

/** The code from the mail and a new password: the account opens, and waits for its authenticator app. */
export const finishSignUp = command({
  name: "identity.finish-sign-up",
  internal: true,
  input: z
    .object({ code: z.string().max(40), password: z.string().max(400), next: hash, network: z.string() })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, { code, password, next, network }) {
    await world.patience.knock("sign-up-code", network, { times: 20, seconds: 3600 });
    const begun = await askAsRoom(pendingOf, { hash: hashText(code), kind: "sign-up" });
    if (!begun) refuseFields([{ path: "code", messageKey: "identity.refusal.mail-code" }]);
    const { person, name, nik, email, locale } = begun.content as Record<
      "person" | "name" | "nik" | "email" | "locale",
      string
    >;
    const fault = passwordFault(password, [name, email.split("@")[0]!, nik]);
    if (fault) refuseFields([{ path: "password", messageKey: fault }]);
    if (await askAsRoom(accountOfPerson, { person })) refuse("conflict", "identity.refusal.mail-code");
    const { account } = await tell(openAccount, {
      person,
      name,
      nik,
      email,
      locale,
      passwordHash: await hashPassword(password),
      totpSecret: null,
    });
    await tell(closePending, { hash: hashText(code) });
    await tell(openPending, { hash: next, kind: "totp", account, content: { secret: newTotpSecret() }, minutes: 60 });
    return { result: null, subject: account };
  },
});

/** The first code of a new authenticator app: from now on it is the second factor. Opens a session when none is open. */
export const confirmTotp = command({
  name: "identity.confirm-totp",
  internal: true,
  input: z
    .object({
      pending: hash,
      code: z.string().trim().max(10),
      hash: hash.nullable(),
      device: z.string().max(100),
      deviceHash: hash.nullable(),
    })
    .strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, now, askAsRoom, tell }, input) {
    const begun = await askAsRoom(pendingOf, { hash: input.pending, kind: "totp" });
    if (!begun?.account || !begun.content.secret) refuse("sign-in-needed", "identity.refusal.pending-over");
    await world.patience.knock("totp-setup", begun.account, { times: 20, seconds: 900 });
    const step = await totpStep(begun.content.secret, input.code.replace(/\s/g, ""), now);
    if (step === null) refuseFields([{ path: "code", messageKey: "identity.refusal.code" }]);
    await tell(keepTotp, { account: begun.account, secret: begun.content.secret });
    await tell(useTotpStep, { account: begun.account, step });
    await tell(closePending, { hash: input.pending });
    if (input.hash)
      await tell(openSession, {
        hash: input.hash,
        account: begun.account,
        device: input.device,
        deviceHash: input.deviceHash,
        notify: false,
      });
    return { result: null, subject: begun.account };
  },
});

const keepTotp = command({
  name: "identity.keep-totp",
  internal: true,
  input: z.object({ account: z.string(), secret: z.string() }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, askAsRoom }, { account, secret }) {
    if (!(await askAsRoom(accountHeld, { id: account }))) refuse("not-found", "kernel.refusal.not-found");
    const sealed = await world.secrets.seal(tx, account, "identity.account.totp_secret", secret);
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ totp_secret: sealed, totp_step: 0n })
      .where("id", "=", account)
      .execute();
    return { result: null, facts: [{ name: "identity.totp-changed", subject: account }] };
  },
});
