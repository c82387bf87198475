import { posix } from "node:path";

/** The map of rooms: for each module, the modules it may use. */
export type Graph = Record<string, string[]>;

/** Which part of the house a file belongs to. */
export interface Zone {
  part: "kernel" | "design" | "module" | "app" | "test" | "tools" | "bench" | "government" | "elsewhere";
  /** The module's name, or the kernel's room ("http" for kernel/http/...). */
  room?: string;
  /** Tests may know more than the room they lie in. */
  isTest: boolean;
}

export function zoneOf(path: string): Zone {
  const [first = "", second = "", third] = path.split("/");
  const isTest = first === "test" || /(^|\/)test\//.test(path) || /\.test\.tsx?$/.test(path);
  switch (first) {
    case "modules":
      return { part: "module", room: second, isTest };
    case "kernel":
      return { part: "kernel", room: third === undefined ? "" : second, isTest };
    case "design":
    case "app":
    case "test":
    case "tools":
    case "bench":
    case "government":
      return { part: first, isTest };
    default:
      return { part: "elsewhere", isTest };
  }
}

// Packages that only one room of the kernel may touch: what leaks out of it could never be replaced.
const keepers: [pattern: RegExp, rooms: string[]][] = [
  [/^(fastify|@fastify\/.*)$/, ["http"]],
  [/^(pg|pg-.*|kysely)$/, ["database"]],
  // The database makes its tables, jobs fill them.
  [/^graphile-worker$/, ["jobs", "database"]],
];

/** Why this file may not import that one; undefined when it may. Paths from the top of the checkout. */
export function whyNotFile(graph: Graph, from: string, to: string): string | undefined {
  const here = zoneOf(from);
  const there = zoneOf(to);
  if (there.part === "government") return "a government's files are read as data, never imported";
  if (here.part === "tools" || here.part === "bench" || here.part === "test") return undefined;
  if (there.part === "tools" || there.part === "bench") return `${there.part}/ is never shipped`;
  if (!here.isTest && there.isTest) return "shipped code may not import tests";
  const sameRoom = here.part === there.part && here.room === there.room;
  if (there.part === "module" && !sameRoom) {
    const door = `modules/${there.room}/index.ts`;
    if (here.part === "app") {
      return to === door || to === `modules/${there.room}/module.ts`
        ? undefined
        : `only ${door} and module.ts are public`;
    }
    if (here.isTest) return to === door ? undefined : `only ${door} is public`;
    if (here.part === "kernel") return "the kernel knows no module";
    if (here.part === "design") return "design knows no module";
    if (!graph[here.room ?? ""]?.includes(there.room ?? ""))
      return `modules/graph.json does not let ${here.room} use ${there.room}`;
    return to === door ? undefined : `only ${door} is public`;
  }
  if (here.isTest) return undefined;
  switch (here.part) {
    case "kernel":
      return there.part === "kernel" ? undefined : `the kernel may not import ${there.part}`;
    case "design":
      return there.part === "design" ? undefined : `design may not import ${there.part}`;
    case "module":
      return moduleMayUse(from, to, sameRoom);
    default:
      return undefined;
  }
}

function moduleMayUse(from: string, to: string, sameRoom: boolean): string | undefined {
  const there = zoneOf(to);
  if (sameRoom || there.part === "design") return undefined;
  if (there.part !== "kernel") return `a module may not import ${there.part}`;
  const isDoor = posix.basename(to) === "index.ts";
  return isDoor ? undefined : `${posix.basename(from)} may use the kernel only through an index.ts`;
}

/** Why this file may not import that package; undefined when it may. */
export function whyNotPackage(
  from: string,
  name: string,
  shipped: ReadonlySet<string>,
  known: ReadonlySet<string>,
): string | undefined {
  const here = zoneOf(from);
  if (!known.has(name)) return `${name} is not in package.json`;
  if (here.isTest || here.part === "tools" || here.part === "bench") return undefined;
  if (!shipped.has(name)) return `${name} is only for development`;
  const rooms = keepers.find(([pattern]) => pattern.test(name))?.[1];
  if (rooms && !(here.part === "kernel" && rooms.includes(here.room ?? "")))
    return `only kernel/${rooms[0]} may import ${name}`;
  return undefined;
}

/** The ways round in the map, each as "a -> b -> a". */
export function cyclesOf(graph: Graph): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, path: string[]) => {
    if (path.includes(name)) {
      cycles.push([...path.slice(path.indexOf(name)), name].join(" -> "));
      return;
    }
    if (done.has(name)) return;
    for (const used of graph[name] ?? []) visit(used, [...path, name]);
    done.add(name);
  };
  for (const name of Object.keys(graph)) visit(name, []);
  return cycles;
}
