import { createPublicKey } from "node:crypto";
import { type CommandContext, refuse, textIn, type World } from "../../kernel/index.ts";
import { registerMachine } from "../signon/index.ts";
import { exchangeOf } from "./settings.ts";
import type { KeyRow, SystemRow } from "./tables.ts";

/** For whom a token must be made out that is shown at the gateway. */
export const gatewayAudience = ({ config }: World): string => new URL("/exchange/v1", config.PUBLIC_URL).href;

/**
 * Tells the sign-on which keys a system signs in with: those by which it signs its messages, so that one key taken back is taken
 * back everywhere. Keys that the house holds are not among them: nobody there could make an assertion with one. Null when none is left.
 */
export async function tellSignOn({ world, tx, tell }: CommandContext, system: SystemRow): Promise<string | null> {
  const rows = await tx.query<Pick<KeyRow, "id" | "public">>(
    "select id, public from exchange.key where system = $1 and revoked_at is null and wrapped is null order by made_at",
    [system.id],
  );
  const keys = rows.map(({ id, public: pem }) => ({
    ...createPublicKey(pem).export({ format: "jwk" }),
    kid: id,
    use: "sig",
  }));
  if (keys.length === 0) return null;
  const { client } = await tell(registerMachine, {
    member: `${system.instance}/${system.member_class}/${system.member}`,
    system: system.system,
    agency: system.agency ?? exchangeOf(world.government).operator,
    name: textIn(system.name, "id"),
    keys: { keys },
    audiences: [gatewayAudience(world)],
    scopes: ["exchange"],
    purpose: "Pertukaran data menurut kesepakatan",
    basis: "Kesepakatan pertukaran data yang berlaku",
  });
  return client;
}

/** After its keys changed: what the sign-on knows follows, and a system without a key of its own signs in no more. */
export async function followKeys(context: CommandContext, system: SystemRow): Promise<void> {
  if (system.client === null || (await tellSignOn(context, system))) return;
  await context.tx.query("update exchange.system set client = null where id = $1", [system.id]);
}

/** The system's client at the sign-on from now on. */
export async function openSignIn(context: CommandContext, system: SystemRow): Promise<string> {
  if (system.state !== "active") refuse("conflict", "exchange.refusal.not-active");
  const client = await tellSignOn(context, system);
  if (!client) refuse("conflict", "exchange.refusal.no-own-key");
  return client;
}
