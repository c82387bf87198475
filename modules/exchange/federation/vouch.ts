import { createPublicKey } from "node:crypto";
import type { World } from "../../../kernel/index.ts";
import { exchangeOf } from "../settings.ts";
import type { Message, Request } from "../signature/base.ts";
import { readSignatureInput } from "../signature/base.ts";
import { contentDigest } from "../signature/digest.ts";
import { signMessage } from "../signature/sign.ts";
import { type Verified, verifyMessage } from "../signature/verify.ts";
import { houseKey } from "./house.ts";
import type { KnownPeer } from "./peer.ts";

/** The label of a house's signature, beside a system's own. */
export const houseLabel = "house";

type Covered = string | readonly [name: string, parameters: Record<string, string | boolean>];

/** This house's signature over a message: headers with its label added to those that are there. */
export async function vouched(world: World, message: Message, components: readonly Covered[]) {
  const { headers } = signMessage(message, await houseKey(world), {
    components,
    created: world.clock.now(),
    label: houseLabel,
  });
  const beside = (name: "signature" | "signature-input") =>
    message.headers[name] ? `${message.headers[name]}, ${headers[name]}` : headers[name];
  return { "signature-input": beside("signature-input"), signature: beside("signature") };
}

/** Whether another government's house signed this, by the key that its directory last named. */
export function vouchedBy(
  world: World,
  peer: KnownPeer,
  message: Message,
  covers: readonly string[],
): Promise<Verified> {
  return verifyMessage(message, {
    key: (id) =>
      id === peer.key_id && peer.public ? { publicKey: createPublicKey(peer.public), algorithm: "ed25519" } : null,
    covers,
    now: world.clock.now(),
    maxAge: exchangeOf(world.government).signatureAge,
    label: houseLabel,
  });
}

export const hasLabel = (headers: Message["headers"], label: string): boolean =>
  readSignatureInput(headers["signature-input"] ?? "")?.some((one) => one.label === label) ?? false;

/**
 * The headers by which this house answers another one: status, body and what else is given, bound to the question by the
 * signature of that label in it.
 */
export async function answering(
  world: World,
  request: Request,
  status: number,
  body: Buffer,
  more: Record<string, string> = {},
  label = houseLabel,
) {
  const headers = { ...more, "content-digest": contentDigest(body) };
  const covered: Covered[] = ["@status", ...Object.keys(headers), ["signature", { req: true, key: label }]];
  return { ...headers, ...(await vouched(world, { status, headers, request }, covered)) };
}
