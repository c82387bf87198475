import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Where the master key lives. It wraps small keys and never leaves; a file here, an HSM or a cloud's KMS elsewhere. */
export interface Kms {
  /** The key that wraps now; old ones still unwrap. */
  readonly current: string;
  wrap(plain: Buffer, context: string): Promise<Buffer>;
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
  /** HMAC-SHA256 under a key derived for this label: blind indexes, tokens. Steady across master keys. */
  mac(label: string, data: Buffer | string): Buffer;
}

interface KeyFile {
  current: string;
  keys: Record<string, string>;
  index: string;
}

const seal = (key: KeyObject, plain: Buffer, aad: string): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(aad));
  return Buffer.concat([Buffer.of(1), iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const open = (key: KeyObject, sealed: Buffer, aad: string): Buffer => {
  if (sealed[0] !== 1 || sealed.length < 29) throw new Error("Not a sealed value");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13)).setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([decipher.update(sealed.subarray(13, sealed.length - 16)), decipher.final()]);
};

// Keys are key objects throughout: given bytes, Node takes longer to find out what they are than to use them.
/** AES-256-GCM with a random nonce: version byte, 12 nonce, text, 16 tag. `aad` binds a value to its place. */
export const gcm = { seal, open };

/** Master keys in one file that only its owner may read; made at first use. */
export function fileKms(path: string): Kms {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const made: KeyFile = {
      current: "m1",
      keys: { m1: randomBytes(32).toString("base64") },
      index: randomBytes(32).toString("base64"),
    };
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
  }
  chmodSync(path, 0o600);
  const file = JSON.parse(readFileSync(path, "utf8")) as KeyFile;
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, createSecretKey(key, "base64")]));
  const index = createSecretKey(file.index, "base64");
  const labels = new Map<string, KeyObject>();
  return {
    current: file.current,
    wrap: async (plain, context) =>
      Buffer.concat([
        Buffer.from([file.current.length]),
        Buffer.from(file.current),
        seal(keys.get(file.current)!, plain, context),
      ]),
    unwrap: async (wrapped, context) => {
      const length = wrapped[0] ?? 0;
      const key = keys.get(wrapped.subarray(1, 1 + length).toString());
      if (!key) throw new Error("Wrapped by a master key that is not here");
      return open(key, wrapped.subarray(1 + length), context);
    },
    mac: (label, data) => {
      let key = labels.get(label);
      if (!key) {
        key = createSecretKey(createHmac("sha256", index).update(label).digest());
        labels.set(label, key);
      }
      return createHmac("sha256", key).update(data).digest();
    },
  };
}
