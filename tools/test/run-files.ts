// The files that are named, in that order, a process for each: what `node --test` does, but it sorts them by name.
import { run } from "node:test";
import report from "./reporter.ts";

const loader = new URL("../../bin/typescript.mjs", import.meta.url).href;
const files = process.argv.slice(2);

run({ files, concurrency: 2, timeout: 600_000, execArgv: ["--import", loader] })
  .on("test:fail", () => (process.exitCode = 1))
  .compose(report)
  .pipe(process.stdout);
