import type { House } from "./house.ts";
import { asOwner } from "./house.ts";
import { refused, type Stop } from "./stops.ts";

const dataset = "kios-menurut-jenis";

/** Signs in who takes part and takes a dataset to where a step is refused; what journeys look at. */
export async function datasetIn(house: House): Promise<string> {
  const page = await house.sit("trade-head");
  await page.goto("/petugas/satu-data/usul?dari=market-stalls");
  await page.fill("[name=code]", dataset);
  await page.fill("[name=title]", "Kios pasar menurut jenis");
  await page.fill("[name=about]", "Berapa kios yang dipakai, menurut jenisnya.");
  await page.locator("main [name=by]").first().check();
  await page.fill("[name=releaseOn]", "2027-01-31");
  await page.locator("main form button").last().click();
  await page.context().close();
  await asOwner(house, async (database) => {
    await database.query(
      `insert into onedata.measurement (id, register, at, millis, total, fresh, duplicates, referring, referred)
       select gen_random_uuid(), 'population', now() - d * interval '1 day', 900, 60, 50 - d, 1, 60, 60 from generate_series(0, 3) d`,
    );
  });
  return dataset;
}

/** What One Data shows to everybody. */
export const publicStops: Stop[] = [
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
/** What its desks show. */
export const deskStops: Stop[] = [
  "/petugas/satu-data",
  "/petugas/satu-data/uji",
  refused("/petugas/satu-data/uji", { button: "button[value=register]" }),
];
