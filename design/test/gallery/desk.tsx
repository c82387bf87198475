import { Button, Desk, Difference, Queue, Steps, SummaryList, Timeline } from "../../index.ts";

/** The officer's desk, as in the given picture. */
export const desk = {
  title: "Warung Bu Narti",
  desk: true,
  nav: "officer" as const,
  main: (
    <Desk
      words={{ queue: "Antrean saya", side: "Jam, pendapat dan riwayat" }}
      queue={
        <>
          <h2>Antrean saya · 7</h2>
          <Queue
            items={[
              {
                href: "/1",
                title: "Izin usaha mikro",
                due: "hari ini",
                tone: "late",
                under: "TRT-2026-004182 · Warung Bu Narti",
                here: true,
              },
              { href: "/2", title: "Izin reklame", due: "2 hari kerja", under: "TRT-2026-004177 · PT Layar Kota" },
              {
                href: "/3",
                title: "Izin usaha mikro",
                due: "menunggu warga",
                tone: "well",
                under: "TRT-2026-004160 · Kios Maju",
              },
              { href: "/4", title: "PBG rumah tinggal", due: "9 hari kerja", under: "TRT-2026-004101 · A. Prasetyo" },
            ]}
          />
        </>
      }
      work={
        <form method="post">
          <h2>Putuskan permohonan</h2>
          <Button name="pilihan" value="setuju" shortcut="s">
            Setujui
          </Button>
          <div class="govuk-button-group">
            <Button look="secondary" name="pilihan" value="kembali" shortcut="k">
              Kembalikan satu isian
            </Button>
            <Button look="warning" name="pilihan" value="tolak" shortcut="o">
              Tolak
            </Button>
          </div>
        </form>
      }
      side={
        <>
          <h2>Jam hukum</h2>
          <p>
            Terbit otomatis bila tidak diputus sampai <b>24 Nov, 16.00</b> (PP 28/2025). Berhenti 2 hari saat menunggu
            warga.
          </p>
          <h2>Pendapat</h2>
          <p>
            Dinas Kesehatan: setuju, 21 Nov
            <br />
            Damkar: <b>belum</b>
          </p>
          <h2>Riwayat</h2>
          <Timeline
            items={[
              { iso: "2026-11-17", when: "17 Nov, 09.12", what: "Diajukan", more: "Narti Suryani" },
              { iso: "2026-11-18", when: "18 Nov, 10.40", what: "Dikembalikan: luas", more: "Sri Wahyuni" },
              { iso: "2026-11-20", when: "20 Nov, 19.03", what: "Diperbaiki", more: "Narti Suryani" },
            ]}
          />
        </>
      }
    >
      <h1>Warung Bu Narti</h1>
      <p class="quiet">Izin usaha mikro, versi 3 · TRT-2026-004182 · diajukan 17 Nov 2026 lewat ponsel</p>
      <Steps
        words={{ done: "selesai", now: "sekarang", over: "berakhir" }}
        items={[
          { title: "Diajukan", detail: "17 Nov", state: "done" },
          { title: "Dikembalikan", detail: "18 Nov, 1 isian", state: "done" },
          { title: "Ditinjau", detail: "hari ke-3 dari 5", state: "now" },
          { title: "Bayar", detail: "Rp 25.000", state: "next" },
          { title: "Terbit", state: "next" },
        ]}
      />
      <SummaryList
        rows={[
          { key: "Nama pemilik", value: "Narti Suryani", source: "Data kependudukan" },
          {
            key: "Luas tempat usaha",
            value: <Difference before="8 m²" after="18 m²" words={{ was: "sebelumnya", is: "sekarang" }} />,
            source: "diperbaiki warga 20 Nov",
          },
          { key: "Jenis usaha", value: "Warung makan, KBLI 56103", source: "diisi warga" },
          {
            key: "Foto tempat",
            value: (
              <>
                <a href="/berkas">depan.jpg</a>, 212 KB, bersih
              </>
            ),
            source: "diisi warga",
          },
          { key: "Risiko", value: "Rendah, karena luas 18 m² ≤ 50 m²", source: "tabel risiko v3" },
        ]}
      />
    </Desk>
  ),
};
