import { createHash } from "node:crypto";

/** Chance that falls the same way each time: drawn from a seed and a place in the row. */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string, place: number) {
    const digest = createHash("sha256").update(`${seed}/${place}`).digest();
    this.#a = digest.readUInt32LE(0);
    this.#b = digest.readUInt32LE(4);
    this.#c = digest.readUInt32LE(8);
    this.#d = digest.readUInt32LE(12);
  }

  /** A number from 0 up to 1 (sfc32, Chris Doty-Humphrey's small fast counting generator). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True this often: 0.04 is one in twenty-five. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  oneOf<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }
}

const firstMs = Date.UTC(2026, 0, 1);

/**
 * An id that is the same each time, in the form of a UUIDv7: its time is the place in the
 * row (a millisecond each), so that a big import fills its index from left to right.
 */
export function steadyId(seed: string, what: string, place: number): string {
  const b = createHash("sha256").update(`${seed}/${what}/${place}`).digest().subarray(0, 16);
  b.writeUIntBE(firstMs + place, 0, 6);
  b[6] = 0x70 | (b[6]! & 0x0f);
  b[8] = 0x80 | (b[8]! & 0x3f);
  const h = b.toString("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
