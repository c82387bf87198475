import { openHouse } from "../open.ts";
import { startSides, untilStopped } from "../running.ts";

/** Web and worker in one process. */
export async function run(): Promise<void> {
  const open = await openHouse();
  const running = await startSides(open, { web: true, worker: true });
  open.world.log.info({ address: running.address, worker: true }, "running");
  await untilStopped(running.stop);
}
