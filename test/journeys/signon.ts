import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Page } from "playwright-core";
import { asOwner, type House } from "./house.ts";
import { refused, type Stop } from "./stops.ts";

/** An agency's system that people sign in to, one that waits for a second person, and the way to its question. */
export interface Parties {
  active: string;
  waiting: string;
  ask(page: Page): Promise<void>;
}

const back = "https://uji.example/kembali";

export async function partiesIn(house: House): Promise<Parties> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "uji", alg: "ES256", use: "sig" }] };
  const [active, waiting] = ["019b0000-0000-7000-8000-00000000c001", "019b0000-0000-7000-8000-00000000c002"];
  await asOwner(house, async (database) => {
    for (const [id, state, name] of [
      [active, "active", "Antrean Puskesmas"],
      [waiting, "requested", "Jadwal Imunisasi"],
    ])
      await database.query(
        `insert into signon.client (id, kind, state, agency, name, sector, redirects, keys, claims, acts_for, purpose, basis, requested_at)
         values ($1, 'people', $2, 'dinkes', $3, 'dinkes', $4, $5, '{name,birthdate,business}', 'either',
           'Nomor antrean tanpa mengisi data diri lagi.', 'Perbup 12/2025', now())`,
        [id, state, name, [back], JSON.stringify(keys)],
      );
    await database.query(
      `insert into signon.consent (id, person, client, claims, declined, given_at, used_at, until)
       select $1, person, $2, '{name}', '{birthdate}', now(), now(), now() + interval '1 year'
       from identity.account where name = 'Joko Prasetyo'`,
      [randomUUID(), active],
    );
  });
  const proof = () =>
    new SignJWT({ iss: active, sub: active, aud: `${house.address}/oidc`, jti: randomUUID() })
      .setProtectedHeader({ alg: "ES256", kid: "uji" })
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(pair.privateKey);
  return {
    active,
    waiting,
    async ask(page) {
      const asked = await fetch(`${house.address}/oidc/request`, {
        method: "POST",
        body: new URLSearchParams({
          client_id: active,
          response_type: "code",
          redirect_uri: back,
          scope: "openid profile business",
          prompt: "consent",
          code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
          code_challenge_method: "S256",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: await proof(),
        }),
      });
      const { request_uri } = (await asked.json()) as { request_uri: string };
      await page.goto(`/oidc/auth?${new URLSearchParams({ client_id: active, request_uri })}`);
    },
  };
}

/** What people, agencies and administrators see of single sign-on. */
export const stopsOfSignon = ({ parties }: { parties: Parties }): Record<string, Stop[]> => ({
  nobody: ["/aplikasi", "/aplikasi/keluar", "/aplikasi/gagal?sebab=invalid_request"],
  citizen: ["/saya/aplikasi", "/akun/penyedia", { name: "a party's question", go: parties.ask }],
  owner: [{ name: "a party's question, with a business", go: parties.ask }],
  administrator: [
    "/petugas/aplikasi",
    "/petugas/aplikasi/baru",
    refused("/petugas/aplikasi/baru"),
    `/petugas/aplikasi/${parties.active}`,
    `/petugas/aplikasi/${parties.waiting}`,
    refused(`/petugas/aplikasi/${parties.waiting}`, { button: "button[value=refuse]" }),
  ],
});
