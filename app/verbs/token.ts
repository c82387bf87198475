import { parseArgs } from "node:util";
import { Refusal } from "../../kernel/index.ts";
import { issueToken } from "../../modules/identity/index.ts";
import { openHouse } from "../open.ts";
import { UsageFault, wholeNumber } from "./usage.ts";

const hats = ["citizen", "business", "officer"] as const;

/** Prints a bearer token for scripts, once; only its hash is kept. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      account: { type: "string" },
      hat: { type: "string", default: "citizen" },
      days: { type: "string", default: "1" },
    },
  });
  const hat = hats.find((name) => name === values.hat);
  if (!values.account)
    throw new UsageFault("Say whose token: pendopo token --account narti@tirta.example --hat citizen");
  if (!hat) throw new UsageFault(`--hat is one of: ${hats.join(", ")}`);
  const days = wholeNumber(values.days, "--days", 1, 366);
  const open = await openHouse();
  try {
    console.log(await issueToken(open.world, values.account, { hat, days }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new UsageFault(`${values.account}: ${open.world.words.say("en")(error.messageKey, error.values)}`);
  } finally {
    await open.close();
  }
}
