import { act, type Bytes, Refusal, type World } from "../../../kernel/index.ts";
import { mediatorOf } from "../events/mediator.ts";
import { type Admission, machineActor, type Sender } from "../gateway/admit.ts";
import { answered } from "../gateway/answer.ts";
import { type Call, faces } from "../gateway/call.ts";
import { GatewayFault } from "../gateway/fault.ts";
import { mustFit } from "../gateway/forward.ts";
import { whole } from "../gateway/payload.ts";
import { json } from "../gateway/provide.ts";
import { writeSystemId } from "../identifier.ts";
import { signingKeyOf } from "../keystore.ts";
import { exchangeOf } from "../settings.ts";
import type { Question } from "./row.ts";
import { takeDeferred } from "./take.ts";

/** The client prefers to fetch the answer later (RFC 7240). X-Road's own face knows no such wish. */
export const isDeferred = ({ incoming: { face, headers } }: Call): boolean =>
  face === "plain" && /(^|[,\s])respond-async($|[;,\s])/i.test(headers.prefer ?? "");

/** Opens something, and is not needed once it is known who asked. */
const opening = new Set(["authorization", "dpop", "cookie"]);

/** Takes a question in and says where its answer will be: 202, signed and logged as every answer. */
export async function defer(world: World, call: Call, sender: Sender, admission: Admission): Promise<Bytes> {
  const { method, address, headers, body, request } = call.incoming;
  const { bodyLimit } = exchangeOf(world.government).deferred;
  if (body.length > bodyLimit)
    throw new GatewayFault("Client.TooLarge", `A question that is answered later may hold ${bodyLimit} bytes`);
  if (admission.kind === "http") await mustFit(world, call, admission);
  const question: Question = {
    method,
    address,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !opening.has(name))),
    body: await whole(body, (bytes) => bytes.toString("base64")),
    sender,
  };
  const { id, expiresAt } = await taken();
  const status = `${faces.plain}/${writeSystemId(call.service)}/deferred/v1/${id}`;
  // A system that signs by itself is not asked yet: that it was taken is the exchange's own word.
  const key = (await signingKeyOf(world, admission.provider)) ?? (await signingKeyOf(world, await mediatorOf(world)));
  // Under no agreement: the message that counts is the one that brings the answer.
  const said = json(202, { id, state: "waiting", status, answer: `${status}/answer`, expiresAt });
  const { bytes, logged } = answered(world, call, sender, { agreement: null, endpoint: admission.endpoint }, said, key);
  await logged;
  const more = { location: status, "preference-applied": "respond-async", "retry-after": "5" };
  return { ...bytes, headers: { ...bytes.headers, ...more } };

  async function taken() {
    const asked = {
      consumer: sender.id,
      provider: admission.provider,
      service: admission.serviceId,
      agreement: admission.agreement,
      messageId: call.messageId,
      endpoint: `${admission.endpoint.method} ${admission.endpoint.path}`,
      question: JSON.stringify(question),
    };
    try {
      return await act(world, machineActor(sender, admission), takeDeferred, asked, { via: "exchange", request });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "too-many")
        throw new GatewayFault("Server.ServerProxy.QueueFull", "Too many questions of this system wait for an answer");
      if (error.messageKey === "exchange.refusal.replayed")
        throw new GatewayFault("Client.Replayed", "A message with this X-Road-Id came in before");
      throw error;
    }
  }
}
