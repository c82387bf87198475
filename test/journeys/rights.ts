import { asOwner, type House } from "./house.ts";
import { after, refused, type Stop } from "./stops.ts";

/** What people asked about their data, and what the protection officer has on the desk. */
export type Asked = Record<"request" | "breach" | "look" | "certificate", string>;

/** One of each, of the demo's citizen: a request, a breach, an odd look, a destruction, and a line for a head. */
export async function askedIn(house: House): Promise<Asked> {
  const [request, breach, look, certificate] = [4, 5, 6, 7].map((n) => `019b0000-0000-7000-8000-00000000000${n}`);
  const content = JSON.stringify({
    certificate: "PM-2026-000001",
    keyId: `sha256:${"a".repeat(64)}`,
    ground: "Masa simpan 30 tahun sudah habis",
    records: { "registry.person": 1 },
  });
  await asOwner(house, async (database) => {
    const { rows } = await database.query("select id, person from identity.account where name = $1", [
      house.account("citizen").name,
    ]);
    const [{ id: account, person }] = rows;
    await database.query(
      `insert into rights.request (id, number, person, agency, kind, told, opened_at, due_at)
       values ($1, 'HD-2026-000001', $2, 'diskominfo', 'erasure', '\\x00', now(), now() + interval '72 hours')`,
      [request, person],
    );
    await database.query(
      `insert into rights.breach (id, number, agency, from_at, until_at, queries, agencies, accounts, what, data, measures, opened_at, due_at, counted_at)
       values ($1, 'PL-2026-000001', 'diskominfo', now() - interval '1 hour', now(), '{registry.person}', '{}', '{}',
         'Layar petugas difoto', 'Nama dan alamat', 'Akses dicabut', now(), now() + interval '72 hours', now())`,
      [breach],
    );
    await database.query(
      `insert into rights.look (id, desk, day, account, agency, office, kind, counted, found_at)
       values ($1, 'diskominfo', current_date, $2, 'dpmptsp', 'loket', 'many', 312, now())`,
      [look, account],
    );
    await database.query(
      `insert into rights.digest (id, agency, office, day, account, reads, people, unreasoned)
       values (gen_random_uuid(), 'dpmptsp', 'loket', current_date, $1, 14, 9, 2)`,
      [account],
    );
    await database.query(
      "insert into rights.certificate (id, number, content, agency, at) values ($1, 'PM-2026-000001', $2, 'diskominfo', now())",
      [certificate, content],
    );
  });
  return {
    request: request!,
    breach: `/petugas/kebocoran/${breach}`,
    look: `/petugas/pembacaan-ganjil/${look}`,
    certificate: `/pemusnahan/${certificate}`,
  };
}

/** For each seat what it looks at of all that. */
export const stopsOfRights = ({ request, breach, look, certificate }: Asked): Record<string, Stop[]> => ({
  nobody: [certificate],
  citizen: [
    "/saya/hak-data",
    "/saya/hak-data/baru",
    refused("/saya/hak-data/baru"),
    `/saya/hak-data/${request}`,
    "/saya/persetujuan",
  ],
  "data-protection": [
    "/petugas/hak-data",
    `/petugas/hak-data/${request}`,
    refused(`/petugas/hak-data/${request}`),
    "/petugas/retensi",
    refused("/petugas/retensi", { button: "button[value=hold]" }),
    "/petugas/kebocoran",
    "/petugas/kebocoran/baru",
    refused("/petugas/kebocoran/baru"),
    breach,
    "/petugas/pembacaan-ganjil",
    look,
    refused(look),
  ],
  head: ["/petugas/tanpa-kasus"],
  "front-desk": [
    {
      name: "/petugas/penduduk/:id without a reason",
      async go(page) {
        await after("/petugas/penduduk", { fields: { name: "Narti", reason: "counter-visit" } }).go(page);
        const href = await page.locator('main a[href^="/petugas/penduduk/"]').first().getAttribute("href");
        await page.goto(href!.split("?")[0]!);
      },
    },
  ],
});
