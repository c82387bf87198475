import { spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Outcome extends Tally {
  name: string;
  seconds: number;
  /** What failed, a line each. */
  failures: string[];
}

/** Runs one stage with a line before and after; a stage that throws has failed. */
export async function stage(name: string, work: () => Promise<Tally & { failures: string[] }>): Promise<Outcome> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  let done: Tally & { failures: string[] };
  try {
    done = await work();
  } catch (error) {
    const words = error instanceof Error ? error : new Error(String(error));
    console.log("plain" in words ? words.message : words.stack);
    done = { passed: 0, failed: 1, skipped: 0, failures: [words.message.split("\n")[0]!] };
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${done.failed === 0 ? "✔" : "✖"} ${name}: ${seconds.toFixed(1)} s`);
  return { name, seconds, ...done, failures: done.failures.map((line) => `${name}: ${line}`) };
}

/** Runs a program as a check of its own: silent when it passes, its whole output when not. */
export async function check(program: string, args: string[]): Promise<Tally & { failures: string[] }> {
  const { code, output } = await run(program, args, { quiet: true });
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  console.log(output);
  return { passed: 0, failed: 1, skipped: 0, failures: [`ended with ${code}`] };
}

/** Runs a program at the top of the checkout, our own Node first in PATH. */
export function run(
  program: string,
  args: string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number; output: string }> {
  const path = [`${root}node_modules/.bin`, dirname(process.execPath), process.env.PATH].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", options.quiet ? "pipe" : "inherit", options.quiet ? "pipe" : "inherit"],
    env: { ...process.env, ...options.env, PATH: path },
  });
  let output = "";
  child.stdout?.on("data", (bytes) => (output += bytes));
  child.stderr?.on("data", (bytes) => (output += bytes));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}
