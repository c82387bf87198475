import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { read } from "./read.ts";
import { cyclesOf, type Graph, whyNotFile, whyNotPackage, zoneOf } from "./rules.ts";
import { strangersInCode, strangersInMigration } from "./schemas.ts";

export interface Inspection {
  /** Each fault as "file: reason". Empty when the walls stand. */
  faults: string[];
  files: number;
  modules: number;
  imports: number;
}

const parts = ["kernel", "modules", "design", "app", "test", "tools", "bench"];

/** Inspects the whole house. `root` is the top of a checkout. */
export function inspect(root: string): Inspection {
  const graph = JSON.parse(readFileSync(join(root, "modules/graph.json"), "utf8")) as Graph;
  const {
    dependencies = {},
    optionalDependencies = {},
    devDependencies = {},
  } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
  const shipped = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
  const known = new Set([...shipped, ...Object.keys(devDependencies)]);
  const rooms = Object.keys(graph);
  const faults = cyclesOf(graph).map((cycle) => `modules/graph.json: goes in a circle: ${cycle}`);
  const seenModules = new Set<string>();
  const files = parts
    .flatMap((part) => globSync(`${part}/**/*.{ts,tsx}`, { cwd: root }))
    .filter((path) => !path.includes("node_modules"));
  let imports = 0;

  for (const path of files.map((file) => file.replaceAll("\\", "/")).sort()) {
    const source = readFileSync(join(root, path), "utf8");
    const reading = read(path, source);
    const zone = zoneOf(path);
    const complain = (reason: string) => faults.push(`${path}: ${reason}`);
    reading.faults.forEach(complain);
    imports += reading.imports.length;
    if (zone.part === "module") seenModules.add(zone.room!);
    // A second, crude eye on the first: a parser that goes blind must not go unnoticed.
    if (reading.imports.length === 0 && /^import .* from "/m.test(source.replace(/`[^`]*`/g, "")))
      complain("its imports were not read");

    for (const specifier of reading.imports) {
      if (specifier.startsWith(".")) {
        const target = posix.normalize(posix.join(posix.dirname(path), specifier));
        const reason = target.startsWith("..") ? "imports from outside the house" : whyNotFile(graph, path, target);
        if (reason) complain(`imports ${target}: ${reason}`);
        else if (!existsSync(join(root, target))) complain(`imports ${target}, which does not exist`);
      } else if (!isBuiltin(specifier)) {
        const reason = whyNotPackage(path, packageOf(specifier), shipped, known);
        if (reason) complain(`imports ${specifier}: ${reason}`);
      }
    }
    if (reading.blindImports > 0 && !zone.isTest && ["kernel", "module", "design"].includes(zone.part)) {
      complain("imports a file whose name only a run would know; no wall can be checked there");
    }
    if ((zone.part === "module" || zone.part === "kernel") && !zone.isTest) {
      strangersInCode(zone.part === "kernel" ? "kernel" : zone.room!, rooms, reading).forEach(complain);
    }
  }

  for (const path of ["kernel/**/*.sql", "modules/**/*.sql"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .sort()) {
    const zone = zoneOf(path.replaceAll("\\", "/"));
    const owner = zone.part === "kernel" ? "kernel" : zone.room!;
    for (const reason of strangersInMigration(owner, rooms, readFileSync(join(root, path), "utf8")))
      faults.push(`${path}: ${reason}`);
  }

  faults.push(...countFaults(root, graph, seenModules, files.length));
  return { faults, files: files.length, modules: seenModules.size, imports };
}

/** What exists is counted by another way than what was read. */
function countFaults(root: string, graph: Graph, seen: ReadonlySet<string>, fileCount: number): string[] {
  const faults: string[] = [];
  const folders = readdirSync(join(root, "modules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(root, "modules", entry.name)).length > 0)
    .map((entry) => entry.name);
  for (const name of folders) {
    if (!(name in graph)) faults.push(`modules/${name}: is not on modules/graph.json`);
    if (!seen.has(name)) faults.push(`modules/${name}: none of its files was read`);
  }
  for (const [name, uses] of Object.entries(graph)) {
    if (!folders.includes(name)) faults.push(`modules/graph.json: names ${name}, but modules/${name} does not exist`);
    for (const used of uses)
      if (!(used in graph)) faults.push(`modules/graph.json: ${name} uses ${used}, which is not on it`);
  }
  const existing = parts.reduce((sum, part) => sum + countFiles(join(root, part)), 0);
  if (fileCount < existing) faults.push(`only ${fileCount} of ${existing} source files were read`);
  return faults;
}

function countFiles(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.isDirectory()) return sum + (entry.name === "node_modules" ? 0 : countFiles(join(folder, entry.name)));
    return sum + (/\.tsx?$/.test(entry.name) ? 1 : 0);
  }, 0);
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
