import { asOwner, type House } from "./house.ts";
import { refused, type Stop } from "./stops.ts";

/** The register of people as it was measured on four days, and a dataset that the licensing agency proposed. */
export async function measuredIn(house: House): Promise<void> {
  await asOwner(house, async (database) => {
    await database.query(
      `insert into onedata.measurement (id, register, at, millis, total, fresh, duplicates, referring, referred)
       select ('019b0000-0000-7000-8000-00000000000' || d)::uuid, 'population', now() - (4 - d) * interval '1 day', 900, 60, 46 + d, 1, 60, 60
       from generate_series(1, 4) d`,
    );
    await database.query(
      `insert into onedata.field_measurement (measurement, place, field, filled, typed, list, hits)
       select id, 0, 'village', 58, 57, 'regions/villages', 50 from onedata.measurement`,
    );
    await database.query(
      `insert into onedata.dataset (id, code, plan, variables, producer, state, release_on, created_at)
       values ('019b0000-0000-7000-8000-000000000009', 'usaha-menurut-jenis', $1, $2, 'dpmptsp', 'collecting', '2026-11-01', now())`,
      [
        JSON.stringify({
          title: { id: "Usaha menurut jenis", en: "Businesses by kind" },
          about: { id: "Berapa usaha yang ada.", en: "How many businesses there are." },
          topic: "economy",
          licence: "cc-by-4.0",
          frequency: "year",
          releaseOn: "2026-11-01",
          aboutPeople: false,
          source: { kind: "file" },
        }),
        JSON.stringify([
          {
            name: "jenis",
            label: "Jenis",
            type: "string",
            concept: "",
            definition: "",
            classification: "",
            measure: "",
            unit: "",
            required: true,
          },
        ]),
      ],
    );
  });
}

/** What One Data shows to everybody. */
const publicStops: Stop[] = [
  "/satu-data",
  "/data",
  "/satu-data/rilis",
  "/satu-data/mutu",
  "/satu-data/mutu/population",
  "/satu-data/standar",
  "/satu-data/standar/daftar?daftar=activities",
  "/satu-data/ditanya-lagi",
  "/satu-data/uji",
];

const desk = "/petugas/satu-data";
/** What its desk shows to a producer. */
const producerStops = (): Stop[] => [
  desk,
  `${desk}/usul`,
  `${desk}/usul?dari=businesses`,
  refused(`${desk}/usul?dari=berkas`),
  `${desk}/usaha-menurut-jenis`,
  `${desk}/usaha-menurut-jenis/standar`,
  `${desk}/usaha-menurut-jenis/metadata/activity`,
  `${desk}/uji`,
  refused(`${desk}/uji`, { button: "button[value=register]" }),
];

/** Made when asked for: this file and the list of all stops read each other. */
export const stopsOfOneData = (): Record<string, Stop[]> => ({ nobody: publicStops, reviewer: producerStops() });
