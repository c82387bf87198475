import { generateKeyPairSync, sign } from "node:crypto";
import { asOwner, type House } from "./house.ts";
import { after, refused, type Stop } from "./stops.ts";

/** What stands between two agencies: an agreement in force, one that waits, a system that waits, and what was exchanged. */
export type Exchanged = Record<
  "service" | "agreement" | "proposal" | "system" | "message" | "subscription" | "load",
  string
>;

const id = (n: number) => `019b0000-0000-7000-8000-0000000000e${n}`;

/** A side's yes, as its seal would say it. */
function sealed(content: string): string {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return JSON.stringify({
    by: "bapenda/pajak-daerah",
    at: "2026-11-24T03:00:00.000Z",
    algorithm: "ecdsa-p256-sha256-der",
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    signature: sign("sha256", Buffer.from(content), privateKey).toString("base64"),
  });
}

export async function exchangedIn(house: House, stepUp: (key: string) => Promise<void>): Promise<Exchanged> {
  for (const key of ["population-data", "agency-data", "data-steward"]) await stepUp(key);
  const found = {
    service: "",
    agreement: id(1),
    proposal: id(2),
    system: id(4),
    message: id(5),
    subscription: id(6),
    load: id(7),
  };
  await asOwner(house, async (database) => {
    const { rows } = await database.query(
      "select v.id, v.system from exchange.service v where v.register = 'population'",
    );
    const [{ id: service, system: provider }] = rows;
    found.service = service;
    for (const [system, state, name] of [
      [id(3), "active", "Aplikasi bansos"],
      [id(4), "asked", "Aplikasi sembako"],
    ])
      await database.query(
        `insert into exchange.system (id, instance, member_class, member, system, name, agency, contact, state, asked_at)
         values ($1, 'TIRTA', 'GOV', 'bapenda', $2, $3, 'bapenda', 'data@bapenda.example', $4, now())`,
        [system, `uji-${state}`, JSON.stringify(name), state],
      );
    const { publicKey } = generateKeyPairSync("ed25519");
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    for (const n of [1, 2])
      await database.query("insert into exchange.key values ($1, $2, 'ed25519', $3, null, now(), null)", [
        `TIRTA/GOV/bapenda/uji-active#${n}`,
        id(3),
        pem,
      ]);
    const content = "pendopo exchange agreement\nconsumer: TIRTA/GOV/bapenda/uji-active\n";
    for (const [agreement, state, number] of [
      [id(1), "active", "PKS-2026-9001"],
      [id(2), "proposed", "PKS-2026-9002"],
    ])
      await database.query(
        `insert into exchange.agreement (id, number, consumer, service, provider, fields, endpoints, purpose, why, law, daily, starts_on,
           expires_on, visible, state, content, hash, consumer_signature, provider_signature, proposed_at)
         values ($1, $2, $3, $4, $5, '{name,address}', '[{"method":"POST","path":"/find"}]', 'service',
           'Menilai kelayakan penerima bantuan', 'Permensos 1/2019', 1000, current_date, current_date + 300, 'days:30', $6, $7, 'x', $8,
           $9, now())`,
        [
          agreement,
          number,
          id(3),
          service,
          provider,
          state,
          content,
          sealed(content),
          state === "active" ? sealed(content) : null,
        ],
      );
    await database.query(
      `insert into exchange.message (id, message_id, role, consumer, consumer_system, provider, service, agreement, method, endpoint,
         request_in, response_out, status, fault, fault_detail, request_size, response_size, request_hash, request_base,
         request_signature, request_key)
       values ($1, 'uji-00000001', 'provider', 'TIRTA/GOV/bapenda/uji-active', $2, 'TIRTA/GOV/disdukcapil/register', 'population', $3,
         'POST', 'POST /find', now(), now(), 429, 'Server.ServerProxy.VolumeExceeded', 'The agreement opens 1000 messages a day', 31, 0,
         'x', '"@method": POST', 'x', 'TIRTA/GOV/bapenda/uji-active#1')`,
      [id(5), id(3), id(1)],
    );
    await database.query(
      `insert into exchange.subscription (id, consumer, service, provider, delivery, fifo, ttl_seconds, state, made_at)
       values ($1, $2, $3, $4, 'push', false, 86400, 'active', now())`,
      [id(6), id(3), service, provider],
    );
    // An API of its own, and a question to it that failed again and again.
    await database.query(
      `insert into exchange.service (id, system, code, title, kind, address, endpoints, fields, about, state, changed_at, summary)
       values ($1, $2, 'objek', $3, 'http', 'https://pajak.bapenda.example/api', '[{"method":"POST","path":"/objek/cari"}]', '{nama,njop}',
         '{"in":"body","name":"nik"}', 'offered', now(), $4)`,
      [id(8), id(3), JSON.stringify("SIM PBB-P2"), "NOP, NJOP"],
    );
    await database.query(
      `insert into exchange.deferred (id, consumer, provider, service, message_id, endpoint, question, state, step, tries, next_at, expires_at,
         fault, asked_at)
       values ($1, $2, $2, $3, 'uji-00000002', 'POST /objek/cari', 'x', 'dead', 'ask', 8, now(), now() + interval '3 days',
         'it answered 503', now())`,
      [id(9), id(3), id(8)],
    );
    await database.query(
      `insert into registers.load (id, register, kind, name, store, format, hash, bytes, reason, state, asked_by, agency, office, asked_at)
       select $1, 'biodata', 'file', 'biodata.csv', 'x', 'csv', 'x', 1, 'Hasil pendataan', 'checked', id, 'disdukcapil',
         'pendaftaran-penduduk', now() from identity.account where name = $2`,
      [id(7), house.account("population-data").name],
    );
  });
  return found;
}

