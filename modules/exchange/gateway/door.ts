import { type Bytes, Refusal, type Route, route, Sitting, type World } from "../../../kernel/index.ts";
import { eventServices } from "../events/door.ts";
import { across } from "../federation/across.ts";
import { comesFromAfar, conveyed, refusalToGateway } from "../federation/conveyed.ts";
import { signingKeyOf } from "../keystore.ts";
import { type Admission, admit, machineActor, type Sender, senderOf } from "./admit.ts";
import { type Answered, answered, faulted, isOwn } from "./answer.ts";
import { type Call, type Face, faces, type Incoming, readCall } from "./call.ts";
import { GatewayFault } from "./fault.ts";
import { metadata } from "./meta.ts";
import { askOwn, ownServiceOf } from "./own.ts";
import { provide } from "./provide.ts";
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
    if (!isOwn(world, call.service))
      return await across(world, call, (known) => {
        sender = known.sender ?? null;
        admission = known.admission ?? null;
      });
    if (comesFromAfar(world, call)) await conveyed(world, call);
    sender = (await signedIn(world, call)) ?? (await senderOf(world, call));
    const own = ownServiceOf(eventServices, call);
    if (own) {
      const { provided, admission: of } = await askOwn(world, own, call, sender);
      const answer = answered(world, call, sender, of, provided, await signingKeyOf(world, of.provider));
      await answer.logged;
      return answer.bytes;
    }
    admission = await admit(world, call, sender);
    await mustTakeToken(world, sender, admission);
    if (admission.agreement) await countIn(world, admission.agreement, admission.daily, incoming.at);
    // Opened before the register is asked: whoever holds a connection must not wait for another.
    const key = await signingKeyOf(world, admission.provider);
    const sitting = new Sitting(world, machineActor(sender, admission), { via: "exchange", request: incoming.request });
    let answer: Answered;
    try {
      answer = answered(world, call, sender, admission, await provide(world, sitting, call, admission), key);
    } catch (error) {
      // What was asked about somebody before the fault is written down all the same.
      await sitting.end();
      throw error;
    }
    // Both go into one commit: the book of receipts writes in groups.
    await Promise.all([answer.logged, sitting.end()]);
    return answer.bytes;
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    const refusal = await faulted(world, incoming, fault, call && { call, sender, admission });
    return call && comesFromAfar(world, call) ? refusalToGateway(world, incoming, call, refusal) : refusal;
  }
}

function asFault(error: unknown): GatewayFault | null {
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
    handle: async ({ world, ask, body, headers, address, requestId, method }) =>
      (face === "road" && (await metadata({ world, ask }, method, address, headers))) ||
      exchange(world, { face, method, address, headers, body, request: requestId, at: world.clock.now() }),
  });

export const roadDoor = door("road");
export const plainDoor = door("plain");
