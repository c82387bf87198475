import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FileFault, type Government, placeInYaml, readYaml } from "../../../kernel/index.ts";
import { lint } from "./lint.ts";
import type { Vocabulary } from "./lint-words.ts";
import { callsOf, parts, type ServiceDefinition, ServiceFile } from "./schema.ts";

const canonical = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : typeof value === "object" && value !== null
      ? `{${Object.entries(value)
          .filter(([, v]) => v !== undefined)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
          .join(",")}}`
      : JSON.stringify(value ?? null);

/** Reads one service's folder. Throws a FileFault that lists every fault, the linter's findings too, with file and line. */
export function loadService(folder: string, government?: Government, words?: Vocabulary): ServiceDefinition {
  const read = readYaml(join(folder, "service.yaml"), ServiceFile);
  const more: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(parts)) {
    const file = join(folder, `${name}.yaml`);
    if (existsSync(file)) more[name] = readYaml(file, schema as never);
  }
  const content = { ...read, ...more } as Omit<ServiceDefinition, "hash">;
  const service = { ...content, hash: createHash("sha256").update(canonical(content)).digest("hex") };
  const findings = lint(service, government, words);
  if (findings.length > 0)
    throw new FileFault(
      findings.map(({ file, path, says }) => `${placeInYaml(join(folder, `${file}.yaml`), path)}: ${says}`),
    );
  return service;
}

/**
 * Every service of a government, by its folder `services/`. All faults of all services are told at once; what other
 * rooms must understand is looked at when their words are given.
 */
export function loadServices(government: Government, words?: Vocabulary): ServiceDefinition[] {
  const folder = join(government.folder, "services");
  if (!existsSync(folder)) return [];
  const faults: string[] = [];
  const services: ServiceDefinition[] = [];
  for (const item of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    try {
      const service = loadService(join(folder, item.name), government, words);
      if (service.code !== item.name)
        faults.push(`${join(folder, item.name)}: its code "${service.code}" must be the folder's name`);
      services.push(service);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new FileFault(faults);
  return calledFirst(services.sort((a, b) => (a.code < b.code ? -1 : 1)));
}

/** In the order in which they can be published: what a process calls comes before it. */
function calledFirst(services: readonly ServiceDefinition[]): ServiceDefinition[] {
  const ordered = new Set<ServiceDefinition>();
  const begun = new Set<ServiceDefinition>();
  const visit = (service: ServiceDefinition): void => {
    if (begun.has(service)) return;
    begun.add(service);
    for (const { code } of callsOf(service)) for (const other of services) if (other.code === code) visit(other);
    ordered.add(service);
  };
  services.forEach(visit);
  return [...ordered];
}
