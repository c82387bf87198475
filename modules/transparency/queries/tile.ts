import { z } from "zod";
import { query } from "../../../kernel/index.ts";
import { commitmentsAt, hashesOf } from "../stored.ts";
import { readTileName, widthOf } from "../tree/tiles.ts";

/** The bytes of a tile or of a bundle of entries, as far as the signed tree goes; null when there is no such tile. */
export const tile = query({
  name: "transparency.tile",
  internal: true,
  input: z.object({ path: z.string().max(100) }),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { path }) {
    const name = readTileName(path);
    if (!name) return null;
    const [signed] = await tx.query<{ size: bigint | null }>("select max(size) as size from transparency.checkpoint");
    const { level, index, width } = name;
    if (width > widthOf(level === "entries" ? 0 : level, index, Number(signed?.size ?? 0n))) return null;
    if (level !== "entries") return Buffer.concat((await hashesOf(tx, level, index)).slice(0, width));
    return Buffer.concat(
      (await commitmentsAt(tx, index))
        .slice(0, width)
        .map((entry) => Buffer.concat([Buffer.of(entry.length >> 8, entry.length & 255), entry])),
    );
  },
});
