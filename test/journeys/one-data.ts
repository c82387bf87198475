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
    await database.query(
      `insert into onedata.dataset (id, code, plan, variables, producer, state, release_on, created_at)
       select case n when 1 then '019b0000-0000-7000-8000-0000000000d1' else '019b0000-0000-7000-8000-0000000000d2' end::uuid,
         case n when 1 then 'pasar' else 'pasar-rencana' end, plan, variables, producer,
         case n when 1 then 'published' else 'planned' end, release_on, now()
       from onedata.dataset, generate_series(1, 2) n where code = 'usaha-menurut-jenis'`,
    );
    await database.query(
      `insert into onedata.version (dataset, number, code, hash, content, schema, description, rows, hidden, promised_on, published_on,
         published_at)
       values ('019b0000-0000-7000-8000-0000000000d1', 1, 'pasar', $1, 'jenis\n12\n', $2, $3, 1, 1, '2026-11-01', '2026-11-02', now())`,
      [
        "a".repeat(64),
        JSON.stringify({ fields: [{ name: "jenis", type: "integer" }] }),
        JSON.stringify({
          title: { id: "Usaha di pasar", en: "Businesses at markets" },
          about: { id: "Berapa usaha di pasar.", en: "How many businesses there are at markets." },
          publisher: { name: { id: "Dinas Perdagangan", en: "Trade Agency" } },
          licence: { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
        }),
      ],
    );
    await database.query(
      `insert into onedata.asked (id, place, field, title, label, agency, fact, fact_name, sign, register, owner_field, keeper, people,
         found_at)
       values ('019b0000-0000-7000-8000-0000000000d3', 'uji', 'alamat', $1, $2, 'dpmptsp', 'address', $2, 'words', 'population',
         'address', 'disdukcapil', 12, now())`,
      [
        JSON.stringify({ id: "Izin uji", en: "Trial licence" }),
        JSON.stringify({ id: "Alamat tinggal", en: "Home address" }),
      ],
    );
    await database.query(
      `insert into onedata.check_run (id, agency, hash, badge, results, at)
       values ('019b0000-0000-7000-8000-0000000000d4', 'dpmptsp', 'abc', 'good', '[]', now())`,
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
  "/data/pasar",
  "/data/pasar/1",
  "/satu-data/ditanya-lagi/019b0000-0000-7000-8000-0000000000d3",
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
  `${desk}/pasar-rencana/rencana`,
  `${desk}/uji`,
  `${desk}/uji/019b0000-0000-7000-8000-0000000000d4`,
  refused(`${desk}/uji`, { button: "button[value=register]" }),
];

/** Made when asked for: this file and the list of all stops read each other. */
export const stopsOfOneData = (): Record<string, Stop[]> => ({ nobody: publicStops, reviewer: producerStops() });
