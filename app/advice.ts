import type { Config } from "../kernel/config.ts";
import { FileFault, type Manifest, type Sign, systemActor } from "../kernel/index.ts";
import { openWorld } from "./world.ts";

type Advice = Awaited<ReturnType<Sign["look"]>>;

/** What each room would have the operator mend, though the house runs as it is. */
export async function adviceOf(config: Config, modules: readonly Manifest[]): Promise<Advice[]> {
  let open: ReturnType<typeof openWorld> | undefined;
  try {
    open = openWorld(config, modules);
    const { world } = open;
    return await world.database.inTransaction(systemActor("doctor"), false, async (tx) => {
      const seen: Advice[] = [];
      for (const sign of modules.flatMap((room) => room.advice ?? [])) seen.push(await sign.look(world, tx));
      return seen;
    });
  } catch (error) {
    // The government's faulty files are told elsewhere.
    return error instanceof FileFault ? [] : [{ ok: false, detail: (error as Error).message }];
  } finally {
    await open?.close();
  }
}
