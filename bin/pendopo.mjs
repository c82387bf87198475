#!/usr/bin/env node
// The one command. Plain JavaScript for Node 18 and up, because it must run
// before anything is installed: it brings a Node that is new enough, then the
// packages, then hands over to app/cli.ts (or tools/test.ts).
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const verb = process.argv[2] ?? "help";

try {
  if (isNewEnough(process.versions.node)) await run();
  else await continueWithNewerNode();
} catch (error) {
  if (!error?.plain) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

/** 22.18 is the oldest line that kysely, graphile-worker and our loader all support; 23 is out of support. */
function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

async function run() {
  stopWhenParentDies();
  const { bringPackages } = await import("./packages.mjs");
  bringPackages(root, { withDevelopment: verb === "test" || verb === "bench" });
  await import("./typescript.mjs");
  // What is for developers stays outside app/, which is shipped.
  if (verb === "test") await import("../tools/test.ts");
  else if (verb === "bench") await (await import("../bench/run.ts")).run(process.argv.slice(3));
  else await import("../app/cli.ts");
}

async function continueWithNewerNode() {
  const { bringNode } = await import("./runtime.mjs");
  const node = bringNode(root);
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PENDOPO_PARENT: String(process.pid) },
  });
  // A terminal sends Ctrl-C to the whole group, the child included: passing it
  // on as well would look like an impatient second Ctrl-C.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP", "SIGUSR2"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`Could not start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    // Die of the same signal, so that a shell or supervisor sees the truth.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** Killed with -9, the outer process cannot pass anything on; the closed channel says it for it. */
function stopWhenParentDies() {
  if (!process.env.PENDOPO_PARENT || !process.channel) return;
  delete process.env.PENDOPO_PARENT;
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
