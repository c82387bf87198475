import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../kernel/index.ts";

const folder = fileURLToPath(new URL("../modules", import.meta.url));

/** The map of rooms: which others each may use. */
export function graph(): Record<string, string[]> {
  return JSON.parse(readFileSync(`${folder}/graph.json`, "utf8"));
}

/** Room names so that each comes after all that it uses. Throws when the map has a cycle. */
export function bootOrder(rooms: Record<string, readonly string[]>): string[] {
  const order: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (path.includes(name)) throw new Error(`The map of rooms has a cycle: ${[...path, name].join(" -> ")}`);
    if (order.includes(name)) return;
    for (const used of rooms[name] ?? []) visit(used, [...path, name]);
    order.push(name);
  };
  for (const name of Object.keys(rooms)) visit(name, []);
  return order;
}

/** Opens every room on the map, in boot order. */
export async function loadModules(): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const name of bootOrder(graph())) {
    manifests.push(((await import(`${folder}/${name}/module.ts`)) as { manifest: Manifest }).manifest);
  }
  return manifests;
}
