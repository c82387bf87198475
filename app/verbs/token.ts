import { parseArgs } from "node:util";
import { issueToken } from "../../modules/identity/index.ts";
import { openHouse } from "../open.ts";
import { UsageFault } from "./usage.ts";

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
  const days = Number(values.days);
  if (!values.account)
    throw new UsageFault("Say whose token: pendopo token --account narti@tirta.example --hat citizen");
  if (!hat) throw new UsageFault(`--hat is one of: ${hats.join(", ")}`);
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new UsageFault("--days takes a whole number from 1 to 366");
  const open = await openHouse();
  try {
    console.log(await issueToken(open.world, values.account, { hat, days }));
  } finally {
    await open.close();
  }
}
