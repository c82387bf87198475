import { parseArgs } from "node:util";
import { openHouse } from "../open.ts";
import { seed } from "../seed.ts";
import { progress } from "./progress.ts";
import { wholeNumber } from "./usage.ts";

/** Loads the government's own files. `--demo --people N` adds the example's people and accounts. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { people: { type: "string", default: "0" }, demo: { type: "boolean", default: false } },
  });
  const people = wholeNumber(values.people, "--people", 0, 1_000_000);
  const open = await openHouse();
  try {
    const { faults } = await progress().step("Loading the government's files", (say) =>
      seed(open.world, { people, demo: values.demo, registers: values.demo, say }),
    );
    if (faults.length > 0) {
      console.error(`\nNot published, because of:\n${faults.map((fault) => `  ${fault}`).join("\n")}\n`);
      process.exitCode = 1;
    }
  } finally {
    await open.close();
  }
}
