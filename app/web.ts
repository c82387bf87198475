import { openServer, type Server } from "../kernel/http/index.ts";
import type { World } from "../kernel/index.ts";
import { assets } from "./assets.ts";
import { faces } from "./faces.tsx";

/** The web side of the house: every page, route and API door, dressed. Does not listen yet. */
export async function openWeb(world: World): Promise<Server> {
  const { files, names } = await assets(world);
  return openServer(world, faces(world, names), files);
}
