import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Account, asAccount } from "./account.ts";
import { ClusterFault } from "./fault.ts";
import type { Place } from "./place.ts";

/** PostgreSQL's main process, as its own note `postmaster.pid` tells of it. */
export type Postmaster = { pid: number; socketDir: string; ready: boolean };

/** The live main process of this data folder; undefined when none runs. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const note = readNote(data);
  return note && isPostmasterOf(note.pid, data) ? note : undefined;
}

/**
 * Starts the server and waits until it answers. It gets a session of its own:
 * Ctrl-C in the terminal must stop web and worker first, the database last.
 */
export async function launch(binDir: string, place: Place, account: Account): Promise<Postmaster> {
  await dropUntrueNote(place.data);
  const output = join(place.home, "start.log");
  // After a kill -9 of the main process its children live on for a moment and
  // keep the shared memory, so PostgreSQL rightly refuses; they soon notice.
  for (let tries = 0; ; tries++) {
    const log = openSync(output, "w", 0o600);
    const child = spawn(join(binDir, "postgres"), ["-D", place.data], {
      ...asAccount(account),
      cwd: place.data,
      detached: true,
      stdio: ["ignore", log, log],
      // Nothing of the caller's environment (PGPORT, PGDATA ...) may steer the server.
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C", HOME: place.home },
    });
    closeSync(log);
    child.unref();
    const started = await untilReady(child, place.data);
    if (started) return started;
    const words = () => lastLines(output) + lastLines(newestLog(place.home));
    let said = words();
    // Its last words go through the log's own process, which on a busy machine outlives it.
    for (let looks = 0; !passing.test(said) && looks < 4; looks++) {
      await wait(250);
      said = words();
    }
    if (!passing.test(said) || tries === 40) {
      throw new ClusterFault(`PostgreSQL did not start. It said:\n${said || `(nothing; see ${output})`}`);
    }
    await wait(250);
  }
}

/** What passes by itself: the children of a server that was killed still hold its memory. */
const passing = /still in use|lock file .* already exists/;

async function untilReady(child: ChildProcess, data: string): Promise<Postmaster | undefined> {
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  // Crash recovery of a big database may take minutes; the process ending is the only failure.
  for (;;) {
    const note = readNote(data);
    if (note?.ready && note.pid === child.pid) return note;
    if (ended) return undefined;
    await wait(10);
  }
}

/** Waits for a server that somebody else started. False when it ended instead. */
export async function becomesReady(data: string): Promise<boolean> {
  for (;;) {
    const now = runningPostmaster(data);
    if (!now || now.ready) return now !== undefined;
    await wait(20);
  }
}

/**
 * Fast shutdown: open transactions are rolled back, everything is written out.
 * After 60 s an immediate one, which the next start recovers from.
 */
export async function shutDown(data: string): Promise<void> {
  const running = runningPostmaster(data);
  if (!running) return;
  const started = Date.now();
  let pressed = false;
  process.kill(running.pid, "SIGINT");
  while (runningPostmaster(data)?.pid === running.pid) {
    if (!pressed && Date.now() - started > 60_000) {
      pressed = true;
      process.kill(running.pid, "SIGQUIT");
    }
    await wait(10);
  }
  removeSocketDir(running.socketDir, data);
}

/** A socket folder away from the data is made anew at each start; one that is not empty stays. */
function removeSocketDir(socketDir: string, data: string): void {
  if (socketDir === dirname(data)) return;
  try {
    rmdirSync(socketDir);
  } catch {}
}

function readNote(data: string): Postmaster | undefined {
  try {
    // Lines: process id, data folder, start time, port, socket folder, address, shared memory, state.
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, socketDir: lines[4] ?? "", ready: lines[7]?.trim() === "ready" } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A note whose process is another program (after a reboot) or a zombie (nobody
 * collects it in many containers) would keep PostgreSQL from starting, as it
 * looks only at the number. Dropping the note also drops its check for orphaned
 * children, which may still write: so they are waited for here.
 */
async function dropUntrueNote(data: string): Promise<void> {
  const note = readNote(data);
  if (!note || !isAlive(note.pid) || isPostmasterOf(note.pid, data)) return;
  for (let tries = 0; workingIn(data).length > 0; tries++) {
    if (tries === 200) {
      throw new ClusterFault(
        `Processes of an earlier PostgreSQL still run: ${workingIn(data).join(", ")}. End them, then start again.`,
      );
    }
    await wait(50);
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
}

/** Process ids whose working folder is this one (a server's and its children's is its data folder). */
function workingIn(data: string): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === data;
    } catch {
      return false;
    }
  });
}

/** Whether a process of that number runs, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isPostmasterOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") {
    const command = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
    return command.includes("postgres") && command.includes(data);
  }
  try {
    // The server's working folder is its data folder (a zombie has none).
    const name = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    return name.startsWith("postgres") && readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return false;
  }
}

function lastLines(file: string | undefined): string {
  try {
    return file ? `${readFileSync(file, "utf8").trim().split("\n").slice(-12).join("\n")}\n` : "";
  } catch {
    return "";
  }
}

function newestLog(home: string): string | undefined {
  try {
    const folder = join(home, "log");
    const files = readdirSync(folder).map((name) => join(folder, name));
    return files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  } catch {
    return undefined;
  }
}
