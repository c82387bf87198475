import { lookup as look } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { World } from "../../../kernel/index.ts";

/** Networks that are not the open internet: a service there is reached only when the operator allows it. */
const inner = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  inner.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inner.addSubnet(network, bits, "ipv6");

const isInner = (ip: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  return inner.check(mapped ?? ip, isIP(mapped ?? ip) === 4 ? "ipv4" : "ipv6");
};

/**
 * Whether the gateway may call this address. Agencies stand in a network of the government's own: the operator names in
 * EXCHANGE_HOSTS which hosts there may be reached; all else must be public, so that nobody looks through the gateway into
 * the house's own machines.
 */
export async function isPublicAddress({ config }: World, address: string): Promise<boolean> {
  const url = new URL(address);
  if (url.username || url.password) return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isNamed(config, url)) return true;
  if (url.protocol !== "https:") return false;
  const ips = isIP(host)
    ? [host]
    : await lookup(host, { all: true }).then(
        (all) => all.map(({ address }) => address),
        () => [],
      );
  return ips.length > 0 && !ips.some(isInner);
}

/** The operator named this host. */
const isNamed = ({ EXCHANGE_HOSTS }: World["config"], { host, hostname }: URL): boolean =>
  EXCHANGE_HOSTS.split(",").some((one) => one.trim() === host || one.trim() === hostname.replace(/^\[|\]$/g, ""));

/** Finds a host's address for a connection, and none within the house: a name may lead elsewhere than when it was looked at. */
export function lookupFor({ config }: World, url: URL): LookupFunction {
  const named = isNamed(config, url);
  return (host, options, done) =>
    look(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, "");
      if (!named && found.some(({ address }) => isInner(address))) return done(new Error("an inner address"), "");
      return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
    });
}
