import { createPublicKey, type KeyObject } from "node:crypto";
import type { Actor, World } from "../../kernel/index.ts";
import { stranger } from "../../kernel/index.ts";
import type { ClientRow } from "./client.ts";
import { openKeys } from "./keystore.ts";
import { issuerOf } from "./provider/open.ts";

/** Whose token it is: a system in force, with what it may do at the audience that was asked about. */
export interface TokenHolder {
  actor: Actor;
  client: string;
  member: string;
  system: string;
  scopes: string[];
  /** The thumbprint of the key that the token is bound to, when it is (RFC 9449). */
  boundTo: string | null;
  expiresAt: Date;
}

const keys = new WeakMap<World, Map<string, KeyObject>>();

async function keyNamed(world: World, kid: string): Promise<KeyObject | undefined> {
  const known = keys.get(world)?.get(kid);
  if (known) return known;
  const all = await openKeys(world);
  const made = new Map(
    all.map(({ kid: of, kty, crv, x, y }) => [
      of,
      createPublicKey({ key: { kty, crv, x, y } as never, format: "jwk" }),
    ]),
  );
  keys.set(world, made);
  return made.get(kid);
}

/**
 * Who holds an access token that a machine shows (RFC 9068), or null when it is not one of ours, is over, is meant for
 * another audience, or its system is no longer in force. Looks at the register each time: a suspension counts at once.
 */
export async function tokenHolder(world: World, jwt: string, audience: string): Promise<TokenHolder | null> {
  if (jwt.length > 4096) return null;
  const { jwtVerify } = await import("jose");
  const verified = await jwtVerify(
    jwt,
    async ({ kid }) => {
      const key = kid ? await keyNamed(world, kid) : undefined;
      if (!key) throw new Error("unknown key");
      return key;
    },
    {
      issuer: issuerOf(world),
      audience,
      typ: "at+jwt",
      algorithms: ["ES256"],
      clockTolerance: 5,
      requiredClaims: ["exp", "client_id"],
      currentDate: world.clock.now(),
    },
  ).catch(() => null);
  if (!verified) return null;
  const { client_id: client, scope, exp, cnf } = verified.payload as Record<string, unknown>;
  const [row] = await world.database.statement<ClientRow & {}>("select * from signon.clients_of($1)", [[client]]);
  if (row?.kind !== "machine" || !row.member || !row.system) return null;
  return {
    actor: {
      ...stranger,
      hat: "machine",
      machine: { id: row.id, member: row.member, system: row.system, agreement: null },
      assurance: 2,
    },
    client: row.id,
    member: row.member,
    system: row.system,
    scopes: String(scope ?? "")
      .split(" ")
      .filter((one) => row.scopes.includes(one)),
    boundTo: (cnf as { jkt?: string } | undefined)?.jkt ?? null,
    expiresAt: new Date(Number(exp) * 1000),
  };
}
