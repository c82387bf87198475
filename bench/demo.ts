import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeCluster } from "../kernel/cluster/index.ts";
import { type Figure, megabytes, residentMb } from "./hall.ts";

/** The demo as a newcomer starts it: how soon it is ready from nothing, how soon again, and what it weighs at rest. */
export async function demo(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-bench-demo-"));
  try {
    const first = await started(folder);
    await ended(first.child);
    const again = await started(folder);
    await new Promise((done) => setTimeout(done, 10_000));
    const rest = residentMb(again.child.pid!);
    await ended(again.child);
    return [
      limit("demo from nothing (2,000 people) until ready", `${first.seconds.toFixed(1)} s`, first.seconds, 25, "s"),
      limit("demo, second start", `${again.seconds.toFixed(1)} s`, again.seconds, 3, "s"),
      limit("web and worker at rest, resident", megabytes(rest), rest, 200, "MB"),
    ];
  } finally {
    // As root the cluster lies elsewhere than its folder says.
    await removeCluster({ dataDir: folder });
    rmSync(folder, { recursive: true, force: true });
  }
}

const limit = (name: string, ours: string, value: number, most: number, unit: string): Figure => ({
  name,
  ours,
  against: "",
  ratio: null,
  target: `≤ ${most} ${unit}`,
  met: value <= most,
});

async function started(folder: string): Promise<{ child: ChildProcess; seconds: number }> {
  const start = performance.now();
  const port = String(18_000 + (process.pid % 1000));
  // As package.json starts it: half the room for young objects, 45 MB less at rest.
  const bin = fileURLToPath(new URL("../bin/pendopo.mjs", import.meta.url));
  const child = spawn(process.execPath, ["--max-semi-space-size=8", bin, "demo", "--data", folder, "--port", port], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done, failed) => {
    child.stdout.on("data", (part: Buffer) => /Ready in/.test(part.toString()) && done());
    child.once("exit", (code) => failed(new Error(`the demo ended with ${code}`)));
  });
  return { child, seconds: (performance.now() - start) / 1000 };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.removeAllListeners("exit");
    child.once("exit", () => done());
    child.kill("SIGINT");
  });
}
