import { hash } from "node:crypto";
import type { Payload } from "../../../kernel/index.ts";
import { readServiceAddress, readSystemId, type ServiceId, type SystemId } from "../identifier.ts";
import type { Request } from "../signature/base.ts";
import { GatewayFault } from "./fault.ts";

/** Under which addresses the gateway answers: as X-Road's clients know it, and plainly. They differ in their words only. */
export const faces = { road: "/r1", plain: "/exchange/v1" } as const;
export type Face = keyof typeof faces;

/** A message as it came in. */
export interface Incoming {
  face: Face;
  method: string;
  /** Path and query as they were sent. */
  address: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Payload;
  request: string;
  at: Date;
}

/** What it asks for. */
export interface Call {
  incoming: Incoming;
  client: SystemId;
  service: ServiceId;
  /** The path within the service, and the query behind it. */
  path: string;
  query: string;
  /** The client's id of this message, unlike all its others. */
  messageId: string;
  issue: string | null;
  userId: string | null;
  represented: string | null;
}

const idShape = /^[\x21-\x7e]{8,200}$/;
const short = (value: string | undefined, most: number): string | null => value?.slice(0, most) ?? null;

/** Reads whom the message is for and from. Throws a GatewayFault that says what is missing. */
export function readCall(incoming: Incoming, publicUrl: string): Call {
  const { headers, address, face } = incoming;
  const found = readServiceAddress(address.slice(faces[face].length));
  if (!found)
    throw new GatewayFault(
      "Client.InvalidRequest",
      `The address must be ${faces[face]}/{instance}/{memberClass}/{member}/{system}/{service}/...`,
    );
  const named = headers["x-road-client"];
  const client = named ? readSystemId(named) : null;
  if (!client)
    throw new GatewayFault("Client.InvalidClientIdentifier", "X-Road-Client must be instance/class/member/system");
  const messageId = headers["x-road-id"];
  if (!messageId || !idShape.test(messageId))
    throw new GatewayFault(
      "Client.InvalidRequest",
      "X-Road-Id must be 8 to 200 visible characters, another one for each message",
    );
  const url = new URL(address, publicUrl);
  return {
    incoming,
    client,
    service: found.id,
    path: found.path,
    query: url.search,
    messageId,
    issue: short(headers["x-road-issue"], 200),
    userId: short(headers["x-road-userid"], 100),
    represented: short(headers["x-road-represented-party"], 200),
  };
}

/** The message as its signature covers it. */
export const asSigned = ({ method, address, headers }: Incoming, publicUrl: string): Request => ({
  method,
  url: new URL(address, publicUrl),
  headers,
});

/** X-Road's request hash covers the headers that describe the message. */
export const describedBy = ({ incoming, client, service, messageId }: Call): string =>
  [
    `${incoming.method} ${incoming.address}`,
    `x-road-client:${Object.values(client).join("/")}`,
    `x-road-service:${Object.values(service).join("/")}`,
    `x-road-id:${messageId}`,
  ].join("\n");

export const sha256 = (text: string | Buffer): string => hash("sha256", text, "base64");
