import { Details, SummaryList, Verdict } from "../../index.ts";

/** What a stranger sees who checks a document. */
export const verdict = {
  title: "Dokumen ini asli",
  main: (
    <>
      <h1>Cek keaslian dokumen</h1>
      <Verdict kind="valid" title="Dokumen ini asli dan masih berlaku">
        <p>Isinya sama persis dengan yang kami terbitkan.</p>
      </Verdict>
      <SummaryList
        rows={[
          { key: "Jenis", value: "Izin usaha mikro" },
          { key: "Nomor", value: "503/0412/IUM/2026" },
          { key: "Diterbitkan oleh", value: "Dinas Penanaman Modal dan PTSP", source: "meterai instansi" },
          {
            key: "Ditandatangani",
            value: "Ir. Bagus Hartono, 24 November 2026, 10.02 WIB",
            source: "sertifikat contoh",
          },
          { key: "Berlaku sampai", value: "24 November 2031" },
        ]}
      />
      <Details summary="Bagaimana kami memeriksanya?">
        <p>Sidik jari berkas dihitung di peramban Anda; berkasnya tidak pernah dikirim.</p>
      </Details>
      <Verdict kind="altered" title="Berkas ini sudah diubah">
        <p>Nomornya kami kenal, tetapi isinya tidak sama dengan yang kami terbitkan.</p>
      </Verdict>
      <Verdict kind="revoked" title="Dokumen ini sudah dicabut">
        <p>Dicabut 2 Desember 2026 karena usaha pindah tempat.</p>
      </Verdict>
      <Verdict kind="unknown" title="Kami tidak mengenal dokumen ini">
        <p>Periksa lagi kodenya, atau tanyakan ke loket.</p>
      </Verdict>
    </>
  ),
};
