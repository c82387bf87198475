import type { Bytes, World } from "../../../kernel/index.ts";
import { isOwn } from "../gateway/answer.ts";
import { asSigned, type Call, type Incoming } from "../gateway/call.ts";
import { GatewayFault } from "../gateway/fault.ts";
import { readSignatureInput } from "../signature/base.ts";
import { requestComponents } from "../signature/sign.ts";
import { peerNamed, standsInTheWay } from "./peer.ts";
import { pullSoon } from "./pull.ts";
import { answering, hasLabel, houseLabel, vouchedBy } from "./vouch.ts";

/**
 * A system of another government comes through its own gateway alone, which says by its signature that it is one of its own.
 * Checked before the client's, because only what is known of that government tells whether its clients' keys may be believed.
 */
export async function conveyed(world: World, call: Call): Promise<void> {
  const { instance } = call.client;
  const refused = (says: string, detail = "") =>
    new GatewayFault("Server.ServerProxy.GatewayRefused", `The gateway of ${instance} was refused: ${says}`, detail);
  let peer = await peerNamed(world, instance);
  const wall = standsInTheWay(peer, call.incoming.at);
  if (wall) throw refused(wall.says);
  const message = asSigned(call.incoming, world.config.PUBLIC_URL);
  if (!hasLabel(message.headers, houseLabel))
    throw refused("missing: a system of another government comes through its own gateway");
  const inputs = readSignatureInput(message.headers["signature-input"] ?? "") ?? [];
  // A key that is not known yet: its directory has moved on since the last look.
  if (inputs.find(({ label }) => label === houseLabel)?.components[1].get("keyid") !== peer!.key_id) {
    await pullSoon(world, instance);
    peer = await peerNamed(world, instance);
  }
  const hasBody = call.incoming.body.length > 0;
  const found = await vouchedBy(world, peer!, message, [
    ...requestComponents,
    ...(hasBody ? ["content-digest"] : []),
    "signature",
  ]);
  if (!found.ok) throw refused(`${found.fault}: ${found.detail}`);
  // The signature that the gateway vouches for is the one by which the client is known: the first.
  if (inputs[0]!.label === houseLabel || !found.base.includes(`"signature";key="${inputs[0]!.label}"`))
    throw refused("it vouches for another signature than the client's");
}

export const comesFromAfar = (world: World, call: Call): boolean => !isOwn(world, call.client);

/** A refusal to another government's gateway, signed by this house and bound to the question, so that nobody between can make one up. */
export async function refusalToGateway(world: World, incoming: Incoming, call: Call, refusal: Bytes): Promise<Bytes> {
  const request = asSigned(incoming, world.config.PUBLIC_URL);
  const label = readSignatureInput(request.headers["signature-input"] ?? "")?.[0]?.label;
  if (!label || typeof refusal.body !== "string" || !hasLabel(request.headers, houseLabel) || label === houseLabel)
    return refusal;
  const body = Buffer.from(refusal.body);
  const headers = await answering(
    world,
    request,
    refusal.status ?? 500,
    body,
    { "x-road-id": call.messageId, "x-road-error": refusal.headers?.["x-road-error"] ?? "" },
    label,
  );
  return { ...refusal, body, headers: { ...refusal.headers, ...headers } };
}
