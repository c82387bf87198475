import { execFileSync, spawnSync } from "node:child_process";
import type { TestContext } from "node:test";

/**
 * Whether a program that nobody here wrote is there to judge. Absent, the test is skipped and says so; in CI, which
 * installs them all, it fails.
 */
export function judges(t: TestContext, ...tools: readonly string[]): boolean {
  const absent = tools.filter((tool) => spawnSync("which", [tool]).status !== 0);
  if (absent.length === 0) return true;
  if (process.env.CI) throw new Error(`${absent.join(", ")}: absent in CI`);
  t.skip(`tool absent: ${absent.join(", ")}`);
  return false;
}

/** What a program says, out and err together; its exit code beside it. */
export function says(tool: string, args: readonly string[], input?: Buffer): { code: number; text: string } {
  const ran = spawnSync(tool, args, { ...(input && { input }), maxBuffer: 64 << 20 });
  return { code: ran.status ?? -1, text: `${ran.stdout}${ran.stderr}` };
}

/** The bytes that a program writes. Throws when it fails. */
export const outputOf = (tool: string, args: readonly string[], input?: Buffer): Buffer =>
  execFileSync(tool, args, { ...(input && { input }), maxBuffer: 64 << 20, stdio: ["pipe", "pipe", "pipe"] });
