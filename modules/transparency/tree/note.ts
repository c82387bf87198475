import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { exactBase64 } from "./base64.ts";

// C2SP signed-note and tlog-checkpoint, Ed25519 (algorithm 1).
const algorithm = Buffer.of(1);
const prefix = Buffer.from("302a300506032b6570032100", "hex");

const hashOf = (name: string, key: Buffer): Buffer =>
  createHash("sha256").update(`${name}\n`).update(algorithm).update(key).digest().subarray(0, 4);

/** The 32 bytes of an Ed25519 public key. */
export const rawKey = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" }).subarray(-32);

/** "name+hash+key", as verifiers take it. */
export const verifierKey = (name: string, key: Buffer): string =>
  `${name}+${hashOf(name, key).toString("hex")}+${Buffer.concat([algorithm, key]).toString("base64")}`;

export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
}

const textOf = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString("base64")}\n`;

export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject, publicKey: Buffer): string {
  const text = textOf(checkpoint);
  const signature = Buffer.concat([hashOf(checkpoint.origin, publicKey), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${checkpoint.origin} ${signature.toString("base64")}\n`;
}

/** The checkpoint that a note says, when this key signed it; null for anything else. */
export function openCheckpoint(note: string, key: string): Checkpoint | null {
  const [name = "", , encoded = ""] = splitKey(key);
  const raw = Buffer.from(encoded, "base64").subarray(1);
  if (raw.length !== 32 || key !== verifierKey(name, raw)) return null;
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0) return null;
  const text = note.slice(0, cut + 1);
  const [origin = "", size = "", root = "", ...more] = text.split("\n");
  const hash = exactBase64(root);
  if (origin !== name || !/^(0|[1-9]\d{0,15})$/.test(size) || hash?.length !== 32 || more.join("") !== "") return null;
  const publicKey = createPublicKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "spki" });
  let good = false;
  for (const line of note.slice(cut + 2).split("\n")) {
    const [, by, signature] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = exactBase64(signature ?? "");
    if (!bytes) return null;
    // Signatures of keys unknown here are no business of ours; a bad one in the known key's name spoils the note.
    if (by !== name || !bytes.subarray(0, 4).equals(hashOf(name, raw))) continue;
    if (!verify(null, Buffer.from(text), publicKey, bytes.subarray(4))) return null;
    good = true;
  }
  return good ? { origin, size: Number(size), root: hash } : null;
}

function splitKey(key: string): string[] {
  const [, name = "", hash = "", encoded = ""] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(key) ?? [];
  return [name, hash, encoded];
}
