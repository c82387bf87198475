import {
  type CommandContext,
  type Outcome,
  on,
  refuse,
  refuseFields,
  type Tx,
  type World,
} from "../../kernel/index.ts";
import { codesOf } from "./codes.ts";
import { composeNib } from "./nib.ts";
import type { BusinessKind, PersonRow, RegistryTables } from "./tables.ts";

/** Active businesses one person may own: enough for anyone who is a micro business. */
const mostOwned = 10;

/** What is known of a business when it enters the register. */
interface NewBusiness {
  name: string;
  kind: BusinessKind;
  kbli: readonly string[];
  address: { street: string; rt: string; rw: string; village: string };
  foundedOn: string;
}

/** Enters a business with its owner, or its director when it is a company, and gives it a number (NIB). */
export async function enterBusiness(
  { world, tx, now, newId }: CommandContext,
  owner: Pick<PersonRow, "id" | "name">,
  { name, kind, kbli, address, foundedOn }: NewBusiness,
): Promise<Outcome<{ id: string; nib: string }>> {
  check(world, kbli, address.village, foundedOn, now);
  await roomForOne(tx, owner.id);
  const id = newId();
  const [serial] = await tx.query<{ n: bigint }>("select nextval('registry.nib_serial') as n");
  const { nibPrefix } = codesOf(world.government).registers.businesses;
  const nib = composeNib(nibPrefix, Number(serial!.n));
  await on<RegistryTables>(tx)
    .insertInto("registry.business")
    .values({
      id,
      nib,
      name,
      kind,
      kbli: [...kbli],
      ...address,
      founded_on: foundedOn,
      status: "active",
      recorded_at: now,
    })
    .execute();
  const role = kind === "individual" ? "owner" : "director";
  await on<RegistryTables>(tx)
    .insertInto("registry.business_role")
    .values({ business: id, person: owner.id, role, name: owner.name, since: foundedOn })
    .execute();
  return {
    result: { id, nib },
    facts: [{ name: "registry.business-registered", subject: id, body: { kbli, village: address.village } }],
    about: [owner.id],
  };
}

function check(world: World, kbli: readonly string[], village: string, foundedOn: string, now: Date): void {
  const { activities, places } = codesOf(world.government);
  const faults = kbli.flatMap((code, i) =>
    activities.has(code) && kbli.indexOf(code) === i ? [] : [{ path: `kbli.${i}`, messageKey: "registry.fault.kbli" }],
  );
  if (!places.has(village)) faults.push({ path: "address.village", messageKey: "registry.fault.village" });
  if (foundedOn > world.calendar.today(now)) faults.push({ path: "foundedOn", messageKey: "registry.fault.future" });
  if (faults.length > 0) refuseFields(faults);
}

async function roomForOne(tx: Tx, person: string): Promise<void> {
  // Two registrations by one person wait for each other, so that the limit holds.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`registry.business ${person}`]);
  const [owned] = await tx.query<{ n: number }>(
    `select count(*)::int as n from registry.business_role r join registry.business b on b.id = r.business
     where r.person = $1 and b.status = 'active'`,
    [person],
  );
  if (owned!.n >= mostOwned) refuse("conflict", "registry.refusal.many-businesses", { most: mostOwned });
}
