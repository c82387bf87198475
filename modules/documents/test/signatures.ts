import { parts, read } from "../sign/der.ts";

export interface Signature {
  /** The CMS (DER) as it stands in the file, and the bytes that it covers. */
  cms: Buffer;
  covered: Buffer;
  /** It covers the file to its last byte. */
  whole: boolean;
  /** The time-stamp token, and what it stamps: the signature's value. */
  token: Buffer;
  value: Buffer;
}

/** The signatures of a PDF, in the order in which they were made. */
export function signaturesIn(pdf: Buffer): Signature[] {
  const ranges = pdf.toString("latin1").matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g);
  return [...ranges].map((found) => {
    const [from = 0, length = 0, next = 0, rest = 0] = found.slice(1).map(Number);
    const hex = pdf.toString("latin1", from + length + 1, next - 1);
    const padded = Buffer.from(hex, "hex");
    const cms = padded.subarray(0, read(padded).end);
    return {
      cms,
      covered: Buffer.concat([pdf.subarray(from, from + length), pdf.subarray(next, next + rest)]),
      whole: from === 0 && next + rest === pdf.length,
      ...stampIn(cms),
    };
  });
}

/** ContentInfo > SignedData > SignerInfo > signature value, and the token among what is not signed. */
function stampIn(cms: Buffer): Pick<Signature, "token" | "value"> {
  const inside = (at: number) => parts(cms, at);
  const [, content] = inside(0);
  const signers = inside(inside(content!.start)[0]!.start).at(-1);
  const fields = inside(inside(signers!.start)[0]!.start);
  const value = fields.find((one) => one.tag === 0x04)!;
  const attribute = inside(fields.find((one) => one.tag === 0xa1)!.start)[0]!;
  const [token] = inside(inside(attribute.start)[1]!.start);
  return { value: cms.subarray(value.body, value.end), token: cms.subarray(token!.start, token!.end) };
}
