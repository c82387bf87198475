import { parseArgs } from "node:util";
import { openHouse } from "../open.ts";
import { seed } from "../seed.ts";
import { progress } from "./progress.ts";

/** Loads the government's own files. `--demo --people N` adds the example's people and accounts. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { people: { type: "string", default: "0" }, demo: { type: "boolean", default: false } },
  });
  const open = await openHouse();
  try {
    await progress().step("Loading the government's files", (say) =>
      seed(open.world, { people: Number(values.people), demo: values.demo, say }),
    );
  } finally {
    await open.close();
  }
}