const desk = "/petugas/pertukaran";

/** What everybody sees of the exchange, what the two agencies and its operator do, and the files of a register's keeper. */
export const stopsOfExchange = (states: Exchanged): Record<string, Stop[]> => ({
  nobody: ["/pertukaran", `/pertukaran/layanan/${states.service}`, "/pertukaran/pantauan"],
  "agency-data": [
    `${desk}/minta`,
    `${desk}/minta?layanan=${states.service}`,
    refused(`${desk}/minta?layanan=${states.service}`),
    `${desk}/coba/${states.agreement}`,
    refused(`${desk}/coba/${states.agreement}`),
    desk,
    `${desk}/sistem-baru`,
    refused(`${desk}/sistem-baru`),
    `${desk}/sistem/${id(3)}`,
    `${desk}/sistem/${id(3)}/layanan-baru`,
    refused(`${desk}/sistem/${id(3)}/layanan-baru`),
    `${desk}/layanan/${id(8)}`,
    refused(`${desk}/layanan/${id(8)}`, { button: "button[value=try]" }),
    after(`${desk}/layanan/${id(8)}`, { fields: { reason: "Uji coba" }, button: "button[value=try]" }),
    `${desk}/layanan/${id(8)}/ubah`,
    refused(`${desk}/layanan/${id(8)}/ubah`, { fields: { address: "x" } }),
    `${desk}/tertunda`,
    `${desk}/sepakat/${states.agreement}`,
    refused(`${desk}/sepakat/${states.agreement}`, { button: "button[value=end]" }),
    `${desk}/pesan`,
    `${desk}/pesan/${states.message}`,
    `${desk}/langganan`,
    `${desk}/langganan/${states.subscription}`,
  ],
  "data-steward": [
    `${desk}/sistem/${states.system}`,
    `${desk}/pemerintah`,
    refused(`${desk}/pemerintah`, { button: "button[value=ask]" }),
  ],
  "population-data": [
    `${desk}/sepakat/${states.proposal}`,
    "/petugas/muatan",
    "/petugas/muatan/baru/biodata",
    refused("/petugas/muatan/baru/biodata"),
    "/petugas/muatan/massal/biodata",
    refused("/petugas/muatan/massal/biodata"),
    `/petugas/muatan/${states.load}`,
    "/petugas/unduhan/biodata",
  ],
});
