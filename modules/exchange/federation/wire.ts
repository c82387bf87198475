import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { World } from "../../../kernel/index.ts";
import { isPublicAddress } from "../gateway/address.ts";

/** Why nothing usable came over the wire. */
export type WireFaultKind = "address" | "unreachable" | "timeout" | "too-large" | "broken";
export class WireFault extends Error {
  readonly kind: WireFaultKind;
  constructor(kind: WireFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Sending {
  method: string;
  /** Path and query exactly as they were signed. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
  timeoutMs: number;
  /** Largest answer, in bytes. */
  most: number;
}
export interface Received {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** Asks another government's house: bounded in time and size, no redirect followed, nothing tried twice. Throws a WireFault. */
export async function send(world: World, address: string, sending: Sending): Promise<Received> {
  if (!(await isPublicAddress(world, address))) throw new WireFault("address", "it may not be called from here");
  const { method, path, headers = {}, body = Buffer.alloc(0), timeoutMs, most } = sending;
  const origin = new URL(address);
  const open = origin.protocol === "https:" ? httpsRequest : httpRequest;
  const length = body.length > 0 ? { "content-length": String(body.length) } : {};
  return new Promise((resolve, reject) => {
    const fail = (kind: WireFaultKind, message: string) => {
      clearTimeout(clock);
      request.destroy();
      reject(new WireFault(kind, message));
    };
    const clock = setTimeout(() => fail("timeout", `no answer in ${timeoutMs} ms`), timeoutMs);
    const request = open(
      {
        host: origin.hostname.replace(/^\[|\]$/g, ""),
        port: origin.port,
        method,
        path,
        headers: { ...headers, ...length },
        agent: false,
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on("data", (part: Buffer) => {
          size += part.length;
          if (size > most) fail("too-large", `larger than ${most} bytes`);
          else parts.push(part);
        });
        response.on("error", () => fail("broken", "the answer broke off"));
        response.on("end", () => {
          if (!response.complete) return fail("broken", "the answer broke off");
          clearTimeout(clock);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [
                name,
                Array.isArray(value) ? value.join(", ") : value,
              ]),
            ),
            body: Buffer.concat(parts),
          });
        });
      },
    );
    request.on("error", () => fail("unreachable", "it cannot be reached"));
    request.end(body);
  });
}
