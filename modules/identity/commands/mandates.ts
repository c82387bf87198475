import { z } from "zod";
import { command, isId, on, refuse, refuseFields, relation } from "../../../kernel/index.ts";
import { sendMessage } from "../../messages/index.ts";
import { businessById, nikSchema, personById, personByNik } from "../../registry/index.ts";
import { contactOf } from "../queries/house.ts";
import type { IdentityTables, MandateRow, Scope } from "../tables.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const scope = z.enum(["apply", "pay", "manage"]);

const manages = relation<unknown>(
  "manager of the business",
  (actor) => actor.business?.scopes.includes("manage") ?? false,
);
const grantee = relation<MandateRow>("grantee", (actor, mandate) => mandate.person === actor.person);
const held = async (
  { tx }: { tx: Parameters<typeof on>[0] },
  { id: mandate }: { id: string },
): Promise<MandateRow | null> =>
  (await on<IdentityTables>(tx)
    .selectFrom("identity.mandate")
    .selectAll()
    .where("id", "=", mandate)
    .executeTakeFirst()) ?? null;

/** The owner that the register knows takes up the business: the first mandate, with every scope. */
export const claimBusiness = command({
  name: "identity.claim-business",
  input: z.object({ business: id }).strict(),
  allow: [{ hat: "citizen", assurance: 2 }],
  async carryOut({ actor, newId, ask, askAsRoom, tell }, { business }) {
    const record = await ask(businessById, { id: business });
    const owner = record.owners.find((one) => one.person === actor.person);
    if (!owner) refuse("not-found", "kernel.refusal.not-found");
    const person = await askAsRoom(personById, { id: actor.person! });
    const mandate = newId();
    await tell(keepMandate, {
      id: mandate,
      business,
      businessName: record.name,
      person: actor.person!,
      personName: person.name,
      role: owner.role,
      scopes: ["apply", "pay", "manage"],
      until: null,
      grantedBy: actor.person!,
      accepted: true,
    });
    return { result: { mandate }, facts: [{ name: "identity.mandate-granted", subject: mandate }] };
  },
});

/** Lets another citizen act for the business: for what, and until when. Takes effect once they accept. */
export const grantMandate = command({
  name: "identity.grant-mandate",
  input: z
    .object({
      nik: nikSchema,
      role: z.enum(["director", "staff"]),
      scopes: z.array(scope).min(1, "identity.fault.scopes").max(3),
      until: z.iso.date("kernel.fault.format").nullable(),
    })
    .strict(),
  allow: [{ hat: "business", relation: manages, assurance: 3 }],
  async carryOut({ world, actor, now, newId, askAsRoom, tell }, { nik, role, scopes, until }) {
    await world.patience.knock("grant-mandate", actor.account!, { times: 20, seconds: 3600 });
    if (until !== null && until < world.calendar.today(now))
      refuseFields([{ path: "until.day", messageKey: "identity.fault.past" }]);
    const business = actor.business!;
    // Nobody hands on more than they hold.
    if (!scopes.every((one) => business.scopes.includes(one)))
      refuseFields([{ path: "scopes", messageKey: "identity.fault.scopes-own" }]);
    const person = await askAsRoom(personByNik, { nik });
    const mandate = newId();
    // Nobody learns here whether a NIK exists: an unknown one is simply never accepted.
    if (!person) return { result: { mandate }, subject: business.id };
    await tell(keepMandate, {
      id: mandate,
      business: business.id,
      businessName: business.name,
      person: person.id,
      personName: person.name,
      role,
      scopes,
      until,
      grantedBy: actor.person!,
      accepted: false,
    });
    const contact = await askAsRoom(contactOf, { person: person.id });
    const words = (locale: "id" | "en", part: string) =>
      world.words.say(locale)(`identity.mandate.message.${part}`, { business: business.name });
    await tell(sendMessage, {
      toPerson: person.id,
      email: contact?.email ?? null,
      locale: contact?.locale ?? "id",
      kind: "mandate",
      link: "/akun/mandat",
      title: { id: words("id", "title"), en: words("en", "title") },
      body: { id: words("id", "body"), en: words("en", "body") },
    });
    return {
      result: { mandate },
      facts: [{ name: "identity.mandate-granted", subject: mandate, body: { scopes } }],
      about: [person.id],
    };
  },
});

/** Writes a mandate down. One that has run out makes room for a new one. */
export const keepMandate = command({
  name: "identity.keep-mandate",
  internal: true,
  input: z.object({
    id,
    business: id,
    businessName: z.string(),
    person: id,
    personName: z.string(),
    role: z.enum(["owner", "director", "staff"]),
    scopes: z.array(scope),
    until: z.string().nullable(),
    grantedBy: id,
    accepted: z.boolean(),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, given) {
    await on<IdentityTables>(tx)
      .updateTable("identity.mandate")
      .set({ revoked_at: now })
      .where("business", "=", given.business)
      .where("person", "=", given.person)
      .where("revoked_at", "is", null)
      .where("until", "<", world.calendar.today(now))
      .execute();
    await on<IdentityTables>(tx)
      .insertInto("identity.mandate")
      .values({
        id: given.id,
        business: given.business,
        business_name: given.businessName,
        person: given.person,
        person_name: given.personName,
        role: given.role,
        scopes: given.scopes as Scope[],
        until: given.until,
        granted_by: given.grantedBy,
        granted_at: now,
        accepted_at: given.accepted ? now : null,
        revoked_at: null,
      })
      .execute();
    return { result: null, subject: given.id };
  },
});

/** The grantee takes the mandate up. */
export const acceptMandate = command({
  name: "identity.accept-mandate",
  input: z.object({ id }).strict(),
  load: held,
  allow: [{ hat: "citizen", relation: grantee, assurance: 2 }],
  async carryOut({ world, tx, now }, { id: mandate }, row) {
    if (row.revoked_at || (row.until && row.until < world.calendar.today(now)))
      refuse("conflict", "identity.refusal.mandate-over");
    await on<IdentityTables>(tx)
      .updateTable("identity.mandate")
      .set({ accepted_at: now })
      .where("id", "=", mandate)
      .where("accepted_at", "is", null)
      .execute();
    return { result: null, facts: [{ name: "identity.mandate-accepted", subject: mandate }] };
  },
});

/** Takes a mandate back, or lays it down. It opens nothing from the next request on. */
export const revokeMandate = command({
  name: "identity.revoke-mandate",
  input: z.object({ id }).strict(),
  load: held,
  allow: [
    {
      hat: "business",
      relation: relation<MandateRow>(
        "manager of the business",
        (actor, row) =>
          row.business === actor.business?.id && row.role !== "owner" && actor.business.scopes.includes("manage"),
      ),
      assurance: 2,
    },
    { hat: "citizen", relation: grantee, assurance: 2 },
  ],
  async carryOut({ tx, now }, { id: mandate }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.mandate")
      .set({ revoked_at: now })
      .where("id", "=", mandate)
      .where("revoked_at", "is", null)
      .execute();
    return { result: null, facts: [{ name: "identity.mandate-revoked", subject: mandate }] };
  },
});
