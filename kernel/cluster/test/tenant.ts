// A process that uses a cluster, for tests that kill it: says where it is, then waits.
import { startCluster } from "../index.ts";

const cluster = await startCluster({ dataDir: process.argv[2]! });
console.log(JSON.stringify({ ...cluster, tenant: process.pid }));
process.on("SIGTERM", () => void cluster.stop().then(() => process.exit(0)));
setInterval(() => {}, 60_000);
