import { Cards, FactRows, Figures, SearchBox } from "../../index.ts";

const events: [string, string][] = [
  ["Kelahiran dan anak", "Akta, Kartu Keluarga, KIA, bantuan ibu"],
  ["Membuka usaha", "NIB, izin usaha mikro, reklame, pajak"],
  ["Rumah dan tanah", "PBG, PBB, BPHTB, tata ruang"],
  ["Pindah dan menikah", "Surat pindah, KK, KTP-el"],
  ["Sakit dan bantuan sosial", "SKTM, usulan bantuan, praktik nakes"],
  ["Kematian dan warisan", "Akta kematian, ahli waris"],
];
const often: [string, string][] = [
  ["Akta kelahiran", "1 hari kerja · gratis"],
  ["Izin usaha mikro", "hari ini · Rp 25.000"],
  ["Bayar PBB-P2", "langsung"],
  ["Pengaduan", "dijawab ≤ 3 hari"],
  ["Cek keaslian dokumen", "tanpa masuk"],
];

/** The portal's first page, as in the given picture. */
export const home = {
  title: "Ada keperluan apa hari ini?",
  main: (
    <>
      <div class="hero">
        <h1>Ada keperluan apa hari ini?</h1>
        <SearchBox action="/cari" label="Cari layanan" button="Cari" />
        <p class="quiet small">
          Contoh: <a href="/cari?q=akta">akta kelahiran</a>, <a href="/cari?q=warung">izin warung</a>,{" "}
          <a href="/cari?q=pbb">bayar PBB</a>, <a href="/cari?q=jalan">lapor jalan rusak</a>
        </p>
      </div>
      <h2>Menurut peristiwa hidup</h2>
      <Cards items={events.map(([title, text], i) => ({ href: `/hidup/${i}`, title, text }))} />
      <div class="two">
        <section>
          <h2>Paling sering diurus</h2>
          <FactRows items={often.map(([title, facts], i) => ({ href: `/layanan/${i}`, title, facts }))} />
        </section>
        <section class="box">
          <h2>Janji kami, minggu ini</h2>
          <Figures
            items={[
              { figure: "94%", meaning: "selesai tepat waktu" },
              { figure: "88,7", meaning: "kepuasan (SKM), sangat baik" },
              { figure: "1,8", meaning: "hari kerja rata-rata" },
              { figure: "0", meaning: "bacaan data tanpa alasan" },
            ]}
          />
          <p>
            <a href="/janji">Hitung ulang angka ini sendiri</a>
          </p>
        </section>
      </div>
    </>
  ),
};
