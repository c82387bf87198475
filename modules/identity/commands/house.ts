import { z } from "zod";
import { command, isId, isLocale, on } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { accountById, emailIndex, nikIndex, openEmail } from "../account.ts";
import { sessionMs } from "../doorman.ts";
import type { IdentityTables, PendingKind } from "../tables.ts";

// What only this room does, told by its own commands: strangers have no rights on these tables.

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
const id = z.string().refine(isId);

/** Begins something that must be finished within minutes; what it carries is sealed. */
export const openPending = command({
  name: "identity.open-pending",
  internal: true,
  input: z.object({
    hash,
    kind: z.custom<PendingKind>(),
    account: id.nullable(),
    content: z.record(z.string(), z.string()),
    minutes: z.number().int().min(1).max(1440),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, { hash: key, kind, account, content, minutes }) {
    const subject = newId();
    const sealed =
      Object.keys(content).length > 0
        ? await world.secrets.seal(tx, subject, "identity.pending.sealed", JSON.stringify(content))
        : null;
    await on<IdentityTables>(tx)
      .insertInto("identity.pending")
      .values({
        hash: bytes(key),
        kind,
        account,
        sealed,
        subject,
        tries: 0,
        expires_at: new Date(now.getTime() + minutes * 60_000),
      })
      .execute();
    return { result: null, subject };
  },
});

/** What was begun is over: it opens nothing again. */
export const closePending = command({
  name: "identity.close-pending",
  internal: true,
  input: z.object({ hash }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx }, { hash: key }) {
    const gone = await on<IdentityTables>(tx)
      .deleteFrom("identity.pending")
      .where("hash", "=", bytes(key))
      .returning("subject")
      .execute();
    for (const { subject } of gone) await world.secrets.shred(tx, subject);
    return { result: gone.length > 0, subject: gone[0]?.subject ?? "" };
  },
});

/** Opens a session after a second factor; tells the owner when the browser is a new one. */
export const openSession = command({
  name: "identity.open-session",
  internal: true,
  input: z.object({
    hash,
    account: id,
    device: z.string().max(100),
    deviceHash: hash.nullable(),
    notify: z.boolean().default(true),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId, tell }, input) {
    const session = newId();
    await on<IdentityTables>(tx)
      .insertInto("identity.session")
      .values({
        hash: bytes(input.hash),
        id: session,
        account: input.account,
        hat: "citizen",
        mandate: null,
        officer: null,
        assurance: 2,
        stepped_up_at: null,
        device: input.device,
        kind: "session",
        created_at: now,
        seen_at: now,
        expires_at: new Date(now.getTime() + sessionMs),
        revoked_at: null,
      })
      .execute();
    const device = input.deviceHash && bytes(input.deviceHash);
    const known =
      device &&
      (await on<IdentityTables>(tx)
        .selectFrom("identity.device")
        .select("hash")
        .where("account", "=", input.account)
        .where("hash", "=", device)
        .executeTakeFirst());
    if (device) {
      await on<IdentityTables>(tx)
        .insertInto("identity.device")
        .values({ account: input.account, hash: device, seen_at: now })
        .onConflict((c) => c.columns(["account", "hash"]).doUpdateSet({ seen_at: now }))
        .execute();
    }
    const account = await accountById(tx, input.account);
    if (account && !known && input.notify) {
      const words = (locale: "id" | "en", key: string) =>
        world.words.say(locale)(key, { device: input.device, when: now });
      await tell(sendMessage, {
        toPerson: account.person,
        email: await openEmail(world, tx, account),
        locale: account.locale,
        kind: "new-device",
        link: "/akun",
        title: { id: words("id", "identity.new-device.title"), en: words("en", "identity.new-device.title") },
        body: { id: words("id", "identity.new-device.body"), en: words("en", "identity.new-device.body") },
      });
    }
    return { result: null, facts: [{ name: "identity.signed-in", subject: input.account }], subject: session };
  },
});

/** A new account, bound to a person of the population register. */
export const openAccount = command({
  name: "identity.open-account",
  internal: true,
  input: z.object({
    person: id,
    name: z.string().max(200),
    nik: z.string(),
    email: z.email().max(200),
    locale: z.string().refine(isLocale),
    passwordHash: z.string(),
    totpSecret: z.string().nullable(),
    id: id.optional(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, newId }, input) {
    const account = input.id ?? newId();
    await on<IdentityTables>(tx)
      .insertInto("identity.account")
      .values({
        id: account,
        person: input.person,
        name: input.name,
        locale: input.locale,
        password_hash: input.passwordHash,
        totp_step: 0n,
        state: "active",
        created_at: now,
        email: await world.secrets.seal(tx, account, "identity.account.email", input.email),
        email_index: emailIndex(world, input.email),
        nik_index: nikIndex(world, input.nik),
        totp_secret:
          input.totpSecret === null
            ? null
            : await world.secrets.seal(tx, account, "identity.account.totp_secret", input.totpSecret),
      })
      .execute();
    return {
      result: { account },
      facts: [{ name: "identity.account-opened", subject: account }],
      about: [input.person],
    };
  },
});

/** A code was used: it and those before it open nothing again. */
export const useTotpStep = command({
  name: "identity.use-totp-step",
  internal: true,
  input: z.object({ account: id, step: z.number().int() }),
  allow: [{ hat: "system" }],
  async carryOut({ tx }, { account, step }) {
    const used = await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({ totp_step: BigInt(step) })
      .where("id", "=", account)
      .where("totp_step", "<", BigInt(step))
      .returning("id")
      .execute();
    return { result: used.length === 1, subject: account };
  },
});

export const useRecoveryCode = command({
  name: "identity.use-recovery-code",
  internal: true,
  input: z.object({ account: id, hash }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { account, hash: code }) {
    const used = await on<IdentityTables>(tx)
      .updateTable("identity.recovery_code")
      .set({ used_at: now })
      .where("account", "=", account)
      .where("hash", "=", bytes(code))
      .where("used_at", "is", null)
      .returning("hash")
      .execute();
    return {
      result: used.length === 1,
      facts: used.length ? [{ name: "identity.recovery-code-used", subject: account }] : [],
      subject: account,
    };
  },
});
