import { openHouse } from "../open.ts";
import { startSides, untilStopped } from "../running.ts";

/** The web side alone: start as many as the load needs. */
export async function run(): Promise<void> {
  const open = await openHouse();
  const running = await startSides(open, { web: true, worker: false });
  open.world.log.info({ address: running.address, worker: false }, "running");
  await untilStopped(running.stop);
}
