import { createPublicKey } from "node:crypto";
import { append, type Bytes, Spool, systemActor, type World } from "../../../kernel/index.ts";
import { logMessage } from "../commands/log-message.ts";
import { type Admission, admit, type Sender, senderOf } from "../gateway/admit.ts";
import { common, proofOf } from "../gateway/answer.ts";
import { asSigned, type Call, describedBy } from "../gateway/call.ts";
import { throughCircuit } from "../gateway/circuit.ts";
import { GatewayFault } from "../gateway/fault.ts";
import { exchangeOf } from "../settings.ts";
import { type Request, readSignatureInput } from "../signature/base.ts";
import { digestHolds, requestHash } from "../signature/digest.ts";
import { requestComponents } from "../signature/sign.ts";
import { verifyMessage } from "../signature/verify.ts";
import { type KnownPeer, peerNamed, standsInTheWay } from "./peer.ts";
import { keyOfSystem } from "./remote-key.ts";
import { hasLabel, houseLabel, vouched, vouchedBy } from "./vouch.ts";
import { type Received, send, WireFault } from "./wire.ts";

const room = systemActor("exchange");

/** What a gateway's signature covers beside all that the client's does: the client's signature itself. */
export const conveyedComponents = (label: string, hasBody: boolean) => [
  ...requestComponents,
  ...(hasBody ? ["content-digest"] : []),
  ["signature", { key: label }] as const,
];

/**
 * One exchange with another government, seen from the consumer's side: who sent it here, by which agreement; handed on as it
 * came, with the house's own signature beside the client's; the answer checked by that government's directory, written down,
 * and handed back as it is, so that the client can check it too.
 */
export async function across(
  world: World,
  call: Call,
  tell: (known: { sender?: Sender; admission?: Admission }) => void,
): Promise<Bytes> {
  const sender = await senderOf(world, call);
  tell({ sender });
  if (sender.system.instance !== exchangeOf(world.government).instance)
    throw new GatewayFault(
      "Client.InvalidClientIdentifier",
      "Only a system of this government is carried to another one",
    );
  const peer = await peerNamed(world, call.service.instance);
  const wall = standsInTheWay(peer, call.incoming.at);
  if (wall)
    throw new GatewayFault(
      (
        {
          unknown: "Server.ClientProxy.UnknownMember",
          "not-active": "Server.ClientProxy.PeerNotActive",
          expired: "Server.ClientProxy.DirectoryExpired",
        } as const
      )[wall.fault],
      wall.says,
    );
  const admission = await admit(world, call, sender);
  tell({ sender, admission });
  const asked = world.clock.now();
  const answer = await handedOn(world, peer!, call, sender, admission);
  const arrived = world.clock.now();
  const checked = await checkedAnswer(world, peer!, call, sender, answer);
  const row = {
    ...common(world, call, sender, requestHash(describedBy(call), call.incoming.body)),
    agreement: admission.agreement,
    endpoint: `${admission.endpoint.method} ${admission.endpoint.path}`,
    request_out: asked,
    response_in: arrived,
    status: answer.status,
    fault: answer.headers["x-road-error"]?.slice(0, 100) ?? null,
    fault_detail: null,
    response_size: BigInt(answer.body.length),
    response_base: checked.base,
    response_signature: checked.signature.toString("base64"),
    response_key: checked.keyId,
  };
  await append(
    world,
    room,
    logMessage,
    { ...row, proof: proofOf(row) },
    { via: "exchange", request: call.incoming.request },
  );
  return bytesOf(answer);
}

/** Of one connection only, or between a program and its own gateway: never handed on. */
const left = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "content-length",
  "cookie",
  "authorization",
  "dpop",
  "accept-encoding",
  "expect",
  "user-agent",
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
]);

