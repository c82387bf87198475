import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What axe finds on the page, a line each. */
export async function findings(page: Page): Promise<string[]> {
  // By the debugger's own door: the page's policy lets in no script of ours but the house's.
  const session = await page.context().newCDPSession(page);
  const run = async (expression: string) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as unknown;
  };
  if (await run("typeof axe === 'undefined'")) await run(`${axe};0`);
  const violations = (await run(
    "axe.run({ resultTypes: ['violations'], selectors: false }).then((found) => found.violations)",
  )) as Finding[];
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}
