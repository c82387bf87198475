/**
 * A business number: 13 digits: four of the issuer's range, eight of serial, and a check
 * digit by Luhn (ISO/IEC 7812-1), so that a slip of the finger is noticed.
 */
export function composeNib(prefix: string, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 99_999_999) throw new Error("The serial does not fit a NIB");
  const body = `${prefix}${String(serial).padStart(8, "0")}`;
  return `${body}${checkDigit(body)}`;
}

/** True when the number has 13 digits and its check digit fits. */
export const isNib = (nib: string): boolean => /^\d{13}$/.test(nib) && checkDigit(nib.slice(0, 12)) === nib[12];

function checkDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
