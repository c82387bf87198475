import { type Bytes, Refusal, type Route, route, type World } from "../../../kernel/index.ts";
import { deferredServices } from "../deferred/door.ts";
import { defer, isDeferred } from "../deferred/gateway.ts";
import { eventServices } from "../events/door.ts";
import { across } from "../federation/across.ts";
import { comesFromAfar, conveyed, refusalToGateway } from "../federation/conveyed.ts";
import { signingKeyOf } from "../keystore.ts";
import { exchangeOf } from "../settings.ts";
import { type Admission, admit, type Sender, senderOf } from "./admit.ts";
import { answered, faulted, isOwn } from "./answer.ts";
import { type Call, type Face, faces, type Incoming, readCall } from "./call.ts";
import { GatewayFault } from "./fault.ts";
import { handedOut } from "./hand-out.ts";
import { metadata } from "./meta.ts";
import { askOwn, ownServiceOf } from "./own.ts";
import { mustTakeToken, signedIn } from "./signed-in.ts";
import { countIn } from "./volume.ts";

/**
 * One exchange, from end to end: who sent it (their signature), by what right (an agreement), what the service answers, the
 * answer signed and bound to its question. It leaves when the receipt of the read and the line of the log are durable.
 */
export async function exchange(world: World, incoming: Incoming): Promise<Bytes> {
  let call: Call | null = null;
  let sender: Sender | null = null;
  let admission: Admission | null = null;
  try {
    call = readCall(incoming, world.config.PUBLIC_URL);
    if (incoming.body.length > exchangeOf(world.government).bodyLimit)
      throw new GatewayFault("Client.TooLarge", "The body is larger than this exchange takes");
    if (!isOwn(world, call.service))
      return await across(world, call, (known) => {
        sender = known.sender ?? null;
        admission = known.admission ?? null;
      });
    if (comesFromAfar(world, call)) await conveyed(world, call);
    sender = (await signedIn(world, call)) ?? (await senderOf(world, call));
    const own = ownServiceOf(ownServices, call);
    if (own) {
      const { provided, admission: of } = await askOwn(world, own, call, sender);
      const answer = answered(world, call, sender, of, provided, await signingKeyOf(world, of.provider));
      await answer.logged;
      return answer.bytes;
    }
    admission = await admit(world, call, sender);
    await mustTakeToken(world, sender, admission);
    if (admission.agreement) await countIn(world, admission.agreement, admission.daily, incoming.at);
    if (isDeferred(call)) return await defer(world, call, sender, admission);
    return await handedOut(world, call, sender, admission);
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    const refusal = await faulted(world, incoming, fault, call && { call, sender, admission });
    return call && comesFromAfar(world, call) ? refusalToGateway(world, incoming, call, refusal) : refusal;
  }
}

const ownServices = [...eventServices, ...deferredServices];

/** What went wrong in a sentence for the sender; null for a bug. */
export function asFault(error: unknown): GatewayFault | null {
  if (error instanceof GatewayFault) return error;
  if (error instanceof Refusal && error.code === "unavailable")
    return new GatewayFault("Server.ServerProxy.ServiceFailed.Suspended", "The house is not able to answer now");
  return null;
}

const door = (face: Face): Route =>
  route({
    method: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    path: `${faces[face]}/*`,
    machine: true,
    raw: true,
    bodyLimit: 104_857_600,
    spools: true,
    handle: async ({ world, ask, body, spool, headers, address, requestId, method }) =>
      (face === "road" && (await metadata({ world, ask }, method, address, headers))) ||
      exchange(world, {
        face,
        method,
        address,
        headers,
        body: spool ?? body,
        request: requestId,
        at: world.clock.now(),
      }),
  });

export const roadDoor = door("road");
export const plainDoor = door("plain");
