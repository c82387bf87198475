import { openHouse } from "../open.ts";
import { startSides, untilStopped } from "../running.ts";

/** The worker alone: relay, jobs, timers, the log's signer. */
export async function run(): Promise<void> {
  const open = await openHouse();
  const running = await startSides(open, { web: false, worker: true });
  open.world.log.info({ address: running.address, worker: true }, "running");
  await untilStopped(running.stop);
}
