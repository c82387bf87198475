import { createSign, X509Certificate } from "node:crypto";
import { act, ask, systemActor, textIn, type World } from "../../kernel/index.ts";
import { keepKey } from "./commands/keep-key.ts";
import { keyNamed } from "./queries/key-named.ts";
import { type KeyPair, makeLeaf, makeRoot, openKey, type Use } from "./sign/keys.ts";

const room = systemActor("documents");
const open = new WeakMap<World, Map<string, Promise<KeyPair>>>();

/** A key by its name, opened once per process; made at first use. "root", "timestamp", "seal:<agency>", "officer:<id>". */
export function keyOf(
  world: World,
  name: string,
  subject: { name: string; organisation: string; use: Use } | "root",
): Promise<KeyPair> {
  let keys = open.get(world);
  if (!keys) {
    keys = new Map();
    open.set(world, keys);
  }
  let key = keys.get(name);
  if (!key) {
    key = find(world, name, subject);
    keys.set(name, key);
    // What failed is tried again at the next call.
    key.catch(() => keys.delete(name));
  }
  return key;
}

async function find(
  world: World,
  name: string,
  subject: { name: string; organisation: string; use: Use } | "root",
): Promise<KeyPair> {
  const root = subject === "root" ? null : await keyOf(world, "root", "root");
  const chain = root ? [root.certificate] : [];
  const kept = await ask(world, room, keyNamed, { name });
  if (kept) return openKey(kept.pkcs8, kept.certificate, chain);
  const at = world.clock.now();
  const made =
    subject === "root"
      ? await makeRoot(textIn(world.government.name, "id"), at)
      : await makeLeaf(root!, subject.use, subject.name, subject.organisation, at);
  // Two processes that make it at once: the first one's stands, and both use it.
  await act(world, room, keepKey, {
    name,
    pkcs8: made.pkcs8.toString("base64"),
    certificate: made.certificate.toString("base64"),
    issuer: root ? "root" : null,
  });
  const now = await ask(world, room, keyNamed, { name });
  return openKey(now!.pkcs8, now!.certificate, chain);
}

/** The time-stamp authority's key. */
export const authorityKey = (world: World): Promise<KeyPair> =>
  keyOf(world, "timestamp", {
    name: "Otoritas penanda waktu (contoh)",
    organisation: textIn(world.government.name, "id"),
    use: "timestamp",
  });

/** An agency's key for seals; made at first use. */
export const agencySeal = (world: World, agency: string): Promise<KeyPair> =>
  keyOf(world, `seal:${agency}`, {
    name: `Segel ${textIn(agencyOf(world, agency)?.name, "id")} (contoh)`,
    organisation: textIn(world.government.name, "id"),
    use: "seal",
  });

/** Base64 of an agency's public key (SPKI, P-256); null when there is no such agency. */
export async function sealKey(world: World, agency: string): Promise<string | null> {
  if (!agencyOf(world, agency)) return null;
  const { certificate } = await agencySeal(world, agency);
  return new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" }).toString("base64");
}

/** Signs any content with an agency's seal. */
export async function sealFor(world: World, agency: string, content: Buffer) {
  const { privateKey, certificate } = await agencySeal(world, agency);
  return {
    signature: createSign("sha256").update(content).sign(privateKey),
    publicKey: new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" }),
  };
}

const agencyOf = (world: World, code: string) => world.government.agencies.find((one) => one.code === code);
