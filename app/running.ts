import type { AddressInfo } from "node:net";
import { readGovernmentFiles } from "../kernel/government-file.ts";
import type { Server } from "../kernel/http/index.ts";
import { startWorker } from "../kernel/jobs/worker.ts";
import { UsageFault } from "./verbs/usage.ts";
import { openWeb } from "./web.ts";
import type { OpenWorld } from "./world.ts";

export interface Running {
  /** Address that the web side listens on; null without one. */
  address: string | null;
  stop(): Promise<void>;
}

/** Starts the sides that are asked for. `stop` lets requests and jobs finish, then closes the database. */
export async function startSides(open: OpenWorld, sides: { web: boolean; worker: boolean }): Promise<Running> {
  const { world } = open;
  // A fault in the government's files is found now, not when the first bill is made.
  readGovernmentFiles(
    world.government,
    world.modules.flatMap((room) => room.governmentFiles ?? []),
  );
  let web: Server | null = null;
  if (sides.web) {
    web = await openWeb(world);
    await web.listen({ host: world.config.HOST, port: world.config.PORT }).catch(explainPort(world.config.PORT));
  }
  const worker = sides.worker ? await startWorker(world, open.jobsPool()) : null;
  const at = web?.server.address() as AddressInfo | null;
  let stopping: Promise<void> | undefined;
  return {
    address: at ? `http://${at.address.includes(":") ? `[${at.address}]` : at.address}:${at.port}` : null,
    stop: () => {
      stopping ??= (async () => {
        await web?.close();
        await worker?.stop();
        await open.close();
      })();
      return stopping;
    },
  };
}

const explainPort =
  (port: number) =>
  (error: unknown): never => {
    const { code } = error as { code?: string };
    const told = "PORT=N, or for the demo: npm run demo -- --port";
    if (code === "EADDRINUSE")
      throw new UsageFault(`Port ${port} is taken by another program. Choose another: ${told} ${port + 1}`);
    if (code === "EACCES")
      throw new UsageFault(`Port ${port} may not be opened by this user. Choose one above 1024: ${told} 8080`);
    throw error;
  };

/** Waits for Ctrl-C or a stop signal, then stops; a second one ends at once. */
export async function untilStopped(stop: () => Promise<void>, say: (line: string) => void = () => {}): Promise<void> {
  await new Promise<void>((done) => {
    let askedAt = 0;
    const ask = () => {
      // Under npm one Ctrl-C arrives twice within a moment: only a later one means "at once".
      if (askedAt && performance.now() - askedAt > 1500) process.exit(130);
      if (askedAt) return;
      askedAt = performance.now();
      say("Stopping; what is under way is finished first.");
      const late = setTimeout(() => process.exit(1), 35_000);
      late.unref();
      stop().then(done, (error) => {
        console.error(error);
        process.exit(1);
      });
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  });
  process.exit(0);
}
