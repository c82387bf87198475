import { decimal, type Money } from "../../../kernel/index.ts";

/** One EMVCo data object: two digits of id, two of length, the value. */
const object = (id: string, value: string): string => {
  if (value.length > 99) throw new Error(`QRIS object ${id} is longer than 99`);
  return `${id}${String(value.length).padStart(2, "0")}${value}`;
};

/** CRC-16/CCITT-FALSE over the text (EMVCo MPM 1.1, object 63). */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}

export interface Merchant {
  /** National merchant id (NMID) and the acquirer's merchant PAN. */
  nmid: string;
  pan: string;
  /** ISO 18245 category; 9399 is government services. */
  category: string;
  name: string;
  city: string;
  postal: string;
}

const numericCurrency: Record<string, string> = { IDR: "360" };

/** A dynamic QRIS payload (EMVCo merchant-presented): who is paid, how much, for which bill. */
export function qrisPayload(
  merchant: Merchant,
  { amount, bill, reference }: { amount: Money; bill: string; reference: string },
): string {
  const currency = numericCurrency[amount.currency];
  if (!currency) throw new Error(`QRIS takes rupiah, not ${amount.currency}`);
  const account =
    object("00", "ID.CO.QRIS.WWW") + object("01", merchant.pan) + object("02", merchant.nmid) + object("03", "UME");
  const text =
    object("00", "01") +
    object("01", "12") +
    object("26", account) +
    object("51", object("00", "ID.CO.QRIS.WWW") + object("02", merchant.nmid) + object("03", "UME")) +
    object("52", merchant.category) +
    object("53", currency) +
    object("54", decimal(amount)) +
    object("58", "ID") +
    object("59", merchant.name.slice(0, 25)) +
    object("60", merchant.city.slice(0, 15)) +
    object("61", merchant.postal) +
    object("62", object("01", bill.slice(0, 25)) + object("05", reference.slice(0, 25)));
  return `${text}6304${crc16(`${text}6304`)}`;
}

/** Takes a payload apart again: id -> value. Null when its CRC is wrong. */
export function readQris(payload: string): Map<string, string> | null {
  if (payload.slice(-8, -4) !== "6304" || crc16(payload.slice(0, -4)) !== payload.slice(-4)) return null;
  return readObjects(payload);
}

/** The data objects of a text or a template, in their order. Null when a length does not fit. */
export function readObjects(text: string): Map<string, string> | null {
  const objects = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const [, id, length] = /^(\d\d)(\d\d)/.exec(text.slice(at)) ?? [];
    if (!id || objects.has(id) || at + 4 + Number(length) > text.length) return null;
    objects.set(id, text.slice(at + 4, at + 4 + Number(length)));
    at += 4 + Number(length);
  }
  return objects;
}
