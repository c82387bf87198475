import { randomBytes } from "node:crypto";
import type { Tx } from "../database/index.ts";
import { gcm, type Kms } from "./kms.ts";

export { fileKms, type Kms } from "./kms.ts";

/** Seals personal fields. Each subject has a random key of its own: destroying it shreds all that it sealed. */
export interface Secrets {
  kms: Kms;
  /** Seals a text for a subject; makes the subject's key at first use. `place` is "schema.table.column". */
  seal(tx: Tx, subject: string, place: string, text: string): Promise<Buffer>;
  /** Opens it; null when the subject's key was destroyed. */
  open(tx: Tx, subject: string, place: string, sealed: Buffer): Promise<string | null>;
  /** Destroys the subject's key. */
  shred(tx: Tx, subject: string): Promise<void>;
  /** 16 bytes by which a sealed value is found exactly; useless without the master key. */
  blindIndex(place: string, value: string): Buffer;
}

const mostKeys = 10_000;

export function makeSecrets(kms: Kms): Secrets {
  const cache = new Map<string, Buffer>();
  const remember = (subject: string, key: Buffer): Buffer => {
    if (cache.size >= mostKeys) cache.delete(cache.keys().next().value!);
    cache.set(subject, key);
    return key;
  };
  async function keyOf(tx: Tx, subject: string, make: boolean): Promise<Buffer | null> {
    // Read each time, so that a key shredded by another process is gone here too.
    const [row] = await tx.query<{ wrapped: Buffer }>("select wrapped from kernel.subject_key where subject = $1", [
      subject,
    ]);
    if (row) return cache.get(subject) ?? remember(subject, await kms.unwrap(row.wrapped, subject));
    cache.delete(subject);
    if (!make) return null;
    const key = randomBytes(32);
    const [made] = await tx.query<{ wrapped: Buffer }>(
      `insert into kernel.subject_key (subject, wrapped, master, created_at) values ($1, $2, $3, now())
       on conflict (subject) do nothing returning wrapped`,
      [subject, await kms.wrap(key, subject), kms.current],
    );
    // Not remembered: the transaction that made it may yet be undone.
    return made ? key : keyOf(tx, subject, false);
  }
  return {
    kms,
    async seal(tx, subject, place, text) {
      const key = await keyOf(tx, subject, true);
      return gcm.seal(key!, Buffer.from(text), `${place}|${subject}`);
    },
    async open(tx, subject, place, sealed) {
      const key = await keyOf(tx, subject, false);
      return key && gcm.open(key, sealed, `${place}|${subject}`).toString();
    },
    async shred(tx, subject) {
      cache.delete(subject);
      await tx.query("delete from kernel.subject_key where subject = $1", [subject]);
    },
    blindIndex: (place, value) => kms.mac(`blind|${place}`, value.normalize("NFC")).subarray(0, 16),
  };
}
