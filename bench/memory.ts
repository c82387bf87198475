import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import type { Figure } from "./hall.ts";

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** The demo as a newcomer starts it: how soon it is ready from nothing, what it weighs at rest, and whether it grows under load. */
export async function memory(minutes: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-bench-demo-"));
  const start = performance.now();
  const port = 18_000 + (process.pid % 1000);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("../bin/pendopo.mjs", import.meta.url)), "demo", "--data", folder, "--port", String(port)],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, REQUESTS_PER_MINUTE: "100000000" },
    },
  );
  await new Promise<void>((done, failed) => {
    child.stdout.on("data", (part: Buffer) => /Ready in/.test(part.toString()) && done());
    child.once("exit", (code) => failed(new Error(`the demo ended with ${code}`)));
  });
  const cold = (performance.now() - start) / 1000;
  await new Promise((done) => setTimeout(done, 5000));
  const rest = residentMb(child.pid!);
  const marks: number[] = [];
  const address = `http://127.0.0.1:${port}`;
  for (let minute = 0; minute < minutes; minute += 1) {
    await autocannon({ url: `${address}/layanan/izin-usaha-mikro`, connections: 8, duration: 30 });
    await autocannon({ url: `${address}/cari?q=warung`, connections: 8, duration: 30 });
    marks.push(residentMb(child.pid!));
  }
  const half = Math.floor(marks.length / 2);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const growth = marks.length >= 4 ? mean(marks.slice(half)) / mean(marks.slice(1, half)) : 1;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGINT");
  await ended;
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      name: "demo from nothing (2,000 people) until ready",
      ours: `${cold.toFixed(1)} s`,
      against: "",
      ratio: null,
      target: "≤ 25 s",
      met: cold <= 25,
    },
    {
      name: "web and worker at rest, resident",
      ours: `${rest.toFixed(0)} MB`,
      against: "",
      ratio: null,
      target: "≤ 200 MB",
      met: rest <= 200,
    },
    {
      name: `after ${minutes} minutes of load, second half against first`,
      ours: `${marks.map((mark) => mark.toFixed(0)).join(", ")} MB`,
      against: "",
      ratio: growth,
      target: "no growth (≤ 110 %)",
      met: growth <= 1.1,
    },
  ];
}
