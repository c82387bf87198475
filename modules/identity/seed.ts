import { z } from "zod";
import { act, ask, governmentFile, roles, systemActor, textIn, textSchema, type World } from "../../kernel/index.ts";
import { businessesOfPerson, personById } from "../registry/index.ts";
import { keepMandate } from "./commands/mandates.ts";
import { keepOfficer } from "./commands/officers.ts";
import { openAccount } from "./commands/open-account.ts";
import { keepToken } from "./commands/tokens.ts";
import { accountOfPerson, credentialsOf } from "./queries/house.ts";
import { hashPassword } from "./secret.ts";
import { hashText, newToken } from "./token.ts";

const DemoAccounts = z.array(
  z
    .object({
      key: z.string(),
      person: z.string(),
      label: textSchema,
      email: z.email(),
      business: z.boolean().default(false),
      /** "agency/office" and the duties there. */
      offices: z.record(z.string().regex(/^[a-z-]+\/[a-z-]+$/), z.array(z.enum(roles)).min(1)).default({}),
    })
    .strict(),
);

type DemoAccountFile = z.output<typeof DemoAccounts>[number];

/** One line of the demo's table. */
export interface DemoAccount {
  key: string;
  label: string;
  name: string;
  identifier: string;
  password: string;
  totpSecret: string;
  hat: "citizen" | "business" | "officer";
  /** Where an officer is listed: the agency of the first office. */
  agency: string | null;
}

const room = systemActor("identity");
const accounts = governmentFile("people/accounts.yaml", DemoAccounts);
/** Of use to the example alone. */
export const accountsFile = { ...accounts, optional: true };
const list = (world: World) => accounts.of(world.government);

/** Passwords and secrets of the demo: made for this installation from its own master key, so that they are the same at each start and kept nowhere. */
function secretsOf(world: World, key: string): { password: string; totpSecret: string } {
  const words = world.secrets.kms.mac("demo-password", key).toString("base64url").replace(/[-_]/g, "").slice(0, 14);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const totpSecret = [...world.secrets.kms.mac("demo-totp", key).subarray(0, 32)]
    .map((byte) => alphabet[byte & 31])
    .join("");
  return { password: words, totpSecret };
}

/** Opens the demo's accounts for its known people, with their mandates and duties. A second run does nothing. */
export async function seedAccounts(world: World, personIds: ReadonlyMap<string, string>): Promise<void> {
  const missing: { demo: DemoAccountFile; personId: string }[] = [];
  for (const demo of list(world)) {
    const personId = personIds.get(demo.person);
    if (!personId) throw new Error(`people/accounts.yaml: nobody has the key "${demo.person}"`);
    if (!(await ask(world, room, accountOfPerson, { person: personId }))) missing.push({ demo, personId });
  }
  // The hashes are what takes long: they are made beside each other.
  const hashes = await Promise.all(missing.map(({ demo }) => hashPassword(secretsOf(world, demo.key).password)));
  for (const [i, { demo, personId }] of missing.entries()) {
    const person = await ask(world, room, personById, { id: personId });
    const { account } = await act(world, room, openAccount, {
      person: personId,
      name: person.name,
      nik: person.nik!,
      email: demo.email,
      locale: "id",
      passwordHash: hashes[i]!,
      totpSecret: secretsOf(world, demo.key).totpSecret,
    });
    if (demo.business) {
      for (const business of await ask(world, room, businessesOfPerson, { person: personId })) {
        await act(world, room, keepMandate, {
          id: world.newId(),
          business: business.id,
          businessName: business.name,
          person: personId,
          personName: person.name,
          role: "owner",
          scopes: ["apply", "pay", "manage"],
          until: null,
          grantedBy: personId,
          accepted: true,
        });
      }
    }
    for (const [place, duties] of Object.entries(demo.offices)) {
      const [agency = "", office = ""] = place.split("/");
      await act(world, room, keepOfficer, {
        account,
        name: person.name,
        agency,
        office,
        roles: duties,
        by: account,
        approved: true,
      });
    }
  }
}

/** The demo's table: who can sign in, and how. */
export async function demoAccounts(world: World): Promise<DemoAccount[]> {
  const accounts: DemoAccount[] = [];
  for (const { key, label, email, offices, business } of list(world)) {
    const [place] = Object.keys(offices);
    const account = await ask(world, room, credentialsOf, { identifier: email });
    accounts.push({
      key,
      label: textIn(label, "id"),
      name: account?.name ?? "",
      identifier: email,
      ...secretsOf(world, key),
      agency: world.government.agencies.find(({ code }) => place?.startsWith(`${code}/`))?.short ?? null,
      hat: place ? "officer" : business ? "business" : "citizen",
    });
  }
  return accounts;
}

/** A bearer token for scripts; only its hash is kept. `steppedUp` lets a script sign and pay, for load tests. */
export async function issueToken(
  world: World,
  identifier: string,
  options: { hat: "citizen" | "business" | "officer"; days: number; steppedUp?: boolean },
): Promise<string> {
  const token = newToken();
  await act(world, room, keepToken, { identifier, ...options, hash: hashText(token) }, { via: "cli" });
  return token;
}
