import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ClusterFault } from "./fault.ts";

// Several processes may use one cluster (a demo that runs, a backup beside it).
// Each leaves a file named by its process id; the last to leave turns off the
// light. The start time inside tells a process from a later one of the same id.

/** Runs `work` while no other process starts or stops this cluster. */
export async function alone<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = join(home, "lock");
  const deadline = Date.now() + 90_000;
  while (!take(lock)) {
    if (!lives(lock)) rmSync(lock, { force: true });
    else if (Date.now() < deadline) await wait(25);
    else throw new ClusterFault(`Another process has been starting or stopping the database for 90 s (${lock}).`);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Written aside and linked, so that the lock is never seen without its owner's name. */
function take(lock: string): boolean {
  const note = `${lock}.${process.pid}`;
  writeFileSync(note, identity(process.pid), { mode: 0o600 });
  try {
    linkSync(note, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(note, { force: true });
  }
}

export function moveIn(home: string): void {
  mkdirSync(join(home, "occupants"), { recursive: true });
  writeFileSync(join(home, "occupants", String(process.pid)), identity(process.pid), { mode: 0o600 });
}

/** True when nobody else is left. */
export function moveOut(home: string): boolean {
  const folder = join(home, "occupants");
  rmSync(join(folder, String(process.pid)), { force: true });
  const others = readdirSync(folder).filter((name) => {
    if (lives(join(folder, name))) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
  return others.length === 0;
}

function lives(file: string): boolean {
  try {
    const noted = readFileSync(file, "utf8");
    return identity(Number.parseInt(noted, 10)) === noted;
  } catch {
    return false;
  }
}

/** Process id and start time; "gone" when no such process runs. */
function identity(pid: number): string {
  if (process.platform !== "linux") {
    const started = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim();
    return started ? `${pid} ${started}` : "gone";
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The 2nd field, the name, is in brackets and may hold spaces; the 3rd is the state, the 22nd the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie only waits for its parent to hear of its death.
    return fields[0] === "Z" ? "gone" : `${pid} ${fields[19]}`;
  } catch {
    return "gone";
  }
}
