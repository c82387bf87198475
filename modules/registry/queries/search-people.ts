import { z } from "zod";
import { type Actor, query, refuseFields, type Tx, type World } from "../../../kernel/index.ts";
import { codesOf, placesOf } from "../codes.ts";
import { waysOf } from "../names/dictionary.ts";
import { wordsOfName } from "../names/sound.ts";
import { daySchema, idSchema, isOldNik, personRowByNik } from "../person.ts";
import { nikSchema } from "./person-by-nik.ts";

/** Why an officer looks somebody up. Free text would invite personal data into the journal, so reasons are chosen. */
export const searchReasons = ["counter-visit", "application", "letter", "telephone", "correction", "report"] as const;

/** Number of the queue ticket, letter or case: never free text, because it stands in the receipt. */
export const lookReference = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9/.-]{0,40}$/, "registry.fault.reference");

/** Within which case or visit a record is opened; outside any, why one looks, as for a search. */
export const lookedFor = {
  within: idSchema.optional(),
  reason: z.enum(searchReasons, "registry.fault.reason").optional(),
  reference: lookReference.optional(),
};
type Looked = { [name in keyof typeof lookedFor]?: string | undefined };

/** An officer who opens a record outside any case says why, by whichever door; its person sees it. */
export function reasonGiven(actor: Actor, { within, reason }: Looked): void {
  if (actor.hat === "officer" && !within && !reason)
    refuseFields([{ path: "reason", messageKey: "registry.fault.reason" }]);
}
/** The same for the receipt. */
export const noteOf = ({ reason, reference }: Looked) => ({
  ...(reason && { reason }),
  ...(reference && { reference }),
});

/** Nobody leafs through the population: who gets more than this narrows the search. */
const most = 20;

const desk = [
  { hat: "officer", roles: ["front-desk"], purpose: "counter" },
  { hat: "officer", roles: ["administrator"], purpose: "register-upkeep" },
] as const;

/** What a search can be narrowed by, for those who may search. */
export const searchDesk = query({
  name: "registry.search-desk",
  internal: true,
  input: z.object({}).strict(),
  allow: desk,
  async answer({ world }) {
    const districts = new Map(placesOf(world.government).map((place) => [place.districtCode, place.district]));
    return { reasons: searchReasons, districts: [...districts].map(([code, name]) => ({ code, name })) };
  },
});

/** One hit of a search: enough to tell people apart, no more. */
export interface FoundPerson {
  id: string;
  name: string;
  birthDate: string;
  village: string;
  district: string;
  /** The number that was asked for is that of a record that was merged into this one. */
  merged?: boolean;
}

/**
 * People by name (each word must occur, or one that sounds like it; nearly alike ones when nobody fits) or by their
 * exact NIK. Needs a reason; everyone found sees that they were. `more` says that
 * others fit too.
 */
export const searchPeople = query({
  name: "registry.people-search",
  // Asked from pages only: names and numbers never stand in an address.
  internal: true,
  input: z
    .object({
      name: z.string().trim().max(100).optional(),
      nik: nikSchema.optional(),
      birthDate: daySchema.optional(),
      /** Code of a village or of a district. */
      place: z
        .string()
        .regex(/^\d{2}\.\d{2}\.\d{2}(\.\d{4})?$/)
        .optional(),
      reason: z.enum(searchReasons, "registry.fault.reason"),
      reference: lookReference.optional(),
    })
    .strict(),
  allow: desk,
  async answer({ world, tx }, { name, nik, birthDate, place }) {
    if (nik) return { people: await byNik(world, tx, nik), more: false };
    const words = (name ?? "").replace(/\s+/g, " ");
    if (words.replace(/\s/g, "").length < 3)
      refuseFields([{ path: "name", messageKey: "registry.fault.name-too-short" }]);
    const named = async (near: boolean) =>
      tx.query<{ id: string; name: string; birth_date: string; village: string }>(
        "select id, name, birth_date, village from registry.people_named($1, $2, $3, $4, $5)",
        [JSON.stringify(await waysOf(world, tx, words, near)), words, birthDate ?? null, place ?? null, most + 1],
      );
    let rows = wordsOfName(words).length === 0 ? [] : await named(false);
    if (rows.length === 0 && wordsOfName(words).length > 0) rows = await named(true);
    return { people: rows.slice(0, most).map((row) => found(world, row)), more: rows.length > most };
  },
  personal: {
    about: ({ people }) => people.map((person) => person.id),
    fields: ["name", "birthDate", "address"],
    note: ({ reason, reference }) => ({ reason, ...(reference && { reference }) }),
  },
});

const found = (world: World, row: { id: string; name: string; birth_date: string; village: string }): FoundPerson => {
  const place = codesOf(world.government).places.get(row.village);
  return {
    id: row.id,
    name: row.name,
    birthDate: row.birth_date,
    village: place?.village ?? row.village,
    district: place?.district ?? "",
  };
};

async function byNik(world: World, tx: Tx, nik: string): Promise<FoundPerson[]> {
  const row = await personRowByNik(world, tx, nik);
  return row ? [{ ...found(world, row), ...(isOldNik(world, row, nik) && { merged: true }) }] : [];
}
