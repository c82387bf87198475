import { composeNik } from "../nik.ts";
import type { Sex } from "../tables.ts";

/** Gives each NIK and each family card number once: the office that counts serials per district and day. */
export class Serials {
  readonly #districts = new Map<string, number>();
  readonly #people = new Map<number, Uint16Array>();
  readonly #cards = new Map<number, Uint16Array>();

  nik(district: string, birthDate: string, sex: Sex): string {
    const serial = this.#next(this.#people, district, birthDate, sex === "female" ? 40 : 0);
    return composeNik(district, birthDate, sex, serial);
  }

  /** A family card's number looks like a man's NIK with the day of issue for the day of birth. */
  card(district: string, issued: string): string {
    return composeNik(district, issued, "male", this.#next(this.#cards, district, issued, 0));
  }

  #next(drawer: Map<number, Uint16Array>, district: string, date: string, more: number): number {
    const d = this.#districts.get(district) ?? this.#districts.size;
    this.#districts.set(district, d);
    // One counter for each DDMMYY that the number can show: days up to 71, 12 months, 100 years.
    const counts = drawer.get(d) ?? new Uint16Array(72 * 13 * 100);
    drawer.set(d, counts);
    const day = Number(date.slice(8)) + more;
    const at = (day * 13 + Number(date.slice(5, 7))) * 100 + Number(date.slice(2, 4));
    counts[at] = counts[at]! + 1;
    return counts[at]!;
  }
}
