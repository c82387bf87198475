import type { Endpoint } from "../tables.ts";

/** The endpoint that a call is of: "*" stands for one part of a path, "**" at its end for all that follows. */
export function matching(endpoints: readonly Endpoint[], method: string, path: string): Endpoint | null {
  // What a proxy and a server would read differently is taken by neither.
  if (/(^|\/)\.\.?(\/|$)|%2e|%2f|%5c|\/\/|\\/i.test(path)) return null;
  const parts = path.split("/");
  return endpoints.find((one) => one.method === method && fits(one.path.split("/"), parts)) ?? null;
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  const open = pattern.at(-1) === "**";
  if (open ? parts.length < pattern.length : parts.length !== pattern.length) return false;
  return pattern.every((part, i) => part === "**" || (part === "*" ? parts[i] !== "" : part === parts[i]));
}
