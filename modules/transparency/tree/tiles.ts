import { nodeHash } from "./hash.ts";
import type { Subtree } from "./proof.ts";

/** Hashes in a full tile (C2SP tlog-tiles): eight levels of the tree. */
export const tileWidth = 256;

/** How many hashes the tile `index` of `level` holds in a tree of `size` leaves; 0 when there is no such tile. */
export function widthOf(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth));
}

/** "x001/x234/067" for 1234067: three digits a folder, as the standard writes tile numbers. */
export function tileNumber(index: number): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  return groups.join("/");
}

export interface TileName {
  /** "entries" for the leaves themselves. */
  level: number | "entries";
  index: number;
  /** 1 to 256. */
  width: number;
}

/** Reads "0/x001/067", "entries/000.p/12"; null for anything the standard would not write. */
export function readTileName(path: string): TileName | null {
  const found = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!found) return null;
  const [, level = "", number = "", width] = found;
  const index = Number(number.replaceAll(/[x/]/g, ""));
  const name: TileName = {
    level: level === "entries" ? "entries" : Number(level),
    index,
    width: width ? Number(width) : tileWidth,
  };
  if (!Number.isSafeInteger(index) || tileNumber(index) !== number || (width && name.width >= tileWidth)) return null;
  if (name.level !== "entries" && name.level > 7) return null;
  return name;
}

/** "0/000.p/12". */
export const tileName = ({ level, index, width }: TileName): string =>
  `${level}/${tileNumber(index)}${width < tileWidth ? `.p/${width}` : ""}`;

/** Any subtree's root out of tiles; each tile is read once. `read` gives the hashes that the tile has by now. */
export function subtreeFromTiles(read: (level: number, index: number) => Promise<readonly Buffer[]>): Subtree {
  const kept = new Map<string, Promise<readonly Buffer[]>>();
  return async (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const inside = 2 ** (level % 8);
    const first = index * inside;
    const tile = Math.floor(first / tileWidth);
    const name = `${tileLevel}/${tile}`;
    const asked = kept.get(name) ?? read(tileLevel, tile);
    kept.set(name, asked);
    let row = (await asked).slice(first % tileWidth, (first % tileWidth) + inside);
    if (row.length !== inside) throw new Error(`tile ${name} is too short`);
    while (row.length > 1) row = row.flatMap((hash, i) => (i % 2 === 0 ? [nodeHash(hash, row[i + 1]!)] : []));
    return row[0]!;
  };
}
