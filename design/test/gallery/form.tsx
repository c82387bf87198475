import { BackLink, Button, ErrorSummary, FileUpload, Radios, SummaryList, TextInput } from "../../index.ts";

/** One page of an application with a field to be mended. */
export const form = {
  title: "Galat: Tempat usaha",
  strip: "Ini peragaan. Jangan isi data pribadi sungguhan.",
  acting: (
    <>
      Anda bertindak untuk <b>Warung Bu Narti</b>. <a href="/akun/bertindak">Ganti</a>
    </>
  ),
  main: (
    <>
      <BackLink href="/ajukan/1" label="Kembali" />
      <ErrorSummary
        title="Ada yang perlu diperbaiki"
        errors={[{ text: "Luas ditulis dengan angka, misalnya 18", href: "#luas" }]}
      />
      <span class="caption">Izin usaha mikro · halaman 3 dari 5</span>
      <h1>Tempat usaha</h1>
      <SummaryList
        rows={[
          { key: "Nama pemilik", value: "Narti Suryani", source: "Data kependudukan" },
          { key: "Alamat", value: "Jl. Melati 4, RT 02/RW 05, Desa Banyubiru", source: "Data kependudukan" },
        ]}
      />
      <form method="post" novalidate>
        <TextInput
          id="luas"
          name="luas"
          label="Luas tempat usaha"
          hint="Panjang kali lebar lantai. Kira-kira saja sudah cukup."
          kind="number"
          width={10}
          suffix="m²"
          value="delapan belas"
          error="Luas ditulis dengan angka, misalnya 18"
          errorPrefix="Salah:"
        />
        <Radios
          id="milik"
          name="milik"
          label="Siapa pemilik tempatnya?"
          value="sewa"
          options={[
            { value: "sendiri", text: "Milik sendiri" },
            { value: "sewa", text: "Menyewa", hint: "Siapkan foto perjanjian sewa." },
            { value: "pinjam", text: "Dipinjami" },
          ]}
        />
        <FileUpload
          id="foto"
          name="foto"
          label="Foto tempat dari depan"
          hint="Foto dari ponsel, paling besar 10 MB. Lokasi di dalam foto kami hapus."
          accept="image/*"
        />
        <div class="govuk-button-group">
          <Button>Simpan dan lanjut</Button>
          <a href="/saya">Simpan, lanjut nanti</a>
        </div>
      </form>
    </>
  ),
};
