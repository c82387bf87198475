// The web side and nothing else, for being measured: prints its address, ends on SIGTERM.
import { openHouse } from "../app/open.ts";
import { startSides } from "../app/running.ts";

const running = await startSides(await openHouse(), { web: true, worker: process.env.BENCH_WORKER === "yes" });
console.log(running.address);
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
