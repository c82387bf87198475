import { type Government, nextDay } from "../../../kernel/index.ts";
import { Chance } from "../../registry/index.ts";
import type { Data } from "../definition/check.ts";
import type { Entry } from "../transfer/judge.ts";
import type { Member } from "./households.ts";
import { type ExampleWords, exampleWords } from "./words.ts";

/** The day on which the example's people are as old as they are. */
const asOf = 2026;
const age = ({ birthDate }: Member): number => asOf - Number(birthDate.slice(0, 4));
const digits = (number: number, length: number): string => String(number).padStart(length, "0");

export type Made = Record<"addresses" | "land-parcels" | "vehicles" | "civil-servants" | "social-aid", Entry[]>;

/** A record of the example, held by a person or by their business. */
function entry(number: string, since: string, sets: Data, holder?: { nik?: string; nib?: string | undefined }): Entry {
  const { nik = null, nib = null } = holder ?? {};
  return { line: 1, number, nik: nib ? null : nik, nib, since, ended: null, sets };
}

/**
 * What the registers hold of one household, always the same for the same people: their address, the land of its head, a
 * vehicle, who of them serves the government, and aid for those who have little.
 */
export function madeOf(government: Government, household: readonly Member[], into: Made): void {
  const words = exampleWords.of(government);
  const first = household[0]!;
  const chance = new Chance("registers", first.place);
  const { street, rt, rw, village } = first;
  into.addresses.push(
    entry(`AL-${digits(first.place, 8)}`, "2020-01-01", {
      code: `AL-${digits(first.place, 8)}`,
      street,
      rt,
      rw,
      village,
    }),
  );
  const head = household.find(({ familyRole }) => familyRole === "head");
  if (!head) return;
  land(words, chance, head, into);
  vehicle(words, chance, head, into);
  for (const member of household) servant(government, words, chance, member, into);
  aid(words, chance, head, household, into);
}

function land({ land: words }: ExampleWords, chance: Chance, head: Member, into: Made): void {
  if (!chance.happens(words.owning)) return;
  const { village, place, street, rt, rw, nik } = head;
  const [, , district, own] = village.split(".") as [string, string, string, string];
  // Province, regency, district, village, block and serial: unique for each place in the row.
  const nop = `${village.slice(0, 2)}.${village.slice(3, 5)}.${digits(Number(district), 3)}.${own.slice(1)}.${digits(Math.floor(place / 9999), 3)}-${digits(place % 9999, 4)}.0`;
  const certified = chance.happens(words.certified);
  const built = chance.whole(36, 140);
  const at = chance.whole(0, words.classes.length - 1);
  into["land-parcels"].push(
    entry(
      nop,
      nextDay("2012-01-01", chance.whole(0, 4500)),
      {
        nop,
        right: certified ? "hak-milik" : "belum-bersertifikat",
        ...(certified && { certificate: `HM ${place}/${village}`, parcelId: digits(place, 13) }),
        landArea: built + chance.whole(20, 600),
        buildingArea: built,
        landClass: words.classes[at],
        njopLand: words.perMetre[at % words.perMetre.length],
        njopBuilding: 595_000,
        site: { street, rt, rw, village },
      },
      { nik },
    ),
  );
}

function vehicle({ vehicles: words }: ExampleWords, chance: Chance, head: Member, into: Made): void {
  const business = head.businesses?.[0];
  if (!chance.happens(business ? 0.25 : words.owning) || age(head) > 75) return;
  // XT is the sign of no place.
  const letters = String.fromCharCode(
    65 + (Math.floor(head.place / 260_000) % 26),
    65 + (Math.floor(head.place / 10_000) % 26),
  );
  const plate = `XT ${digits(head.place % 10_000, 4)} ${letters}`;
  const make = chance.oneOf(words.makes);
  into.vehicles.push(
    entry(
      plate,
      nextDay("2018-01-01", chance.whole(0, 2500)),
      {
        plate,
        testNumber: `TRT ${digits(head.place, 7)}`,
        chassis: `XTR${digits(head.place, 14)}`,
        engine: `E${digits(head.place, 9)}`,
        kind: make.includes("Bus") ? "mobil-bus" : "mobil-barang",
        make,
        year: chance.whole(2008, 2025),
        fuel: "Solar",
        jbb: chance.whole(20, 82) * 100,
        testedUntil: nextDay("2026-06-01", chance.whole(0, 400)),
      },
      { nik: head.nik, nib: business?.nib },
    ),
  );
}

function servant(
  government: Government,
  { servants: words }: ExampleWords,
  chance: Chance,
  member: Member,
  into: Made,
): void {
  if (age(member) < 23 || age(member) > 57 || member.businesses || !chance.happens(words.share)) return;
  const appointed = Math.min(Number(member.birthDate.slice(0, 4)) + chance.whole(22, 33), asOf - 1);
  const month = digits(chance.whole(1, 12), 2);
  const sex = member.sex === "male" ? 1 : 2;
  const nip = `${member.birthDate.replaceAll("-", "")}${appointed}${month}${sex}${digits(member.place % 1000, 3)}`;
  if (into["civil-servants"].some(({ number }) => number === nip)) return;
  const agency = chance.oneOf(government.agencies);
  const permanent = chance.happens(words.permanent);
  into["civil-servants"].push(
    entry(
      nip,
      `${appointed}-${month}-01`,
      {
        nip,
        kind: permanent ? "pns" : "pppk",
        rank: permanent ? chance.oneOf(words.ranks) : chance.oneOf(["VII", "IX", "X"]),
        rankSince: `${Math.max(appointed, asOf - chance.whole(1, 4))}-04-01`,
        post: chance.oneOf(words.posts),
        office: `${agency.code}/${chance.oneOf(agency.offices).code}`,
        appointedOn: `${appointed}-${month}-01`,
        education: chance.oneOf(words.education),
        account: `9901${digits(member.place, 10)}`,
      },
      { nik: member.nik },
    ),
  );
}

function aid(
  { aid: words }: ExampleWords,
  chance: Chance,
  head: Member,
  household: readonly Member[],
  into: Made,
): void {
  // Who serves the government, or owns a business or a vehicle, is not among those who have little.
  const serves = household.some(
    ({ nik, businesses }) => businesses || into["civil-servants"].some((one) => one.nik === nik),
  );
  const decile = chance.whole(1, 10);
  if (serves || into.vehicles.some(({ nik }) => nik === head.nik) || decile > words.deciles) return;
  const children = household.some((member) => member.familyRole === "child" && age(member) < 19);
  const { programmes } = words;
  const programme = children
    ? programmes.children
    : household.length === 1 && age(head) >= 60
      ? programmes.alone
      : programmes.else;
  // The mother receives what is for the children.
  const receiver = (children && household.find(({ familyRole }) => familyRole === "spouse")) || head;
  const number = `PS-${digits(head.place, 8)}`;
  const since = nextDay("2023-01-01", chance.whole(0, 1000));
  into["social-aid"].push(
    entry(
      number,
      since,
      {
        receiver: number,
        programme,
        decile,
        members: household.length,
        amount: words.perMonth[programme] ?? 0,
        since,
        account: `9902${digits(receiver.place, 10)}`,
      },
      { nik: receiver.nik },
    ),
  );
}
