import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import * as oidc from "openid-client";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { sessionOf } from "../../../test/visitor.ts";
import { decideClient, requestClient } from "../commands/clients.ts";

type Scene = Awaited<ReturnType<typeof scene>>;

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** The house, listening on the machine itself, as relying parties and browsers meet it. */
export async function openHouse(t: TestContext, env: Record<string, string> = {}, given?: number) {
  const port = given ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const s = await scene(t, { now: new Date().toISOString(), env: { PUBLIC_URL: origin, PORT: String(port), ...env } });
  const web = await s.web();
  await web.listen({ port, host: "127.0.0.1" });
  return { ...s, origin };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

export const administrators = {
  asks: actors.officer("019b0000-0000-7000-8000-00000000aa01", "dinkes", "kesehatan-lingkungan", ["steward"], {
    assurance: 3,
  }),
  decides: actors.officer("019b0000-0000-7000-8000-00000000aa02", "diskominfo", "aplikasi", ["administrator"], {
    assurance: 3,
  }),
};

export interface Wish {
  claims?: string[];
  actsFor?: "self" | "either";
  sector?: string;
}
export const redirect = "http://127.0.0.1:9/kembali";
export const farewell = "http://127.0.0.1:9/sampai-jumpa";

/** A pair of keys as an agency makes it for its system. */
export async function keyPair() {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "satu", alg: "ES256", use: "sig" };
  return { ...pair, set: { keys: [jwk] } };
}

/** An agency's system, asked for by one officer and let in by another. */
export async function register(s: Scene, wish: Wish = {}) {
  const keys = await keyPair();
  const { client } = await s.act(administrators.asks, requestClient, {
    name: "Antrean Puskesmas",
    redirects: [redirect],
    farewells: [farewell],
    keys: keys.set as never,
    claims: (wish.claims ?? ["name", "birthdate", "address"]) as never,
    actsFor: wish.actsFor ?? "self",
    lasting: true,
    sector: wish.sector ?? "dinkes",
    purpose: "Mengambil nomor antrean puskesmas tanpa mengisi data diri lagi.",
    basis: "Perbup 12/2025 tentang pelayanan kesehatan",
  });
  await s.act(administrators.decides, decideClient, { client, approve: true });
  return { client, keys };
}

/** The relying party's own library, made by others: it is the judge. */
export async function partyOf(house: House, client: string, key: CryptoKey, more: object = {}) {
  const config = await oidc.discovery(
    new URL(`${house.origin}/oidc`),
    client,
    { id_token_signed_response_alg: "ES256", ...more },
    oidc.PrivateKeyJwt({ key, kid: "satu" }),
    { execute: [oidc.allowInsecureRequests] },
  );
  const dpop = await oidc.randomDPoPKeyPair("ES256");
  return { config, dpop, handle: oidc.getDPoPHandle(config, dpop) };
}
export type Party = Awaited<ReturnType<typeof partyOf>>;

/** A browser without script: it keeps cookies, follows redirects within the house, and fills in forms. */
export class Browser {
  readonly jar = new Map<string, string>();
  readonly #origin: string;
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Goes on until a page is shown or another house is reached. */
  async go(
    url: string,
    form?: URLSearchParams,
  ): Promise<{ url: string; status: number; body: string; headers: Headers }> {
    let [next, body] = [new URL(url, this.#origin), form];
    for (let hops = 0; hops < 12; hops += 1) {
      if (next.origin !== this.#origin) return { url: next.href, status: 0, body: "", headers: new Headers() };
      const answer = await fetch(next, {
        method: body ? "POST" : "GET",
        redirect: "manual",
        headers: {
          accept: "text/html",
          cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(body && { "content-type": "application/x-www-form-urlencoded", origin: this.#origin }),
        },
        ...(body && { body: body.toString() }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const cut = pair.indexOf("=");
        const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
        if (value === "" || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) this.jar.delete(name);
        else this.jar.set(name, value);
      }
      const to = answer.headers.get("location");
      if (!to) return { url: next.href, status: answer.status, body: await answer.text(), headers: answer.headers };
      await answer.arrayBuffer();
      [next, body] = [new URL(to, next), undefined];
    }
    throw new Error(`goes round in circles at ${next}`);
  }

  /** Sends the page's form that goes to `action`, with what the page wrote into it. */
  async send(page: { url: string; body: string }, filled: Record<string, string | string[]>) {
    const form = new URLSearchParams();
    for (const [input] of page.body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]+)"/.exec(input)?.[1];
      const value = /value="([^"]*)"/.exec(input)?.[1];
      if (name && value !== undefined) form.append(name, value);
    }
    for (const [name, values] of Object.entries(filled)) for (const value of [values].flat()) form.append(name, value);
    const action = /<form method="post" action="([^"]+)"/.exec(page.body.slice(page.body.indexOf("<main")))?.[1];
    return this.go(action ?? page.url, form);
  }
}

/** A browser in which somebody of the demo has signed in. */
export async function signedIn(house: House, key: string, code = false): Promise<Browser> {
  const browser = new Browser(house.origin);
  browser.jar.set("__Host-session", await sessionOf(house, house.id(key), undefined, code));
  return browser;
}

/** Begins a sign-in by PAR; the address to send the person to, with what must be known at the end. */
export async function begin(party: Party, more: Record<string, string> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = await oidc.buildAuthorizationUrlWithPAR(
    party.config,
    {
      redirect_uri: redirect,
      scope: "openid profile address",
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
      ...more,
    },
    { DPoP: party.handle },
  );
  return { url: url.href, verifier, state, nonce };
}
type Begun = Awaited<ReturnType<typeof begin>>;

/** Trades the code for tokens. */
export const finish = (party: Party, begun: Begun, at: string, more: object = {}) =>
  oidc.authorizationCodeGrant(
    party.config,
    new URL(at),
    { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, ...more },
    undefined,
    { DPoP: party.handle },
  );

/** The whole way: asked, allowed, traded. */
export async function signIn(
  party: Party,
  browser: Browser,
  claims: string[] = ["name", "birthdate"],
  more: Record<string, string> = {},
  as?: string,
) {
  const begun = await begin(party, more);
  let at = await browser.go(begun.url);
  if (at.status === 200) at = await browser.send(at, { claim: claims, do: "allow", ...(as && { as }) });
  return { tokens: await finish(party, begun, at.url), at: at.url, begun };
}
