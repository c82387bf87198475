/** A NIK: sixteen digits whose seventh to twelfth are a day of birth, the day raised by forty for women. */
const nik = /(?<!\d)[1-9]\d{5}([0-6]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}(?!\d)/;
/** An Indonesian mobile number, as people write it. */
const phone = /(?<![\d+])(?:\+?62[ -]?|0)8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)/;
const email = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/;

export type PersonalKind = "nik" | "phone" | "email";

/** What in a text tells who somebody is; null when nothing does. */
export function personalIn(text: string): PersonalKind | null {
  const found = nik.exec(text);
  if (found) {
    const day = Number(found[1]!) % 40;
    if (day >= 1 && day <= 31) return "nik";
  }
  return phone.test(text) ? "phone" : email.test(text) ? "email" : null;
}
