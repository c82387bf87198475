import { z } from "zod";
import { command, on, refuse, refuseFields, type Tx, type World } from "../../../kernel/index.ts";
import { codesOf } from "../codes.ts";
import { composeNib } from "../nib.ts";
import { daySchema, personRow } from "../person.ts";
import type { RegistryTables } from "../tables.ts";

/** Active businesses one person may own: enough for anyone who is a micro business. */
const mostOwned = 10;
const three = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/, "registry.fault.rt")
  .transform((digits) => digits.padStart(3, "0"));

/** An address as it is typed in; the village by its code. */
export const addressSchema = z
  .object({
    street: z.string().trim().min(3).max(150),
    rt: three,
    rw: three,
    village: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, "registry.fault.village"),
  })
  .strict();

/** A citizen enters their own micro business in the register and gets its number (NIB) at once. */
export const registerBusiness = command({
  name: "registry.register-business",
  input: z
    .object({
      name: z.string().trim().min(3).max(100),
      kbli: z.array(z.string()).min(1).max(5),
      address: addressSchema,
      foundedOn: daySchema,
    })
    .strict(),
  allow: [{ hat: "citizen", assurance: 2 }],
  async carryOut({ world, tx, actor, now, newId }, { name, kbli, address, foundedOn }) {
    const person = actor.person!;
    check(world, kbli, address.village, foundedOn, now);
    const owner = (await personRow(tx, person)) ?? refuse("not-found", "kernel.refusal.not-found");
    await roomForOne(tx, person);
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
        kind: "individual",
        kbli,
        ...address,
        founded_on: foundedOn,
        status: "active",
        recorded_at: now,
      })
      .execute();
    await on<RegistryTables>(tx)
      .insertInto("registry.business_role")
      .values({ business: id, person, role: "owner", name: owner.name, since: foundedOn })
      .execute();
    return {
      result: { id, nib },
      facts: [{ name: "registry.business-registered", subject: id, body: { kbli, village: address.village } }],
      about: [person],
    };
  },
});

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
