import { z } from "zod";
import { type CommandContext, command, officeOf, on, refuse, refuseFields, type Tx } from "../../../kernel/index.ts";
import { nikSchema, personByNik } from "../../registry/index.ts";
import { tellOwner } from "../notice.ts";
import { accountOfPerson } from "../queries/house.ts";
import type { AccountRow, IdentityTables } from "../tables.ts";
import { keepOfficer } from "./officers.ts";

export const firstDuties = ["administrator", "approver"] as const;
/** Who proposes where nobody holds a duty yet: whoever keeps the machine, who has no account. */
const operator = "00000000-0000-0000-0000-000000000000";

/**
 * Gives the first administrator and the first approver their duty, from the machine itself. Where somebody holds it,
 * only those in office appoint; where everybody has lost it, this is the way back. Two people are needed, as always.
 */
export const appointFirst = command({
  name: "identity.appoint-first",
  internal: true,
  input: z
    .object({
      nik: nikSchema,
      agency: z.string().max(60),
      office: z.string().max(60),
      role: z.enum(firstDuties),
    })
    .strict(),
  allow: [{ hat: "system", purpose: "administration" }],
  async carryOut(context, { nik, agency, office, role }) {
    const { world, tx, now, tell } = context;
    if (!officeOf(world.government, agency, office))
      refuseFields([{ path: "office", messageKey: "identity.fault.office" }]);
    // Two of these at once: the second sees what the first did.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('identity.appoint-first', 0))");
    const [holder] = await holders(tx, role);
    if (holder) refuse("conflict", `identity.refusal.first-${role}`, { office: `${holder.agency}/${holder.office}` });
    const account = await accountToTrust(context, nik);
    const other = firstDuties.find((duty) => duty !== role)!;
    if ((await holders(tx, other)).some((one) => one.account === account.id))
      refuse("conflict", "identity.refusal.first-two-people");
    const { officer } = await tell(keepOfficer, {
      account: account.id,
      name: account.name,
      agency,
      office,
      roles: [role],
      by: operator,
      approved: true,
    });
    // It may have been proposed before, and waited for a second person whom nobody could be.
    await on<IdentityTables>(tx)
      .updateTable("identity.officer_role")
      .set({ approved_by: operator, approved_at: now })
      .where("officer", "=", officer)
      .where("role", "=", role)
      .where("withdrawn_at", "is", null)
      .where("approved_at", "is", null)
      .execute();
    await on<IdentityTables>(tx)
      .updateTable("identity.officer")
      .set({ state: "active" })
      .where("id", "=", officer)
      .execute();
    await tellOwner(context, account.id, `first-${role}`);
    return {
      result: { officer },
      facts: [{ name: "identity.officer-appointed", subject: officer, body: { agency, office, roles: [role] } }],
      about: [account.person],
    };
  },
});

/** Those who hold this duty now, at an office where they may work. */
export const holders = (tx: Tx, role: string) =>
  on<IdentityTables>(tx)
    .selectFrom("identity.officer_role as r")
    .innerJoin("identity.officer as o", "o.id", "r.officer")
    .innerJoin("identity.account as a", "a.id", "o.account")
    .select(["o.account", "o.agency", "o.office"])
    .where("r.role", "=", role)
    .where("r.approved_at", "is not", null)
    .where("r.withdrawn_at", "is", null)
    .where("o.state", "=", "active")
    .where("a.state", "=", "active")
    .execute();

/** The person's own account, finished: one that a password alone still opens is not given power. */
async function accountToTrust({ askAsRoom, tx }: CommandContext, nik: string): Promise<AccountRow> {
  const person = await askAsRoom(personByNik, { nik });
  if (!person || person.diedOn) refuse("not-found", "identity.refusal.no-person");
  const account = await askAsRoom(accountOfPerson, { person: person.id });
  if (account?.state !== "active") refuse("not-found", "identity.fault.no-account");
  const [passkey] = await tx.query("select 1 from identity.passkey where account = $1 limit 1", [account.id]);
  if (!account.totp_secret && !passkey) refuse("conflict", "identity.fault.no-second-factor");
  return account;
}
