import { buildAssets } from "../design/assets.ts";
import type { Asset } from "../kernel/http/index.ts";
import type { World } from "../kernel/index.ts";

let built: Promise<{ files: Map<string, Asset>; names: Map<string, string> }> | undefined;

/** Styles and scripts, built once per process; `names` tells the hashed path of each ("style.css" -> "/assets/…"). */
export function assets(world: World): Promise<{ files: Map<string, Asset>; names: Map<string, string> }> {
  built ??= buildAssets(world.government.brand?.colours).then((files) => ({
    files,
    names: new Map([...files.keys()].map((path) => [path.split("/").at(-1)!, path])),
  }));
  return built;
}
