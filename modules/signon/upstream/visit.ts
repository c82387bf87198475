import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "openid-client";
import { believed, refuse, type World } from "../../../kernel/index.ts";
import { openKeys } from "../keystore.ts";
import { isLoopback } from "../loopback.ts";
import type { Upstream } from "./file.ts";

type Library = typeof import("openid-client");

/** What the browser keeps while it is away at the other provider. */
export interface Away {
  upstream: string;
  state: string;
  nonce: string;
  verifier: string;
  /** To link the account, not to sign in with it. */
  link: boolean;
  next: string;
}

const known = believed<Configuration>(3_600_000);

/** The provider as it describes itself, asked again once an hour. */
const providerOf = (world: World, library: Library, upstream: Upstream): Promise<Configuration> =>
  known(world, upstream.code, async () =>
    library.discovery(
      new URL(upstream.issuer),
      upstream.client,
      { id_token_signed_response_alg: "ES256" },
      await proofOf(world, library, upstream),
      { timeout: 8, ...(isLoopback(upstream.issuer) && { execute: [library.allowInsecureRequests] }) },
    ),
  );

async function proofOf(world: World, library: Library, upstream: Upstream) {
  if (upstream.proves === "secret")
    return library.ClientSecretBasic(
      readFileSync(join(world.config.DATA_DIR, "keys", `upstream-${upstream.code}`), "utf8").trim(),
    );
  const { importJWK } = await import("jose");
  const [key] = await openKeys(world);
  return library.PrivateKeyJwt({ key: (await importJWK(key as never, "ES256")) as CryptoKey, kid: key!.kid });
}

const backAt = (world: World, upstream: Upstream): string =>
  new URL(`/masuk/lewat/${upstream.code}/kembali`, world.config.PUBLIC_URL).href;

/** Where to send the person, and what to remember meanwhile. */
export async function setOut(world: World, upstream: Upstream, asked: { link: boolean; next: string }) {
  const library = await import("openid-client");
  return trusting(world, async () => {
    const config = await providerOf(world, library, upstream);
    const away: Away = {
      upstream: upstream.code,
      state: library.randomState(),
      nonce: library.randomNonce(),
      verifier: library.randomPKCECodeVerifier(),
      ...asked,
    };
    const question = {
      redirect_uri: backAt(world, upstream),
      scope: "openid",
      state: away.state,
      nonce: away.nonce,
      code_challenge: await library.calculatePKCECodeChallenge(away.verifier),
      code_challenge_method: "S256",
    };
    const pushes = config.serverMetadata().pushed_authorization_request_endpoint;
    const url = pushes
      ? await library.buildAuthorizationUrlWithPAR(config, question)
      : library.buildAuthorizationUrl(config, question);
    return { url: url.href, away };
  });
}

/** Who came back: the provider's word for them. */
export async function comeBack(world: World, upstream: Upstream, away: Away, address: string): Promise<string> {
  const library = await import("openid-client");
  return trusting(world, async () => {
    const config = await providerOf(world, library, upstream);
    const binds = config.serverMetadata().dpop_signing_alg_values_supported?.includes("ES256");
    const DPoP = binds ? library.getDPoPHandle(config, await library.randomDPoPKeyPair("ES256")) : undefined;
    const tokens = await library.authorizationCodeGrant(
      config,
      new URL(address, world.config.PUBLIC_URL),
      { pkceCodeVerifier: away.verifier, expectedState: away.state, expectedNonce: away.nonce, idTokenExpected: true },
      undefined,
      DPoP && { DPoP },
    );
    return tokens.claims()!.sub;
  });
}

/** Whatever goes wrong over there, the person is told one thing; the operator finds the rest in the log. */
async function trusting<T>(world: World, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    world.log.warn({ fault: (error as Error).name, code: (error as { code?: string }).code }, "upstream");
    return refuse("unavailable", "signon.refusal.upstream");
  }
}
