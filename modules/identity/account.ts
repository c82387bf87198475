import { on, type Tx, type World } from "../../kernel/index.ts";
import { tidyNik } from "../registry/index.ts";
import type { AccountRow, IdentityTables } from "./tables.ts";

export const emailIndex = (world: World, email: string): Buffer =>
  world.secrets.blindIndex("identity.account.email", email.trim().toLowerCase());
export const nikIndex = (world: World, nik: string): Buffer => world.secrets.blindIndex("identity.account.nik", nik);

/** The account of an e-mail address or a NIK. Runs as the house: row security hides accounts from strangers. */
export async function accountByIdentifier(world: World, tx: Tx, identifier: string): Promise<AccountRow | null> {
  const accounts = on<IdentityTables>(tx).selectFrom("identity.account").selectAll().where("state", "=", "active");
  const found = identifier.includes("@")
    ? accounts.where("email_index", "=", emailIndex(world, identifier))
    : accounts.where("nik_index", "=", nikIndex(world, tidyNik(identifier)));
  return (await found.executeTakeFirst()) ?? null;
}

export async function accountById(tx: Tx, id: string): Promise<AccountRow | null> {
  return (
    (await on<IdentityTables>(tx).selectFrom("identity.account").selectAll().where("id", "=", id).executeTakeFirst()) ??
    null
  );
}

export const openEmail = (world: World, tx: Tx, account: AccountRow): Promise<string | null> =>
  world.secrets.open(tx, account.id, "identity.account.email", account.email);
