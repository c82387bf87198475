import { type Government, on, type Text, type Tx } from "../../kernel/index.ts";
import { codesOf, type Risk } from "./codes.ts";
import { type Address, addressOf } from "./person.ts";
import type { BusinessKind, BusinessRoleRow, BusinessRow, RegistryTables } from "./tables.ts";

/** A business as every question shows it. `nib` is 13 digits; days are text. */
export interface Business {
  id: string;
  nib: string;
  name: string;
  kind: BusinessKind;
  kbli: { code: string; title: Text; risk: Risk }[];
  address: Address;
  foundedOn: string;
  status: "active" | "closed";
  owners: { person: string; name: string; role: "owner" | "director"; since: string }[];
}

export const businessFields = ["nib", "name", "kbli", "address", "foundedOn", "owners"] as const;

/** A business with the people behind it: what policy looks at. */
export interface HeldBusiness {
  row: BusinessRow;
  roles: BusinessRoleRow[];
}

export async function heldBusiness(tx: Tx, id: string): Promise<HeldBusiness | null> {
  const [row, roles] = [
    await on<RegistryTables>(tx).selectFrom("registry.business").selectAll().where("id", "=", id).executeTakeFirst(),
    await rolesIn(tx, [id]),
  ];
  return row ? { row, roles } : null;
}

export async function rolesIn(tx: Tx, businesses: readonly string[]): Promise<BusinessRoleRow[]> {
  if (businesses.length === 0) return [];
  return on<RegistryTables>(tx)
    .selectFrom("registry.business_role")
    .selectAll()
    .where("business", "in", businesses)
    .orderBy("since")
    .orderBy("person")
    .execute();
}

export function businessView(government: Government, { row, roles }: HeldBusiness): Business {
  const { activities } = codesOf(government);
  return {
    id: row.id,
    nib: row.nib,
    name: row.name,
    kind: row.kind,
    // A code that has left the list is held for risky until somebody looks.
    kbli: row.kbli.map((code) => activities.get(code) ?? { code, title: code, risk: "high" }),
    address: addressOf(government, row),
    foundedOn: row.founded_on,
    status: row.status,
    owners: roles.map(({ person, name, role, since }) => ({ person, name, role, since })),
  };
}
