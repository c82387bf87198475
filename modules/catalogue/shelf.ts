import type { Context } from "../../kernel/index.ts";
import type { ServiceDefinition } from "./definition/schema.ts";

/** Published versions never change, so each process keeps those it has read. */
const versions = new Map<string, ServiceDefinition>();
/** Which versions are the newest: asked again after a second, so that a publication is seen everywhere. */
const newest = new WeakMap<object, { until: number; services: ServiceDefinition[] }>();

export async function versionOf(
  { tx }: Pick<Context, "tx">,
  code: string,
  version: number,
): Promise<ServiceDefinition | null> {
  const [row] = await tx.query<{ hash: string }>(
    "select hash from catalogue.service_version where code = $1 and version = $2",
    [code, version],
  );
  if (!row) return null;
  return keep(tx, code, version, row.hash);
}

async function keep(tx: Context["tx"], code: string, version: number, hash: string): Promise<ServiceDefinition> {
  // By content: two databases in one process (tests) may hold different texts under one number.
  let service = versions.get(hash);
  if (!service) {
    const [row] = await tx.query<{ definition: ServiceDefinition }>(
      "select definition from catalogue.service_version where code = $1 and version = $2",
      [code, version],
    );
    service = row!.definition;
    if (versions.size >= 2000) versions.clear();
    versions.set(hash, service);
  }
  return service;
}

/** The newest version of every service, by code. */
export async function newestServices({
  tx,
  world,
}: Pick<Context, "tx" | "world">): Promise<readonly ServiceDefinition[]> {
  const kept = newest.get(world);
  if (kept && kept.until > performance.now()) return kept.services;
  const rows = await tx.query<{ code: string; version: number; hash: string }>(
    "select distinct on (code) code, version, hash from catalogue.service_version order by code, version desc",
  );
  const services: ServiceDefinition[] = [];
  for (const row of rows) services.push(await keep(tx, row.code, row.version, row.hash));
  newest.set(world, { until: performance.now() + 1000, services });
  return services;
}
