import type { Sex } from "./tables.ts";

const women = 40;

/** What a NIK says of itself: region of first registration, birth day and sex, serial. */
export interface NikParts {
  /** Six digits, a district's code without dots. */
  region: string;
  /** "MM-DD" and the two digits of the year: the century is not in the number. */
  year2: string;
  monthDay: string;
  sex: Sex;
  serial: number;
}

/**
 * Makes a NIK (Permendagri on population numbers): 6 digits of the district, DDMMYY of
 * birth with 40 added to the day for women, 4 digits of serial.
 */
export function composeNik(district: string, birthDate: string, sex: Sex, serial: number): string {
  if (serial < 1 || serial > 9999) throw new Error(`No serial left for ${district} on ${birthDate}`);
  const [year = "", month = "", day = ""] = birthDate.split("-");
  const shown = Number(day) + (sex === "female" ? women : 0);
  return `${district.replaceAll(".", "")}${String(shown).padStart(2, "0")}${month}${year.slice(2)}${String(serial).padStart(4, "0")}`;
}

/** Reads a NIK; null when it can be none: not 16 digits, no such day, serial 0000. */
export function readNik(nik: string): NikParts | null {
  const parts = /^(\d{6})(\d{2})(\d{2})(\d{2})(\d{4})$/.exec(nik);
  if (!parts) return null;
  const [, region = "", dd = "", month = "", year2 = "", serial = ""] = parts;
  const sex: Sex = Number(dd) > women ? "female" : "male";
  const day = Number(dd) - (sex === "female" ? women : 0);
  // 2000 was a leap year, so 29 February passes for every century.
  const date = new Date(Date.UTC(2000, Number(month) - 1, day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== day || serial === "0000") return null;
  return { region, year2, monthDay: `${month}-${String(day).padStart(2, "0")}`, sex, serial: Number(serial) };
}

/** True when the number fits this birth day and sex. */
export function nikFits(nik: string, birthDate: string, sex: Sex): boolean {
  const parts = readNik(nik);
  return (
    parts !== null &&
    parts.sex === sex &&
    `${birthDate.slice(2, 4)}-${birthDate.slice(5)}` === `${parts.year2}-${parts.monthDay}`
  );
}

/** As people type it: with spaces or dots. */
export const tidyNik = (typed: string): string => typed.replace(/[\s.-]/g, "");
