import { lookup as resolve } from "node:dns";
import { request as plainRequest } from "node:http";
import { request as safeRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses within some network, from where more can be reached than from outside. */
const inner = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inner.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inner.addSubnet(net, bits, "ipv6");

/** Whether an address is of this machine or of an inner network; one of IPv4 in the clothes of IPv6 too. */
export function isInner(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return inner.check(address, family === 4 ? "ipv4" : "ipv6");
}

export interface Fetched {
  status: number;
  type: string;
  body: Buffer;
}
/** Why an address was not read: a key of this room's messages, "onedata.check.fault.<why>". */
export class NotFetched extends Error {
  readonly why: "address" | "inner" | "time" | "size" | "reach" | "redirect";
  constructor(why: NotFetched["why"]) {
    super(why);
    this.name = "NotFetched";
    this.why = why;
  }
}

export interface FetchLimits {
  /** Lets it reach this machine and inner networks: for tests, and where the operator says so. */
  innerAllowed: boolean;
  bytes?: number;
  milliseconds?: number;
}

/**
 * Reads an address that somebody else wrote. Only http and https; no name or number of an inner network, looked at when
 * the connection is made, so that a name cannot change its mind; no redirect is followed; size and time have an end.
 */
export function fetchGuarded(
  address: string,
  { innerAllowed, bytes = 1_048_576, milliseconds = 10_000 }: FetchLimits,
): Promise<Fetched> {
  const url = URL.parse(address);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username || url.password)
    return Promise.reject(new NotFetched("address"));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!innerAllowed && isIP(host) !== 0 && isInner(host)) return Promise.reject(new NotFetched("inner"));
  const lookup: LookupFunction = (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      const all = error ? [] : (found as { address: string; family: number }[]);
      if (error) done(error, "", 0);
      else if (!innerAllowed && all.some((one) => isInner(one.address))) done(new NotFetched("inner"), "", 0);
      else if (options.all) done(null, all as never, 0);
      else done(null, all[0]!.address, all[0]!.family);
    });
  return new Promise((answered, failed) => {
    const ask = url.protocol === "https:" ? safeRequest : plainRequest;
    const headers = { accept: "application/json, */*;q=0.5", "user-agent": "Pendopo-Satu-Data" };
    const asked = ask(url, { lookup, headers, agent: false }, (answer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 300 && status < 400) return end(new NotFetched("redirect"));
      const parts: Buffer[] = [];
      let size = 0;
      answer.on("data", (part: Buffer) => {
        size += part.length;
        if (size > bytes) end(new NotFetched("size"));
        else parts.push(part);
      });
      answer.on("end", () => end({ status, type: answer.headers["content-type"] ?? "", body: Buffer.concat(parts) }));
      answer.on("error", () => end(new NotFetched("reach")));
    });
    const timer = setTimeout(() => end(new NotFetched("time")), milliseconds);
    // The first to come settles it; whatever else the connection does is of no interest any more.
    function end(how: Fetched | NotFetched): void {
      clearTimeout(timer);
      asked.destroy();
      if (how instanceof NotFetched) failed(how);
      else answered(how);
    }
    asked.on("error", (error) => end(error instanceof NotFetched ? error : new NotFetched("reach")));
    asked.end();
  });
}
