import { asOwner, type House } from "./house.ts";
import { after, refused, type Stop } from "./stops.ts";

/** Where a record of a register is, and what an application should have written and did not. */
export type Kept = Record<"record" | "held", string>;

/** A record that the population's keeper has, one entry that the register did not take, and a photo still to be brought. */
export async function keptIn(house: House, path: string): Promise<Kept> {
  const [record, held] = ["019b0000-0000-7000-8000-000000000002", "019b0000-0000-7000-8000-000000000003"];
  const id = path.split("/").at(-1);
  await asOwner(house, async (database) => {
    await database.query(
      `insert into registers.record (id, register, number, person, definition, data, words, valid_from, recorded_at, reason)
       select $1, 'biodata', id::text, id, 1, '{"education": "S1"}', '', '2026-01-05', now(), 'Kartu keluarga'
       from registry.person where name = 'Joko Prasetyo' limit 1`,
      [record],
    );
    await database.query(
      `insert into cases.effect (id, case_id, case_number, title, place, register, keeper, state, why, at)
       select $1, id, number, title, '0', 'population', 'disdukcapil', 'held', 'registry.refusal.unknown-person', now()
       from cases.case where id = $2`,
      [held, id],
    );
    await database.query("update cases.case set answers = answers || $2 where id = $1", [
      id,
      JSON.stringify({ photo: { later: "2027-01-05" } }),
    ]);
    await database.query(
      "insert into cases.awaited (id, case_id, field, last_day) values (gen_random_uuid(), $1, 'photo', '2027-01-05')",
      [id],
    );
  });
  return { record: `/petugas/register/${record}`, held: `/petugas/belum-tercatat/${held}` };
}

/** How many live where, as everybody may know. */
export const stopsOfResidents = (): Record<string, Stop[]> => ({ nobody: ["/penduduk", "/penduduk/99.01.01"] });

/** What the agency that keeps registers looks at. */
export const stopsOfKeeper = ({ record, held }: Kept): Stop[] => [
  "/petugas/register",
  refused("/petugas/register"),
  after("/petugas/register", { fields: { reason: "report" } }),
  record,
  `${record}?hari=2026-02-01&diketahui=2099-01-01`,
  "/petugas/register/baru/biodata",
  refused("/petugas/register/baru/biodata"),
  "/petugas/register/kembar/biodata",
  `${record}/ubah`,
  refused(`${record}/ubah`),
  "/petugas/jumlah-penduduk",
  "/petugas/jumlah-penduduk/99.01.01",
  "/petugas/belum-tercatat",
  held,
  refused(held, { button: "button[value=settle]" }),
];
