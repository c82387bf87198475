import { type Config, readConfig } from "../kernel/config.ts";
import { loadModules } from "./modules.ts";
import { type OpenWorld, openWorld } from "./world.ts";

/** Configuration from the environment, every room, and the world: what each verb for real use begins with. */
export async function openHouse(change: Partial<Record<keyof Config, string>> = {}): Promise<OpenWorld> {
  return openWorld(readConfig({ ...process.env, ...change }), await loadModules());
}
