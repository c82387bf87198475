import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { Refusal } from "../../kernel/index.ts";
import { hashBytes, hashText, issueToken } from "../../modules/identity/index.ts";
import { files } from "../../modules/registers/index.ts";
import { openHouse } from "../open.ts";
import { progress } from "./progress.ts";
import { refusedAt } from "./refused.ts";
import { UsageFault } from "./usage.ts";

const manual = `pendopo export REGISTER FILE --account X --reason R   takes a register out, into CSV, XLSX, JSON Lines or Parquet

It leaves in the name of an officer, who must keep the register (administrator: all of it; data steward: without what is
sealed). Everybody in it sees among who read their data that it was taken out, by which office and why.
  --account X   identifier of that officer's account
  --reason R    one of: ${files.reasons.join(", ")}
`;

/** Takes a register out as a file, in the name of an officer; each person in it gets a receipt before their row leaves. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { account: { type: "string" }, reason: { type: "string" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(manual);
    return;
  }
  const [code, path, ...more] = positionals;
  if (!code || !path || more.length > 0 || !values.account)
    throw new UsageFault(
      "Say which register, into which file and in whose name: pendopo export schools schools.csv --account X --reason report",
    );
  const reason = files.reasons.find((one) => one === values.reason);
  if (!reason) throw new UsageFault(`Say why: --reason is one of ${files.reasons.join(", ")}`);
  const tell = progress();
  const open = await openHouse();
  const { world } = open;
  try {
    const token = await issueToken(world, values.account, { hat: "officer", days: 1, steppedUp: true });
    const doorman = world.modules.find((room) => room.doorman)!.doorman!;
    const actor = await doorman.recognise(world, hashBytes(hashText(token)), "token", world.database.statement);
    if (!actor) throw new UsageFault(`${values.account} is no officer.`);
    await tell.step("Taking the register out", async () => {
      const bytes = await files.take(world, actor, code, { path, reason });
      // Never over a file that is there, and for nobody else to read.
      await pipeline(Readable.from(bytes), createWriteStream(path, { flags: "wx", mode: 0o600 }));
    });
    console.log(`${path} is written. It holds personal data: keep it as such, and delete it when it has served.`);
  } catch (error) {
    if (error instanceof Refusal) throw refusedAt(world, error);
    throw error;
  } finally {
    await open.close();
  }
}
