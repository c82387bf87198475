import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { ask, systemActor, type World } from "../../../kernel/index.ts";
import { levels } from "../assurance.ts";
import { accountOf, capacityOf } from "../capacity.ts";
import { type Claim, claims, claimsOf, scopeOf } from "../claims.ts";
import type { SigningKey } from "../keystore.ts";
import { isLoopback } from "../loopback.ts";
import { consentInForce } from "../queries/consents.ts";
import { holder, toldClaims } from "../queries/holder.ts";
import { adapterFor, clientAdapter, grantAdapter } from "./adapter.ts";
import { policyOf } from "./policy.ts";
import { visitOf } from "./visit.ts";

type Library = typeof import("oidc-provider");
const room = systemActor("signon");

/** What the browser holds for the protocol. `__Host-` cookies are ours alone; the last one is bound to one path. */
export const cookies = { session: "__Host-signon-session", interaction: "__Host-signon", resume: "signon-resume" };
/** Where a person says yes or no to a relying party. */
export const consentPath = "/aplikasi/izin";

/** How the protocol's library serves this house. Everything that it decides by asking, it asks our rooms. */
export function configurationOf(world: World, library: Library, keys: SigningKey[]): Configuration {
  const { errors } = library;
  const word = (use: string): string => world.secrets.kms.mac("signon", use).toString("base64url");
  const claimScopes: Record<string, Claim[]> = {};
  for (const claim of claims) claimScopes[scopeOf[claim]] = [...(claimScopes[scopeOf[claim]] ?? []), claim];
  return {
    adapter: (model: string) => {
      if (model === "Client") return clientAdapter(world);
      if (model === "Grant") return grantAdapter(world);
      return adapterFor(world, model, () => new errors.InvalidGrant("already used"));
    },
    jwks: { keys },
    clientAuthMethods: ["private_key_jwt"],
    clientDefaults: { id_token_signed_response_alg: "ES256", token_endpoint_auth_method: "private_key_jwt" },
    enabledJWA: {
      idTokenSigningAlgValues: ["ES256"],
      clientAuthSigningAlgValues: ["ES256", "Ed25519", "EdDSA", "PS256", "RS256"],
      dPoPSigningAlgValues: ["ES256", "Ed25519", "EdDSA"],
    },
    subjectTypes: ["pairwise"],
    sectorIdentifierUriValidate: () => false,
    pairwiseIdentifier: (_ctx, account, client) => word(`${client.sectorIdentifier ?? client.clientId}|${account}`),
    pkce: { required: () => true },
    responseTypes: ["code"],
    scopes: ["openid", "offline_access"],
    claims: { openid: ["sub", "acr", "amr", "auth_time"], ...claimScopes },
    acrValues: levels,
    extraClientMetadata: { properties: ["acts_for", "entitled", "audiences", "granted"] },
    cookies: {
      keys: [word("cookies")],
      names: cookies,
      long: { httpOnly: true, sameSite: "lax", path: "/", signed: true },
      short: { httpOnly: true, sameSite: "lax", path: "/", signed: true },
    },
    clockTolerance: 10,
    // The library lets no key be fetched from within the network. A house on the machine itself is being tried out.
    fetch(url, options) {
      const trial = isLoopback(world.config.PUBLIC_URL) && isLoopback(String(url));
      return fetch(url, trial ? ({ ...options, dispatcher: undefined } as RequestInit) : options);
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 600,
      ClientCredentials: 300,
      IdToken: 600,
      Interaction: 1800,
      Session: 12 * 3600,
      RefreshToken: 30 * 86_400,
      PushedAuthorizationRequest: 90,
    } as Configuration["ttl"],
    // Old ones die with each use: who shows one again has stolen it, and all that came of it ends.
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) =>
          ctx.oidc.params?.grant_type === "client_credentials" ? (audiencesOf(ctx)[0] as string) : (undefined as never),
        useGrantedResource: () => false,
        getResourceServerInfo(ctx, indicator, client) {
          if (!audiencesOf(ctx).includes(indicator)) throw new errors.InvalidTarget();
          return {
            scope: (client.granted as string[]).join(" "),
            audience: indicator,
            accessTokenFormat: "jwt",
            accessTokenTTL: 300,
            jwt: { sign: { alg: "ES256" } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        // The question is a page of ours; its word goes along in a cookie, so that no address holds it.
        async logoutSource(ctx) {
          const { secret, clientId } = ctx.oidc.session!.state as { secret: string; clientId?: string };
          const path = "/aplikasi/keluar";
          ctx.cookies.set("__Host-signon-leave", [secret, clientId ?? ""].join("~"), {
            httpOnly: true,
            sameSite: "lax",
            signed: false,
            path: "/",
            maxAge: 600_000,
          });
          ctx.redirect(path);
        },
        postLogoutSuccessSource: async (ctx) => ctx.redirect("/aplikasi/keluar"),
      },
    },
    interactions: { policy: policyOf(library), url: (_ctx, interaction) => `${consentPath}/${interaction.uid}` },
    async loadExistingGrant(ctx) {
      const { account, client } = ctx.oidc;
      if (!account || !client) return undefined;
      const capacity = capacityOf(account.accountId);
      const found = await ask(world, room, consentInForce, { ...capacity, client: client.clientId });
      return found ? ctx.oidc.provider.Grant.find(found.id) : undefined;
    },
    async findAccount(ctx, account) {
      const capacity = capacityOf(account);
      const held = await ask(world, room, holder, capacity);
      if (!held) return undefined;
      return {
        accountId: accountOf(capacity),
        async claims(use, scope, _claims, rejected) {
          const sub = account;
          const client = ctx.oidc.client!;
          const asked = claimsOf(scope.split(" "), client.entitled as string[]).filter(
            (one) => !rejected.includes(one),
          );
          // A token is read by whoever carries it: what is personal is told at the counter only.
          if (use === "id_token" || asked.length === 0) return { sub };
          const { requestId } = visitOf(ctx.req);
          const read = { ...capacity, client: client.clientId, claims: asked };
          return { sub, ...(await ask(world, room, toldClaims, read, { via: "oidc", request: requestId })) };
        },
      };
    },
    async renderError(ctx, { error }) {
      ctx.redirect(`/aplikasi/gagal?sebab=${encodeURIComponent(error)}`);
    },
  };
}

const audiencesOf = (ctx: KoaContextWithOIDC): string[] => (ctx.oidc.client?.audiences as string[] | undefined) ?? [];
