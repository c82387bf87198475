import type { Context, Tx } from "../../kernel/index.ts";
import { type FileSet, filesFrom } from "./definition/load.ts";
import type { ServiceDefinition } from "./definition/schema.ts";

/** Published versions never change, so each process keeps those it has read. */
const versions = new Map<string, ServiceDefinition>();
/** By code and number, once nobody can take the publication back any more. */
const published = new WeakMap<object, Map<string, ServiceDefinition>>();
/** Which versions are offered: asked again after a second, so that a publication is seen everywhere. */
const offered = new WeakMap<object, { until: number; at: number; services: ServiceDefinition[] }>();

export async function versionOf(
  { tx, world }: Pick<Context, "tx" | "world">,
  code: string,
  version: number,
): Promise<ServiceDefinition | null> {
  const shelf = published.get(world) ?? new Map<string, ServiceDefinition>();
  published.set(world, shelf);
  const place = `${code} ${version}`;
  const there = shelf.get(place);
  if (there) return there;
  // A transaction that wrote nothing sees only what is committed: its own publication may still be undone.
  const [row] = await tx.query<{ hash: string; settled: boolean }>(
    `select hash, pg_current_xact_id_if_assigned() is null as settled
     from catalogue.service_version where code = $1 and version = $2`,
    [code, version],
  );
  if (!row) return null;
  const service = await keep(tx, code, version, row.hash);
  if (shelf.size >= 2000) shelf.clear();
  if (row.settled) shelf.set(place, service);
  return service;
}

async function keep(tx: Tx, code: string, version: number, hash: string): Promise<ServiceDefinition> {
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

/** The version of every service that is in force and not withdrawn, by code. */
export async function offeredServices({
  tx,
  world,
  now,
}: Pick<Context, "tx" | "world" | "now">): Promise<readonly ServiceDefinition[]> {
  const kept = offered.get(world);
  if (kept && kept.until > performance.now() && Math.abs(now.getTime() - kept.at) < 1000) return kept.services;
  const rows = await tx.query<{ code: string; version: number; hash: string; withdrawn: boolean }>(
    `select v.code, v.version, v.hash, exists (
       select from catalogue.withdrawal w where w.code = v.code and w.version = v.version) as withdrawn
     from (select distinct on (code) code, version, hash from catalogue.service_version
       where in_force_from is null or in_force_from <= $1 order by code, version desc) v`,
    [now],
  );
  const services: ServiceDefinition[] = [];
  for (const row of rows) if (!row.withdrawn) services.push(await keep(tx, row.code, row.version, row.hash));
  offered.set(world, { until: performance.now() + 1000, at: now.getTime(), services });
  return services;
}

/** The highest version of a service, in force or not; undefined when there is none. */
export async function newestVersion(tx: Tx, code: string): Promise<{ version: number; agency: string } | undefined> {
  const [row] = await tx.query<{ version: number; agency: string }>(
    "select version, agency from catalogue.service_version where code = $1 order by version desc limit 1",
    [code],
  );
  return row;
}

/** The files of a version: those it was published with, or, for one that kept none, its content written out. */
export async function filesOf(tx: Tx, code: string, version: number): Promise<FileSet> {
  const [row] = await tx.query<{ files: FileSet | null; definition: ServiceDefinition }>(
    "select files, definition from catalogue.service_version where code = $1 and version = $2",
    [code, version],
  );
  return row!.files ?? filesFrom(row!.definition);
}
