import type { Government } from "../../../kernel/index.ts";
import { type ExamplePerson, examplePeople } from "../generate/people.ts";

/** A row of a register's file. */
interface Row {
  [field: string]: unknown;
  businesses?: Record<string, unknown>[];
}

/** The example's people as another register would hand them over: no ids, the card's number with each of the family. */
export function* fileRows(government: Government, count: number): Generator<Row> {
  let card = "";
  let number = 0;
  for (const person of examplePeople(government)) {
    number += 1;
    if (number > count) return;
    card = person.familyNumber ?? card;
    yield rowOf(person, card);
  }
}

function rowOf({ key: _key, id: _id, family: _family, businesses, ...person }: ExamplePerson, card: string): Row {
  const owned = businesses?.map(({ id: _, ...business }) => business);
  return { ...person, familyNumber: card, ...(owned && { businesses: owned }) };
}

export const asJsonLines = (rows: Iterable<Row>): string => [...rows].map((row) => `${JSON.stringify(row)}\n`).join("");

/** As a spreadsheet writes it, with every cell quoted that need be, and some that need not. */
export function asCsv(rows: Iterable<Row>, separator = ",", end = "\r\n"): string {
  const list = [...rows];
  const names = [
    ..."nik,name,birthDate,birthPlace,sex,maritalStatus,familyNumber,familyRole,street,rt,rw,village".split(","),
    ..."nib,name,kbli,street,rt,rw,village,foundedOn".split(",").map((name) => `business.${name}`),
  ];
  const cell = (text: string) =>
    /["\r\n,;\t]/.test(text) || text.length % 7 === 0 ? `"${text.replaceAll('"', '""')}"` : text;
  const line = ({ businesses = [], ...row }: Row) =>
    names
      .map((name) => {
        const part = /^business\.(.+)/.exec(name)?.[1];
        const value = part ? businesses[0]?.[part] : row[name];
        return cell(Array.isArray(value) ? value.join(" ") : String(value ?? ""));
      })
      .join(separator);
  return [names.join(separator), ...list.map(line)].map((text) => text + end).join("");
}
