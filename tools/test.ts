// `npm test`: every check there is, by itself. `npm test -- kernel/money` runs
// only the test files whose path holds that text; `npm test -- types lint walls
// unused` only those checks.
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withDatabase } from "./test/database.ts";
import { check, type Outcome, root, run, stage, type Tally } from "./test/stage.ts";
import { bringBrowser, bringJudges } from "./test/tools-needed.ts";

const loader = pathToFileURL(`${root}bin/typescript.mjs`).href;

const checks: Record<string, () => ReturnType<typeof check>> = {
  types: () => check("tsc", ["-p", "."]),
  lint: () => check("biome", ["check", "--error-on-warnings", "--max-diagnostics=50", "."]),
  walls: () => check(process.execPath, ["--import", loader, "tools/walls.ts"]),
  unused: () => check("knip", ["--no-progress"]),
};

/** What takes minutes begins at once: else it would run on alone when all others are done. */
const longest = ["test/journeys/pages", "test/journeys/licence", "test/faults/"];

const wanted = process.argv.slice(process.argv[2] === "test" ? 3 : 2);
const wantedChecks = wanted.filter((word) => word in checks);
const wantedPaths = wanted.filter((word) => !(word in checks));

const all = ["kernel", "modules", "design", "app", "test"].flatMap((part) =>
  globSync(`${part}/**/*.test.ts`, { cwd: root }),
);
const chosen = all
  .filter((file) => (wanted.length === 0 ? true : wantedPaths.some((text) => file.includes(text.replace(/^\.\//, "")))))
  .sort();
const inBrowser = chosen.filter((file) => file.startsWith("test/journeys/") || needsBrowser(file));
const others = chosen.filter((file) => !inBrowser.includes(file));

const outcomes: Outcome[] = [];
for (const [name, work] of Object.entries(checks)) {
  if (wanted.length === 0 || wantedChecks.includes(name)) outcomes.push(await stage(name, work));
}
if (wantedPaths.length > 0 && chosen.length === 0) {
  outcomes.push(
    await stage("files", () => Promise.reject(new Error(`No test file's path holds ${wantedPaths.join(" or ")}`))),
  );
}
if (chosen.length > 0) {
  if (wanted.length === 0) await bringJudges();
  const database = await stage("database", () =>
    withDatabase(async (env) => {
      if (others.length > 0) outcomes.push(await stage("tests", () => runFiles(others, env)));
      if (inBrowser.length > 0) outcomes.push(await stage("journeys in Chromium", () => runInBrowser(inBrowser, env)));
      return { passed: 0, failed: 0, skipped: 0, failures: [] };
    }),
  );
  if (database.failed > 0) outcomes.push(database);
}
close(outcomes);

async function runInBrowser(files: string[], env: NodeJS.ProcessEnv): ReturnType<typeof runFiles> {
  return runFiles(files, { ...env, PENDOPO_CHROMIUM: await bringBrowser() });
}

/** A process for each file (0.3 s each, two at a time): what one leaves behind cannot help or hurt the next. */
async function runFiles(files: string[], env: NodeJS.ProcessEnv): Promise<Tally & { failures: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-tally-"));
  const PENDOPO_TEST_TALLY = join(folder, "tally");
  try {
    const { code } = await run(
      process.execPath,
      ["--import", loader, "tools/test/run-files.ts", ...longestFirst(files)],
      {
        env: { ...env, PENDOPO_TEST_TALLY },
      },
    );
    const tally = JSON.parse(readFileSync(PENDOPO_TEST_TALLY, "utf8")) as Tally & { failures: string[] };
    // The runner may fail where no single test did (a file that does not load).
    if (code !== 0 && tally.failed === 0) return { ...tally, failed: 1, failures: [`the files ended with ${code}`] };
    return tally;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function longestFirst(files: readonly string[]): string[] {
  const placeOf = (file: string) => longest.findIndex((one) => file.startsWith(one)) >>> 0; // one that is not listed comes last
  return files.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function needsBrowser(file: string): boolean {
  return /playwright|PENDOPO_CHROMIUM|\/browser\.ts"/.test(readFileSync(join(root, file), "utf8"));
}

function sum(tallies: readonly (Tally & { failures: string[] })[]): Tally & { failures: string[] } {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] as string[] };
  for (const one of tallies) {
    total.passed += one.passed;
    total.failed += one.failed;
    total.skipped += one.skipped;
    total.failures.push(...one.failures);
  }
  return total;
}

/** The last words: how long each stage took, what failed, and one plain line that machines read too. */
function close(stages: readonly Outcome[]): void {
  const total = sum(stages);
  console.log(`\n${stages.map((one) => `${one.name} ${one.seconds.toFixed(1)} s`).join(" · ")}`);
  if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map((line) => `  ✖ ${line}`).join("\n")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
