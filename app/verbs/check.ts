import { parseArgs } from "node:util";
import { readConfig } from "../../kernel/config.ts";
import { readGovernment } from "../../kernel/government.ts";
import { loadModules } from "../modules.ts";
import { foldersOf } from "../services.ts";
import { UsageFault } from "./usage.ts";

/**
 * Looks at every service of GOVERNMENT_DIR, or at one: its files, what they say to each other, and its own tests. Needs
 * no database. Ends with 1 when something is to be mended.
 */
export async function run(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const { government, calendar } = readGovernment(readConfig(process.env).GOVERNMENT_DIR);
  const all = foldersOf(await loadModules(), government, calendar);
  const asked = positionals.length === 0 ? all : all.filter(({ code }) => positionals.includes(code));
  const unknown = positionals.find((code) => !all.some((one) => one.code === code));
  if (unknown !== undefined)
    throw new UsageFault(`There is no service "${unknown}". There are: ${all.map(({ code }) => code).join(", ")}`);
  for (const { code, service, faults } of asked) {
    if (service) console.log(`well   ${code} ${service.version}${testsOf(service.tests.length)}`);
    else console.log(`MEND   ${code}\n${faults.map((fault) => `       ${fault}`).join("\n")}`);
  }
  if (asked.some(({ service }) => !service)) process.exitCode = 1;
}

const testsOf = (count: number): string => (count === 0 ? "" : `, ${count} ${count === 1 ? "test" : "tests"}`);
