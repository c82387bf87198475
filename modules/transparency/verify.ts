import { commitmentOf } from "./commitment.ts";
import { type Edge, grow, rootOf } from "./tree/edge.ts";
import { leafHash } from "./tree/hash.ts";
import { type Checkpoint, openCheckpoint } from "./tree/note.ts";
import { consistencyProof, isConsistent, rootByInclusion } from "./tree/proof.ts";
import { readProof } from "./tree/proof-file.ts";
import { subtreeFromTiles, tileName, tileWidth, widthOf } from "./tree/tiles.ts";

/** The log is not what it says it is, or cannot be read. The message says which, in words for a person. */
export class LogFault extends Error {
  override name = "LogFault";
}

export interface Verified extends Checkpoint {
  /** The signed note, to remember for the next time. */
  note: string;
  /** Size of the earlier checkpoint that this one was shown to continue; null when none was given. */
  continues: number | null;
}

/**
 * Recomputes a whole log from outside, over HTTP only: the signature, every leaf, every tile, the root; and that it
 * continues what was seen before. `url` is the log's address ("https://host/log"). `key` is the verifier key from
 * elsewhere; without it the log's own word is taken for its key. Throws a LogFault for whatever does not hold.
 */
export async function verifyLog(
  url: string,
  {
    key,
    since,
    progress = () => {},
  }: { key?: string; since?: string; progress?: (leaves: number, of: number) => void } = {},
): Promise<Verified> {
  const log = url.replace(/\/$/, "");
  const get = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${log}/${path}`, { signal: AbortSignal.timeout(30_000) }).catch((error: Error) => {
      throw new LogFault(`${log}/${path} does not answer: ${error.message}`);
    });
    if (!answer.ok) throw new LogFault(`${log}/${path} answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const verifier = (key ?? (await get("key")).toString()).trim();
  const note = (await get("checkpoint")).toString();
  const signed = openCheckpoint(note, verifier);
  if (!signed) throw new LogFault("the checkpoint is not signed by the log's key");
  const { size } = signed;

  let edge: Edge = { size: 0, roots: [] };
  const made = new Map<string, Buffer[]>();
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = widthOf(0, index, size);
    const entries = entriesOf(await get(`tile/${tileName({ level: "entries", index, width })}`));
    if (entries.length !== width) throw new LogFault(`bundle ${index} holds ${entries.length} entries, not ${width}`);
    const leaves = entries.map(leafHash);
    if (!Buffer.concat(leaves).equals(await get(`tile/${tileName({ level: 0, index, width })}`)))
      throw new LogFault(`tile 0/${index} does not hold the hashes of its entries`);
    edge = grow(edge, leaves, (level, at, hash) => {
      const tile = `${level}/${Math.floor(at / tileWidth)}`;
      made.set(tile, [...(made.get(tile) ?? []), hash]);
    });
    progress(edge.size, size);
  }
  if (!rootOf(edge).equals(signed.root))
    throw new LogFault("the entries do not lead to the signed root: the log was changed");
  for (const [tile, hashes] of made) {
    const [level = 0, index = 0] = tile.split("/").map(Number);
    if (!Buffer.concat(hashes).equals(await get(`tile/${tileName({ level, index, width: hashes.length })}`)))
      throw new LogFault(`tile ${tile} does not hold the hashes of the tiles below it`);
  }
  return { ...signed, note, continues: since ? await continuation(since, verifier, signed, get) : null };
}

/** Shows that what was signed earlier is the beginning of what is signed now. */
async function continuation(
  since: string,
  verifier: string,
  now: Checkpoint,
  get: (path: string) => Promise<Buffer>,
): Promise<number> {
  const earlier = openCheckpoint(since, verifier);
  if (!earlier)
    throw new LogFault("the remembered checkpoint is not signed by this log's key: another log, or another key");
  if (earlier.size > now.size)
    throw new LogFault(`the log has shrunk: ${earlier.size} entries were signed before, ${now.size} now`);
  if (earlier.size === 0) return 0;
  const tiles = subtreeFromTiles(async (level, index) => {
    const width = widthOf(level, index, now.size);
    const bytes = await get(`tile/${tileName({ level, index, width })}`);
    if (bytes.length !== width * 32) throw new LogFault(`tile ${level}/${index} holds ${bytes.length} bytes`);
    return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
  });
  const proof = await consistencyProof(earlier.size, now.size, tiles);
  if (!isConsistent(earlier.size, now.size, proof, earlier.root, now.root))
    throw new LogFault(`the log does not continue what it signed at ${earlier.size} entries: its past was rewritten`);
  return earlier.size;
}

function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = at + 2 <= bundle.length ? bundle.readUInt16BE(at) : Number.POSITIVE_INFINITY;
    if (at + 2 + length > bundle.length) throw new LogFault("a bundle of entries is cut off");
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** Checks a proof file with nothing but the key: gives the journal row it proves, as text, and its place. Throws a LogFault. */
export function verifyProof(text: string, key: string): { row: string; index: number; size: number } {
  const proof = readProof(text);
  if (!proof) throw new LogFault("this is not a proof file");
  const signed = openCheckpoint(proof.checkpoint, key.trim());
  if (!signed) throw new LogFault("the proof's checkpoint is not signed by this key");
  const { row, salt } = carried(proof.extra);
  const entry = commitmentOf(row, Buffer.from(salt, "base64"));
  if (!rootByInclusion(entry, proof.index, signed.size, proof.path)?.equals(signed.root))
    throw new LogFault("the proof does not lead from this row to the signed root");
  return { row, index: proof.index, size: signed.size };
}

function carried(extra: string): { row: string; salt: string } {
  try {
    const { row, salt } = JSON.parse(extra);
    if (typeof row === "string" && typeof salt === "string") return { row, salt };
  } catch {
    // Told below: what is no JSON carries no row either.
  }
  throw new LogFault("the proof carries no journal row");
}
