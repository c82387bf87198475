import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../bin/pendopo.mjs", import.meta.url));

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a verb as an operator types it, with nothing of our own environment but what a shell gives. */
export function pendopo(args: readonly string[], env: Record<string, string> = {}, input = ""): Promise<Said> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [bin, ...args], { env: { PATH, HOME, ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, out, err }));
  });
}

/** What a person can mend is told in a sentence or two: never a stack, never a file of ours with a line. */
export const isPlain = (said: Said): boolean =>
  said.code !== 0 && said.err.trim() !== "" && !/\n\s+at |\.ts:\d/.test(said.err);
