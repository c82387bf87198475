import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { UsageFault } from "./usage.ts";

/**
 * One line that should stand neither in a shell's history nor in a list of processes: out of a file, out of a pipe
 * ("-"), or typed at a prompt that does not show it.
 */
export async function secretLine(file: string | undefined, prompt: string, flag: string): Promise<string> {
  if (file !== undefined && file !== "-") return readFileSync(file, "utf8").trim();
  if (file === undefined && !process.stdin.isTTY)
    throw new UsageFault(`Nobody is there to ask. Give ${flag} FILE, or ${flag} - to read it from a pipe.`);
  if (process.stdin.isTTY) process.stderr.write(prompt);
  const unseen = new Writable({ write: (_text, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY });
  try {
    for await (const line of lines) return line.trim();
    return "";
  } finally {
    lines.close();
    if (process.stdin.isTTY) process.stderr.write("\n");
  }
}
