import { createHash } from "node:crypto";
import { append, type Bytes, Spool, systemActor, type World } from "../../../kernel/index.ts";
import { logMessage } from "../commands/log-message.ts";
import { type SystemId, writeServiceId, writeSystemId } from "../identifier.ts";
import { exchangeOf } from "../settings.ts";
import { contentDigest, requestHash } from "../signature/digest.ts";
import { responseComponents, type SigningKey, signMessage } from "../signature/sign.ts";
import type { Admission, Sender } from "./admit.ts";
import { asSigned, type Call, describedBy, type Incoming, sha256 } from "./call.ts";
import type { GatewayFault } from "./fault.ts";
import type { Provided } from "./provide.ts";

const room = systemActor("exchange");

/** A signed answer, ready to leave once its line in the log is durable. */
export interface Answered {
  bytes: Bytes;
  /** Resolves when the message stands in the log. */
  logged: Promise<void>;
}

/** Signs what the service answered, bound to its question, and writes both down. */
export function answered(
  world: World,
  call: Call,
  sender: Sender,
  admission: Pick<Admission, "agreement" | "endpoint">,
  provided: Provided,
  key: SigningKey | null,
): Answered {
  const hash = requestHash(describedBy(call), call.incoming.body);
  const headers: Record<string, string> = {
    "content-digest": contentDigest(provided.body),
    "x-road-client": writeSystemId(call.client),
    "x-road-service": writeServiceId(call.service),
    "x-road-id": call.messageId,
    "x-road-request-id": call.incoming.request,
    "x-road-request-hash": hash,
  };
  const signed =
    key &&
    signMessage({ status: provided.status, headers, request: asSigned(call.incoming, world.config.PUBLIC_URL) }, key, {
      components: [...responseComponents, ...bindingTo(sender)],
      created: world.clock.now(),
    });
  const signature = signed ? signatureOf(signed.headers.signature) : null;
  const row = {
    ...common(world, call, sender, hash),
    agreement: admission.agreement,
    endpoint: `${admission.endpoint.method} ${admission.endpoint.path}`,
    request_out: provided.asked,
    response_in: provided.answered,
    status: provided.status,
    fault: null,
    fault_detail: null,
    response_size: BigInt(provided.body.length),
    response_base: signed?.base ?? null,
    response_signature: signature,
    response_key: key?.id ?? null,
  };
  const proof = proofOf(row);
  return {
    bytes: {
      body: provided.body instanceof Spool ? provided.body.read({ last: true }) : provided.body,
      type: provided.type,
      status: provided.status,
      exact: true,
      headers: { ...headers, ...signed?.headers, "content-length": String(provided.body.length) },
    },
    logged: append(
      world,
      room,
      logMessage,
      { ...row, proof },
      { via: "exchange", request: call.incoming.request },
    ).then(() => {}),
  };
}

/** A fault as an answer; written down too when it is known whose message it was. */
export async function faulted(
  world: World,
  incoming: Incoming,
  fault: GatewayFault,
  known: { call: Call; sender: Sender | null; admission: Admission | null } | null,
): Promise<Bytes> {
  const { call, sender, admission } = known ?? {};
  if (call && sender) {
    const hash = requestHash(describedBy(call), incoming.body);
    const row = {
      ...common(world, call, sender, hash),
      agreement: admission?.agreement ?? null,
      endpoint: admission ? `${admission.endpoint.method} ${admission.endpoint.path}` : incoming.method,
      request_out: null,
      response_in: null,
      status: fault.plainStatus,
      fault: fault.type,
      fault_detail: fault.message.slice(0, 300),
      response_size: 0n,
      response_base: null,
      response_signature: null,
      response_key: null,
    };
    await append(
      world,
      room,
      logMessage,
      { ...row, proof: proofOf(row) },
      { via: "exchange", request: incoming.request },
    );
  }
  const road = incoming.face === "road";
  const status = road ? fault.roadStatus : fault.plainStatus;
  const body = road
    ? { type: fault.type, message: fault.message, detail: fault.detail || incoming.request }
    : {
        type: `urn:pendopo:exchange:${fault.type}`,
        title: fault.message,
        status,
        ...(fault.detail && { detail: fault.detail }),
        instance: `urn:uuid:${incoming.request}`,
      };
  return {
    body: JSON.stringify(body),
    type: road ? "application/json; charset=utf-8" : "application/problem+json; charset=utf-8",
    status,
    exact: true,
    headers: {
      "x-road-error": fault.type,
      ...(call && { "x-road-id": call.messageId }),
      ...(fault.plainStatus === 429 && { "retry-after": "3600" }),
      ...(fault.plainStatus === 503 && { "retry-after": "15" }),
      ...(fault.type === "Client.TokenRefused" && {
        "www-authenticate": 'DPoP algs="ES256 Ed25519 EdDSA", Bearer error="invalid_token"',
      }),
    },
  };
}

/** What makes it the answer to this question: the question's signature, or where a token was shown its parts and their hash. */
const bindingTo = ({ label }: Sender) =>
  label === null
    ? [...["@method", "@path", "@query"].map((part) => [part, { req: true }] as const), "x-road-request-hash"]
    : [["signature", { req: true, key: label }] as const];

const signatureOf = (header: string): string => /:([A-Za-z0-9+/=]+):/.exec(header)?.[1] ?? "";

/** Whether it is of this government; all else is reached through another one's gateway. */
export const isOwn = (world: World, { instance }: Pick<SystemId, "instance">): boolean =>
  instance === exchangeOf(world.government).instance;

export function common(world: World, call: Call, sender: Sender, hash: string) {
  const { incoming } = call;
  return {
    id: world.newId(),
    message_id: call.messageId,
    role: isOwn(world, call.service) ? ("provider" as const) : ("client" as const),
    consumer: writeSystemId(sender.system),
    consumer_system: sender.id,
    provider: writeSystemId(call.service),
    service: call.service.service,
    method: incoming.method,
    request_in: incoming.at,
    response_out: world.clock.now(),
    request_size: BigInt(incoming.body.length),
    request_hash: hash,
    request_base: sender.base,
    request_signature: sender.signature,
    request_key: sender.keyId,
    proven_by: sender.provenBy,
    issue: call.issue,
    user_id: call.userId && sha256(call.userId),
    represented: call.represented,
  };
}

/** What stands in the public log for an exchange: the hash of both signatures and what they are over. */
export const proofOf = (row: {
  request_base: string | null;
  request_signature: string | null;
  response_base: string | null;
  response_signature: string | null;
}): string =>
  createHash("sha256")
    .update(
      [row.request_base, row.request_signature, row.response_base, row.response_signature]
        .map((part) => part ?? "")
        .join("\0"),
    )
    .digest("hex");
