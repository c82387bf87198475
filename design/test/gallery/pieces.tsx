import { create } from "qrcode";
import {
  BackLink,
  Breadcrumbs,
  Calls,
  Details,
  Difference,
  FactRows,
  Filters,
  InsetText,
  Notice,
  Origin,
  Pages,
  Panel,
  PayPanel,
  Steps,
  Table,
  Tag,
  Timeline,
  Verdict,
  WarningText,
} from "../../index.ts";

function code(text: string): string {
  const { size, data } = create(text).modules;
  let path = "";
  for (let at = 0; at < size * size; at++) if (data[at]) path += `M${at % size} ${Math.floor(at / size)}h1v1h-1z`;
  return `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

/** Everything that shows and does not ask. */
export const pieces = {
  title: "Potongan",
  main: (
    <>
      <Breadcrumbs
        label="Letak halaman"
        items={[{ href: "/", text: "Beranda" }, { href: "/saya", text: "Halaman saya" }, { text: "Potongan" }]}
      />
      <BackLink href="/" label="Kembali" />
      <Notice>Alamat surel Anda sudah diganti.</Notice>
      <Notice title="Penting">
        <p>
          Loket tutup 25 Desember. <a href="/kabar">Lihat jadwal</a>
        </p>
      </Notice>
      <Panel title="Permohonan terkirim">
        <p>
          Nomor Anda <b>TRT-2026-004182</b>. Kabarnya kami kirim lewat surel.
        </p>
      </Panel>
      <Filters
        label="Saring"
        items={[
          { href: "#semua", label: "Semua di kantor ini", here: true },
          { href: "#saya", label: "Tugas saya", here: false },
          { href: "#bebas", label: "Belum diambil", here: false },
        ]}
      />
      <h2>Keadaan</h2>
      <p>
        <Tag>Konsep</Tag> <Tag tone="green">Terbit</Tag> <Tag tone="yellow">Menunggu Anda</Tag>{" "}
        <Tag tone="red">Ditolak</Tag>
      </p>
      <Steps
        words={{ done: "selesai", now: "sekarang", over: "berakhir" }}
        items={[
          { title: "Diajukan", detail: "17 Nov", state: "done" },
          { title: "Ditinjau", detail: "hari ke-3 dari 5", state: "now" },
          { title: "Terbit", state: "next" },
        ]}
      />
      <Steps
        words={{ done: "selesai", now: "sekarang", over: "berakhir" }}
        items={[
          { title: "Diajukan", detail: "17 Nov", state: "done" },
          { title: "Ditolak", detail: "20 Nov", state: "over" },
        ]}
      />
      <FactRows
        items={[
          {
            href: "/permohonan/1",
            title: "Izin usaha mikro",
            facts: <Tag tone="yellow">Menunggu Anda</Tag>,
            under: "TRT-2026-004182 · sekarang di Anda, paling lambat 24 Nov",
          },
          { title: "Masuk dari ponsel", facts: "tadi, 09.12", under: "Firefox di Android" },
        ]}
      />
      <Pages older="?k=2" newer="?k=1" words={{ older: "Lebih lama", newer: "Lebih baru", label: "Halaman daftar" }} />
      <InsetText>
        <p>Luas sebelumnya dan sekarang:</p>
        <p>
          <Difference before="8 m²" after="18 m²" words={{ was: "sebelumnya", is: "sekarang" }} />{" "}
          <Origin>diperbaiki pemilik, 20 November 2026</Origin>
        </p>
      </InsetText>
      <WarningText word="Perhatian">Kode pemulihan hanya tampil sekali. Catat sekarang.</WarningText>
      <Details summary="Mengapa kami bertanya?">
        <p>Luas menentukan risiko, dan risiko menentukan siapa yang memutuskan.</p>
      </Details>
      <Table
        caption="Biaya"
        head={["Luas", "Biaya"]}
        numeric={[1]}
        rows={[
          ["sampai 50 m²", "Rp 25.000"],
          ["lebih dari 50 m²", "Rp 100.000"],
        ]}
      />
      <Calls
        items={[
          { number: "A012", desk: "Loket 1" },
          { number: "C003", desk: "Loket 3" },
        ]}
      />
      <PayPanel
        title="Bayar izin usaha mikro"
        amount="Rp 25.000"
        until={
          <>
            Berlaku sampai <b>24 November, 16.00</b>
          </>
        }
        code={{ svg: code("00020101021226"), label: "Kode QR untuk membayar Rp 25.000" }}
      >
        <p>Pindai dengan aplikasi bank atau dompet apa pun yang menerima QRIS.</p>
      </PayPanel>
      <Timeline
        items={[
          { iso: "2026-11-17", when: "17 Nov, 09.12", what: "Diajukan", more: "Narti Suryani" },
          { iso: "2026-11-18", when: "18 Nov, 10.40", what: "Dikembalikan: luas", more: "Sri Wahyuni" },
        ]}
      />
      <Verdict kind="expired" title="Sudah lewat masa berlakunya">
        <p>Berlaku sampai 24 November 2025.</p>
      </Verdict>
      <Verdict kind="held" title="Sedang ditahan">
        <p>Menunggu putusan keberatan.</p>
      </Verdict>
    </>
  ),
};
