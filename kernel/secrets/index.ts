import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Tx } from "../database/index.ts";
import { gcm, type Kms } from "./kms.ts";

export { fileKms, type Kms } from "./kms.ts";

/** Seals personal fields. Each subject has a random key of its own: destroying it shreds all that it sealed. */
export interface Secrets {
  kms: Kms;
  /** Seals a text for a subject; makes the subject's key at first use. `place` is "schema.table.column". */
  seal(tx: Tx, subject: string, place: string, text: string): Promise<Buffer>;
  /** Seals one text for each of many subjects, in two statements: for imports. */
  sealMany(tx: Tx, place: string, texts: readonly (readonly [subject: string, text: string])[]): Promise<Buffer[]>;
  /**
   * Opens it; null when the subject's key was destroyed. Whoever read the wrapped key together with what is sealed (see
   * `wrappedKeyOf`) hands it over, and the database is not asked again.
   */
  open(tx: Tx, subject: string, place: string, sealed: Buffer, wrapped?: Buffer | null): Promise<string | null>;
  /** Destroys the subject's key. Says which it was: the SHA-256 of the wrapped key in hex, or null when there was none. */
  shred(tx: Tx, subject: string): Promise<string | null>;
  /** 16 bytes by which a sealed value is found exactly; useless without the master key. */
  blindIndex(place: string, value: string): Buffer;
}

/** The wrapped key of the subject in this column, as a part of a statement that reads what is sealed. */
export const wrappedKeyOf = (subject: string): string =>
  `(select k.wrapped from kernel.subject_key k where k.subject = ${subject})`;

const mostKeys = 10_000;
const freshKey = (): KeyObject => createSecretKey(randomBytes(32));

export function makeSecrets(kms: Kms): Secrets {
  const cache = new Map<string, KeyObject>();
  async function unwrapped(subject: string, wrapped: Buffer): Promise<KeyObject> {
    const known = cache.get(subject);
    if (known) return known;
    const key = createSecretKey(await kms.unwrap(wrapped, subject));
    if (cache.size >= mostKeys) cache.delete(cache.keys().next().value!);
    cache.set(subject, key);
    return key;
  }
  async function keyOf(tx: Tx, subject: string, make: boolean): Promise<KeyObject | null> {
    // Read each time, so that a key shredded by another process is gone here too.
    const [row] = await tx.query<{ wrapped: Buffer }>("select wrapped from kernel.subject_key where subject = $1", [
      subject,
    ]);
    if (row) return unwrapped(subject, row.wrapped);
    cache.delete(subject);
    if (!make) return null;
    const key = freshKey();
    const [made] = await tx.query<{ wrapped: Buffer }>(
      `insert into kernel.subject_key (subject, wrapped, master, created_at) values ($1, $2, $3, now())
       on conflict (subject) do nothing returning wrapped`,
      [subject, await kms.wrap(key.export(), subject), kms.current],
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
    async sealMany(tx, place, texts) {
      const wanted = [...new Set(texts.map(([subject]) => subject))];
      const known = await tx.query<{ subject: string; wrapped: Buffer }>(
        "select subject, wrapped from kernel.subject_key where subject = any($1::uuid[])",
        [wanted],
      );
      const keys = new Map<string, KeyObject>();
      for (const { subject, wrapped } of known) keys.set(subject, createSecretKey(await kms.unwrap(wrapped, subject)));
      const fresh = wanted.filter((subject) => !keys.has(subject));
      const made = new Map(fresh.map((subject) => [subject, freshKey()]));
      const wrapped = await Promise.all(fresh.map((subject) => kms.wrap(made.get(subject)!.export(), subject)));
      const kept = await tx.query<{ subject: string }>(
        `insert into kernel.subject_key (subject, wrapped, master, created_at)
         select s, w, $3, now() from unnest($1::uuid[], $2::bytea[]) as new(s, w)
         on conflict (subject) do nothing returning subject`,
        [fresh, wrapped, kms.current],
      );
      for (const { subject } of kept) keys.set(subject, made.get(subject)!);
      // Another transaction made a key in the same moment: its key counts.
      for (const subject of fresh) if (!keys.has(subject)) keys.set(subject, (await keyOf(tx, subject, false))!);
      return texts.map(([subject, text]) => gcm.seal(keys.get(subject)!, Buffer.from(text), `${place}|${subject}`));
    },
    async open(tx, subject, place, sealed, wrapped) {
      if (wrapped === null) cache.delete(subject);
      const key =
        wrapped === undefined ? await keyOf(tx, subject, false) : wrapped && (await unwrapped(subject, wrapped));
      return key && gcm.open(key, sealed, `${place}|${subject}`).toString();
    },
    async shred(tx, subject) {
      cache.delete(subject);
      const [gone] = await tx.query<{ wrapped: Buffer }>(
        "delete from kernel.subject_key where subject = $1 returning wrapped",
        [subject],
      );
      return gone ? createHash("sha256").update(gone.wrapped).digest("hex") : null;
    },
    blindIndex: (place, value) => kms.mac(`blind|${place}`, value.normalize("NFC")).subarray(0, 16),
  };
}