async function handedOn(
  world: World,
  peer: KnownPeer,
  call: Call,
  sender: Sender,
  admission: Admission,
): Promise<Received> {
  const { incoming } = call;
  const message = asSigned(incoming, world.config.PUBLIC_URL);
  const bound = boundToPlace(message, sender.label!);
  if (bound)
    throw new GatewayFault(
      "Client.SignatureRefused",
      "The signature was refused: not-portable",
      `${bound} names this gateway: across governments it cannot be covered`,
    );
  const signatures = await vouched(world, message, conveyedComponents(sender.label!, incoming.body.length > 0));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !left.has(name)) headers[name] = value;
  Object.assign(headers, signatures);
  try {
    return await throughCircuit(`${peer.instance} ${peer.address}`, async () =>
      send(world, peer.address, {
        method: incoming.method,
        path: incoming.address,
        headers,
        body: incoming.body instanceof Spool ? await incoming.body.whole() : incoming.body,
        // The other gateway has its own patience with the service; this one waits a little longer.
        timeoutMs: admission.timeoutMs + 2_000,
        most: exchangeOf(world.government).bodyLimit,
      }),
    );
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    const type = ({ timeout: "Server.ClientProxy.Timeout", "too-large": "Server.ClientProxy.TooLarge" } as const)[
      error.kind as "timeout"
    ];
    throw new GatewayFault(
      type ?? "Server.ClientProxy.NetworkError",
      `The gateway of ${peer.instance}: ${error.message}`,
    );
  }
}

/** A part of what the client signed that only this gateway has. */
function boundToPlace({ headers }: Request, label: string): string | null {
  if (label === houseLabel) return `the label "${houseLabel}"`;
  const input = readSignatureInput(headers["signature-input"] ?? "")?.find((one) => one.label === label);
  const names = input?.components[0].map(([name]) => String(name)) ?? [];
  return names.find((name) => ["@authority", "@target-uri", "@scheme"].includes(name) || left.has(name)) ?? null;
}

/** The provider's answer by its own system's key, or a refusal by its house's: bound to this question, or nothing is handed on. */
async function checkedAnswer(world: World, peer: KnownPeer, call: Call, sender: Sender, answer: Received) {
  const refusedBy = (says: string) =>
    new GatewayFault("Server.ClientProxy.AnswerRefused", `The answer of ${peer.instance} was refused: ${says}`);
  // What was asked, with the signature that this house put beside the client's.
  const request: Request = asSigned(call.incoming, world.config.PUBLIC_URL);
  if (!answer.headers["signature-input"])
    throw [429, 502, 503, 504].includes(answer.status)
      ? new GatewayFault("Server.ClientProxy.NetworkError", `The gateway of ${peer.instance} answered ${answer.status}`)
      : refusedBy("missing: it has no signature");
  const message = { status: answer.status, headers: answer.headers, request };
  const byHouse = hasLabel(answer.headers, houseLabel);
  const found = byHouse
    ? await vouchedBy(world, peer, message, ["@status", "content-digest", "x-road-error", "x-road-id", "signature;req"])
    : await verifyMessage(message, {
        key: async (id) => {
          const key = await keyOfSystem(world, call.service, id);
          return key && { publicKey: createPublicKey(key.public), algorithm: key.algorithm };
        },
        covers: ["@status", "content-digest", "x-road-id", "signature;req"],
        now: world.clock.now(),
        maxAge: exchangeOf(world.government).signatureAge,
      });
  if (!found.ok) throw refusedBy(`${found.fault}: ${found.detail}`);
  if (!found.base.includes(`"signature";req;key="${sender.label}"`))
    throw refusedBy("it is not bound to the client's signature");
  if (answer.headers["x-road-id"] !== call.messageId) throw refusedBy("it is of another message");
  if (!digestHolds(answer.headers["content-digest"] ?? "", answer.body))
    throw refusedBy("Content-Digest does not fit the body");
  return found;
}

const passed = new Set(["content-digest", "signature", "signature-input", "retry-after"]);

function bytesOf({ status, headers, body }: Received): Bytes {
  const shown = Object.entries(headers).filter(
    (one): one is [string, string] => one[1] !== undefined && (passed.has(one[0]) || one[0].startsWith("x-road-")),
  );
  return {
    body,
    status,
    type: headers["content-type"] ?? "application/octet-stream",
    exact: true,
    headers: Object.fromEntries(shown),
  };
}
