import { refuse, route } from "../../../kernel/index.ts";
import { authorityKey, keyOf, sealKey } from "../keystore.ts";
import { emptyCrl, pem } from "../sign/keys.ts";
import { answerTimestamp } from "../sign/timestamp.ts";

/** The time-stamp authority (RFC 3161): a hash in, a signed time out. It learns nothing of what was hashed. */
export const timestampRoute = route({
  method: "POST",
  path: "/tsa",
  machine: true,
  raw: true,
  bodyLimit: 4096,
  limit: { times: 600, seconds: 60 },
  async handle({ world, body }) {
    const answer = await answerTimestamp(await authorityKey(world), body, world.clock.now());
    return { type: "application/timestamp-reply", body: answer };
  },
});

/** The example authority's own certificate: what a reader of PDFs must be told to trust. */
export const rootRoute = route({
  method: "GET",
  path: "/ca/root.pem",
  async handle({ world }) {
    const root = await keyOf(world, "root", "root");
    return { type: "application/x-pem-file", body: pem(root.certificate), filename: "root.pem", keepSeconds: 3600 };
  },
});

/** The authority's list of certificates that it took back. */
export const crlRoute = route({
  method: "GET",
  path: "/ca/root.crl",
  async handle({ world }) {
    const root = await keyOf(world, "root", "root");
    return { type: "application/pkix-crl", body: await emptyCrl(root, world.clock.now()), keepSeconds: 3600 };
  },
});

/** An agency's public key, so that the square code can be checked with no network at all. */
export const sealKeyRoute = route({
  method: "GET",
  path: "/ca/seal/:agency",
  async handle({ world, params }) {
    const key = await sealKey(world, params.agency ?? "");
    if (!key) refuse("not-found", "kernel.refusal.not-found");
    const lines = key.match(/.{1,64}/g)?.join("\n") ?? "";
    return {
      type: "application/x-pem-file",
      body: `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`,
      filename: "seal.pem",
      keepSeconds: 3600,
    };
  },
});
