// Calls npm with the Node that runs us, not the one npm would pick: npm skips
// optional packages whose `engines` the Node in PATH does not meet, and those
// are our binaries.
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** What a person can mend; shown without a stack. */
export class PlainError extends Error {
  plain = true;
}

/** Without these npm waits over a minute before it says that it is offline. */
export const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];

/** Runs npm, its output on our standard error; gives the exit code. */
export function npm(args, { cwd }) {
  const script = npmScript();
  const path = [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const options = { cwd, stdio: ["ignore", 2, 2], env: { ...process.env, PATH: path, npm_config_global: "false" } };
  const done = script
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", args, {
        ...options,
        shell: process.platform === "win32",
      });
  if (done.error?.code === "ENOENT")
    throw new PlainError("npm was not found. It comes with Node; install it (on Debian: apt-get install npm).");
  return done.status ?? 1;
}

function npmScript() {
  const outer = process.env.npm_execpath;
  if (outer?.endsWith("npm-cli.js") && existsSync(outer)) return outer;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const found = join(folder, "npm");
    if (!folder || !existsSync(found)) continue;
    const real = realpathSync(found);
    if (real.endsWith("npm-cli.js")) return real;
    const beside = join(folder, "node_modules", "npm", "bin", "npm-cli.js");
    if (existsSync(beside)) return beside;
  }
  return undefined;
}
