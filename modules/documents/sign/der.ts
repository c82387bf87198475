// The little DER that a time stamp needs (X.690), written and no more.
const length = (n: number): Buffer => {
  if (n < 128) return Buffer.of(n);
  const bytes = n < 256 ? [n] : n < 65_536 ? [n >> 8, n & 255] : [n >> 16, (n >> 8) & 255, n & 255];
  return Buffer.of(0x80 | bytes.length, ...bytes);
};
export const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), length(body.length), body]);
};
export const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => tlv(0x31, ...parts);
export const octets = (body: Uint8Array): Buffer => tlv(0x04, body);
export const nothing = Buffer.of(0x05, 0x00);
export const integer = (value: bigint | number): Buffer => {
  let hex = BigInt(value).toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) > 127) hex = `00${hex}`;
  return tlv(0x02, Buffer.from(hex, "hex"));
};
export const oid = (dotted: string): Buffer => {
  const [a = 0, b = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [a * 40 + b];
  for (const part of rest) {
    const groups = [part & 127];
    for (let n = Math.floor(part / 128); n > 0; n = Math.floor(n / 128)) groups.unshift((n & 127) | 128);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
};
/** A BIT STRING with one bit set, as DER writes named bits. */
export const bit = (n: number): Buffer =>
  tlv(0x03, Buffer.concat([Buffer.of(7 - (n % 8)), Buffer.alloc(n >> 3), Buffer.of(0x80 >> (n % 8))]));
export const generalizedTime = (at: Date): Buffer =>
  tlv(
    0x18,
    Buffer.from(
      at
        .toISOString()
        .replace(/[-:T]/g, "")
        .replace(/\.\d+Z/, "Z"),
    ),
  );
export const explicit = (tag: number, ...parts: readonly Uint8Array[]): Buffer => tlv(0xa0 | tag, ...parts);

/** The element at `at`: its tag, where its body begins and where it ends. */
export function read(bytes: Buffer, at = 0): { tag: number; body: number; end: number } {
  const tag = bytes[at];
  let size = bytes[at + 1];
  if (tag === undefined || size === undefined) throw new Error("cut-off DER");
  let body = at + 2;
  if (size & 0x80) {
    const count = size & 0x7f;
    size = bytes.readUIntBE(body, count);
    body += count;
  }
  if (body + size > bytes.length) throw new Error("cut-off DER");
  return { tag, body, end: body + size };
}

/** The elements inside the one at `at`. */
export function parts(bytes: Buffer, at = 0): { tag: number; start: number; body: number; end: number }[] {
  const outer = read(bytes, at);
  const found: { tag: number; start: number; body: number; end: number }[] = [];
  for (let next = outer.body; next < outer.end; ) {
    const one = read(bytes, next);
    found.push({ ...one, start: next });
    next = one.end;
  }
  if (found.some(({ end }) => end > outer.end)) throw new Error("DER that runs out of its frame");
  return found;
}
