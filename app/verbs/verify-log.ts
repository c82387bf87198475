import { UsageFault } from "./usage.ts";

export async function run(): Promise<void> {
  throw new UsageFault("not yet");
}
