import { z } from "zod";
import { type Claim, claims, scopesOf } from "./claims.ts";
import { isLoopback } from "./loopback.ts";

/** A row of signon.client. */
export interface ClientRow {
  id: string;
  kind: "people" | "machine";
  state: "requested" | "active" | "refused" | "suspended";
  agency: string;
  name: string;
  sector: string;
  redirects: string[];
  farewells: string[];
  keys: { keys: Record<string, unknown>[] } | null;
  keys_at: string | null;
  claims: Claim[];
  acts_for: "self" | "either";
  lasting: boolean;
  purpose: string;
  basis: string;
  audiences: string[];
  scopes: string[];
  member: string | null;
  system: string | null;
  requested_by: string | null;
  requested_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  why: string | null;
}

/** https, or plain on the machine itself while a system is being built; nothing hidden in it, no fragment. */
const address = z
  .string()
  .trim()
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    if (!url || url.hash || url.username || url.password || text.includes("*")) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(text));
  }, "signon.fault.address");

const privateParts = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/** Public keys that sign: at least one, none with a private part in it. */
export const keySet = z
  .object({
    keys: z
      .array(z.record(z.string().max(40), z.unknown()))
      .min(1)
      .max(8)
      .refine((keys) => keys.every((key) => ["EC", "OKP", "RSA"].includes(String(key.kty))), "signon.fault.key-kind")
      .refine((keys) => !keys.some((key) => privateParts.some((part) => part in key)), "signon.fault.private-key"),
  })
  .refine((set) => JSON.stringify(set).length <= 16_384, "signon.fault.keys-long");

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

/** What an agency says of a system when it asks to register it. */
export const registration = z
  .object({
    name: words(3, 80),
    redirects: z
      .array(address)
      .max(10)
      .refine((list) => list.length > 0, "kernel.fault.empty"),
    farewells: z.array(address).max(10).default([]),
    keys: keySet.nullable().default(null),
    keysAt: address.nullable().default(null),
    claims: z.array(z.enum(claims)).max(claims.length).default([]),
    actsFor: z.enum(["self", "either"]).default("self"),
    lasting: z.boolean().default(false),
    sector: z
      .string()
      .trim()
      .regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, "signon.fault.sector"),
    purpose: words(10, 300),
    basis: words(5, 300),
  })
  .strict()
  .refine(({ keys, keysAt }) => (keys === null) !== (keysAt === null), {
    path: ["keys"],
    message: "signon.fault.keys-one",
  });

/** A client as the protocol's library reads it. */
export function metadataOf(row: ClientRow): Record<string, unknown> {
  const people = row.kind === "people";
  return {
    client_id: row.id,
    client_name: row.name,
    token_endpoint_auth_method: "private_key_jwt",
    ...(row.keys ? { jwks: row.keys } : { jwks_uri: row.keys_at }),
    grant_types: people ? ["authorization_code", "refresh_token"] : ["client_credentials"],
    response_types: people ? ["code"] : [],
    redirect_uris: people ? row.redirects : [],
    ...(people && {
      response_modes: ["query"],
      post_logout_redirect_uris: row.farewells,
      scope: ["openid", ...scopesOf(row.claims), ...(row.lasting ? ["offline_access"] : [])].join(" "),
      require_pushed_authorization_requests: true,
      subject_type: "pairwise",
      // Never fetched: it names the sector, which an officer has approved.
      sector_identifier_uri: `https://${row.sector}.sector.invalid/`,
    }),
    dpop_bound_access_tokens: people,
    acts_for: row.acts_for,
    entitled: row.claims,
    audiences: row.audiences,
    granted: row.scopes,
  };
}

/** Where a form that ends at this client may lead. */
export const originsOf = (addresses: readonly string[]): string[] => [
  ...new Set(addresses.map((one) => new URL(one).origin)),
];
