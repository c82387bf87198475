import { z } from "zod";
import { isId, type Locale, on, query } from "../../../kernel/index.ts";
import { lookups, readNik, tidyNik } from "../../registry/index.ts";
import { accountById, accountByIdentifier, openEmail } from "../account.ts";
import type { IdentityTables, PendingKind } from "../tables.ts";
import { hashBytes } from "../token.ts";

// What only rooms may ask: nothing here is offered to people.

/**
 * What a sign-in checks against; null when nobody has this identifier. Where records of one person were merged, each of
 * their numbers opens the account that they have now.
 */
export const credentialsOf = query({
  name: "identity.credentials",
  internal: true,
  input: z.object({ identifier: z.string().max(200) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx, ask }, { identifier }) {
    const account = await accountByIdentifier(world, tx, identifier);
    const nik = tidyNik(identifier);
    if (account || readNik(nik) === null) return account;
    const { people } = await ask(lookups.holdersByNumber, { niks: [nik], nibs: [] });
    const person = people[0]?.[1];
    const found = person ? await ask(accountOfPerson, { person }) : null;
    return found?.state === "active" ? found : null;
  },
});

/** Whether this account was used from this browser before. */
export const knowsDevice = query({
  name: "identity.knows-device",
  internal: true,
  input: z.object({ account: z.string().refine(isId), hash: z.string() }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  answer: async ({ tx }, { account, hash }) =>
    (await on<IdentityTables>(tx)
      .selectFrom("identity.device")
      .select("hash")
      .where("account", "=", account)
      .where("hash", "=", hashBytes(hash))
      .executeTakeFirst()) !== undefined,
});

export const accountHeld = query({
  name: "identity.account",
  internal: true,
  input: z.object({ id: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  answer: ({ tx }, { id }) => accountById(tx, id),
});

export const accountOfPerson = query({
  name: "identity.account-of-person",
  internal: true,
  input: z.object({ person: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  answer: async ({ tx }, { person }) =>
    (await on<IdentityTables>(tx)
      .selectFrom("identity.account")
      .selectAll()
      .where("person", "=", person)
      .executeTakeFirst()) ?? null,
});

/** Something begun and not yet over, with what was sealed in it. */
export const pendingOf = query({
  name: "identity.pending",
  internal: true,
  input: z.object({ hash: z.string(), kind: z.custom<PendingKind>() }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx, now }, { hash, kind }) {
    const row = await on<IdentityTables>(tx)
      .selectFrom("identity.pending")
      .selectAll()
      .where("hash", "=", hashBytes(hash))
      .where("kind", "=", kind)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    if (!row) return null;
    const opened = row.sealed && (await world.secrets.open(tx, row.subject, "identity.pending.sealed", row.sealed));
    return {
      account: row.account,
      subject: row.subject,
      content: opened ? (JSON.parse(opened) as Record<string, string>) : {},
    };
  },
});

/** The TOTP secret and last used step of an account. */
export const totpOf = query({
  name: "identity.totp",
  internal: true,
  input: z.object({ account: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx }, { account }) {
    const row = await accountById(tx, account);
    const secret =
      row?.totp_secret && (await world.secrets.open(tx, account, "identity.account.totp_secret", row.totp_secret));
    return secret ? { secret, step: Number(row.totp_step) } : null;
  },
});

/** Where a person gets mail, and in which language; null without an account. For rooms that send messages. */
export const contactOf = query({
  name: "identity.contact",
  internal: true,
  input: z.object({ person: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "notice" }],
  async answer({ world, tx }, { person }): Promise<{ email: string | null; locale: Locale } | null> {
    const row = await on<IdentityTables>(tx)
      .selectFrom("identity.account")
      .selectAll()
      .where("person", "=", person)
      .where("state", "=", "active")
      .executeTakeFirst();
    return row ? { email: await openEmail(world, tx, row), locale: row.locale } : null;
  },
});

export const emailOf = query({
  name: "identity.email",
  internal: true,
  input: z.object({ id: z.string().refine(isId) }),
  allow: [{ hat: "system", purpose: "identity-check" }],
  async answer({ world, tx }, { id }) {
    const row = await accountById(tx, id);
    return row && openEmail(world, tx, row);
  },
});

/** Whose these accounts are. For rooms that look into what officers did; only ids and names of staff leave. */
export const holdersOf = query({
  name: "identity.holders",
  internal: true,
  input: z.object({ accounts: z.array(z.string().refine(isId)).max(5000) }).strict(),
  allow: [{ hat: "system", purpose: "rights" }],
  answer: ({ tx }, { accounts }) =>
    tx.query<{ account: string; person: string; name: string }>(
      "select id as account, person, name from identity.account where id = any($1::uuid[])",
      [accounts],
    ),
});
