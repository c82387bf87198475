import { z } from "zod";
import {
  command,
  isId,
  officeOf,
  on,
  type Role,
  refuse,
  refuseFields,
  relation,
  roles,
} from "../../../kernel/index.ts";
import { nikSchema, personByNik } from "../../registry/index.ts";
import { accountOfPerson } from "../queries/house.ts";
import type { IdentityTables, OfficerRoleRow, OfficerRow } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const role = z.enum(roles);
/** Duties that give power over others or over money: a second person must agree. */
export const powerful: readonly Role[] = ["head", "auditor", "administrator", "approver", "finance"];

/** Makes a citizen an officer of an office, or gives an officer another duty. Powerful duties wait for a second person. */
export const appointOfficer = command({
  name: "identity.appoint-officer",
  input: z
    .object({
      nik: nikSchema,
      agency: z.string().max(60),
      office: z.string().max(60),
      roles: z.array(role).min(1, "identity.fault.roles").max(20),
    })
    .strict(),
  allow: [{ hat: "officer", roles: ["administrator"], assurance: 3, purpose: "administration" }],
  async carryOut({ world, actor, askAsRoom, tell }, { nik, agency, office, roles: duties }) {
    if (!officeOf(world.government, agency, office))
      refuseFields([{ path: "office", messageKey: "identity.fault.office" }]);
    const person = await askAsRoom(personByNik, { nik });
    const account = person && (await askAsRoom(accountOfPerson, { person: person.id }));
    if (!account) refuseFields([{ path: "nik", messageKey: "identity.fault.no-account" }]);
    // Nobody gives themselves power, with or without a second person.
    if (account.id === actor.account && duties.some((duty) => powerful.includes(duty)))
      refuse("not-allowed", "identity.refusal.own-power");
    const { officer } = await tell(keepOfficer, {
      account: account.id,
      name: account.name,
      agency,
      office,
      roles: duties,
      by: actor.account!,
      approved: false,
    });
    return {
      result: { officer },
      facts: [{ name: "identity.officer-appointed", subject: officer, body: { agency, office, roles: duties } }],
      about: [account.person],
    };
  },
});

export const keepOfficer = command({
  name: "identity.keep-officer",
  internal: true,
  input: z.object({
    account: id,
    name: z.string(),
    agency: z.string(),
    office: z.string(),
    roles: z.array(role),
    by: id,
    approved: z.boolean(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now, newId }, { account, name, agency, office, roles: duties, by, approved }) {
    const officers = on<IdentityTables>(tx);
    const known = await officers
      .selectFrom("identity.officer")
      .select("id")
      .where("account", "=", account)
      .where("agency", "=", agency)
      .where("office", "=", office)
      .executeTakeFirst();
    const officer = known?.id ?? newId();
    if (!known)
      await officers
        .insertInto("identity.officer")
        .values({ id: officer, account, name, agency, office, state: "active", appointed_by: by, appointed_at: now })
        .execute();
    for (const duty of duties) {
      const takesEffect = approved || !powerful.includes(duty);
      await officers
        .insertInto("identity.officer_role")
        .values({
          id: newId(),
          officer,
          role: duty,
          proposed_by: by,
          proposed_at: now,
          approved_by: takesEffect ? by : null,
          approved_at: takesEffect ? now : null,
          withdrawn_at: null,
        })
        .onConflict((c) => c.columns(["officer", "role"]).where("withdrawn_at", "is", null).doNothing())
        .execute();
    }
    return { result: { officer }, subject: officer };
  },
});

type HeldRole = OfficerRoleRow & { account: string };
const heldRole = async (
  { tx }: { tx: Parameters<typeof on>[0] },
  { id: given }: { id: string },
): Promise<HeldRole | null> =>
  (await on<IdentityTables>(tx)
    .selectFrom("identity.officer_role as r")
    .innerJoin("identity.officer as o", "o.id", "r.officer")
    .selectAll("r")
    .select("o.account")
    .where("r.id", "=", given)
    .executeTakeFirst()) ?? null;
const secondPerson = relation<HeldRole>(
  "second person",
  (actor, row) => row.proposed_by !== actor.account && row.account !== actor.account,
);

/** The second person agrees to a powerful duty: neither who proposed it nor who gets it. */
export const approveRole = command({
  name: "identity.approve-role",
  input: z.object({ id }).strict(),
  load: heldRole,
  allow: [
    {
      hat: "officer",
      roles: ["approver", "administrator"],
      relation: secondPerson,
      assurance: 3,
      purpose: "administration",
    },
  ],
  async carryOut({ tx, actor, now }, { id: given }, row) {
    if (row.approved_at || row.withdrawn_at) refuse("conflict", "identity.refusal.role-settled");
    await on<IdentityTables>(tx)
      .updateTable("identity.officer_role")
      .set({ approved_by: actor.account, approved_at: now })
      .where("id", "=", given)
      .execute();
    return {
      result: null,
      facts: [{ name: "identity.role-approved", subject: row.officer, body: { role: row.role } }],
    };
  },
});

/** Takes a duty away at once: taking power away needs no second person. */
export const withdrawRole = command({
  name: "identity.withdraw-role",
  input: z.object({ id }).strict(),
  load: heldRole,
  allow: [{ hat: "officer", roles: ["administrator", "approver"], assurance: 3, purpose: "administration" }],
  async carryOut({ tx, now }, { id: given }, row) {
    await on<IdentityTables>(tx)
      .updateTable("identity.officer_role")
      .set({ withdrawn_at: now })
      .where("id", "=", given)
      .where("withdrawn_at", "is", null)
      .execute();
    return {
      result: null,
      facts: [{ name: "identity.role-withdrawn", subject: row.officer, body: { role: row.role } }],
    };
  },
});

/** Suspends an officer, or lets them work again. A suspended one's sessions at that office end with the next request. */
export const suspendOfficer = command({
  name: "identity.suspend-officer",
  input: z.object({ id, state: z.enum(["active", "suspended"]) }).strict(),
  load: async ({ tx }, { id: given }): Promise<OfficerRow | null> =>
    (await on<IdentityTables>(tx)
      .selectFrom("identity.officer")
      .selectAll()
      .where("id", "=", given)
      .executeTakeFirst()) ?? null,
  allow: [
    {
      hat: "officer",
      roles: ["administrator"],
      relation: relation<OfficerRow>("not the officer", (actor, row) => row.account !== actor.account),
      assurance: 3,
      purpose: "administration",
    },
  ],
  async carryOut({ tx }, { id: given, state }) {
    await on<IdentityTables>(tx).updateTable("identity.officer").set({ state }).where("id", "=", given).execute();
    return {
      result: null,
      facts: [
        { name: state === "active" ? "identity.officer-reinstated" : "identity.officer-suspended", subject: given },
      ],
    };
  },
});
