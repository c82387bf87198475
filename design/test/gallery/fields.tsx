import {
  Button,
  ButtonLink,
  Checkboxes,
  CodeInput,
  DateInput,
  Fieldset,
  MoneyInput,
  NumberInput,
  PasswordInput,
  Radios,
  Select,
  Textarea,
  TextInput,
} from "../../index.ts";

const months = ["Januari", "Februari", "Maret"];

/** Every control a form may have. */
export const fields = {
  title: "Isian",
  scripts: ["password-input.js"],
  main: (
    <>
      <h1>Isian</h1>
      <form method="post">
        <TextInput id="nama" name="nama" label="Nama usaha" hint="Seperti di papan nama." />
        <NumberInput id="meja" name="meja" label="Jumlah meja" width={3} suffix="meja" />
        <MoneyInput
          id="modal"
          name="modal"
          label="Modal usaha dalam rupiah"
          currency="Rp"
          value="5000000"
          error="Tulis modal paling sedikit Rp 1"
          errorPrefix="Salah:"
        />
        <CodeInput id="kode" name="kode" label="Kode enam angka" value="123456" />
        <PasswordInput
          id="sandi"
          name="sandi"
          label="Kata sandi"
          words={{
            show: "Lihat",
            hide: "Tutup",
            showLabel: "Lihat kata sandi",
            hideLabel: "Tutup kata sandi",
            shown: "Kata sandi Anda terlihat",
            hidden: "Kata sandi Anda tertutup",
          }}
        />
        <DateInput
          id="lahir"
          name="lahir"
          label="Tanggal lahir"
          hint="Misalnya 17 8 1985"
          words={{ day: "Tanggal", month: "Bulan", year: "Tahun" }}
          value={{ day: "17", month: "13", year: "1985" }}
          error="Bulan dari 1 sampai 12"
          wrong={["month"]}
        />
        <Select
          id="bulan"
          name="bulan"
          label="Mulai bulan"
          value="Februari"
          options={months.map((text) => ({ value: text, text }))}
        />
        <Radios
          id="kabar"
          name="kabar"
          label="Kabar dikirim lewat apa?"
          value="surel"
          options={[
            {
              value: "surel",
              text: "Surel",
              reveals: <TextInput id="surel" name="surel" label="Alamat surel" kind="email" />,
            },
            { value: "pos", text: "Pos", reveals: <TextInput id="pos" name="pos" label="Alamat pos" /> },
            { value: "tidak", text: "Tidak usah", divider: "atau" },
          ]}
        />
        <Radios
          id="halal"
          name="halal"
          label="Sudah bersertifikat halal?"
          inline
          options={[
            { value: "ya", text: "Ya" },
            { value: "belum", text: "Belum" },
          ]}
        />
        <Checkboxes
          id="jual"
          name="jual"
          label="Apa saja yang dijual?"
          values={["makan"]}
          error="Pilih paling sedikit satu"
          options={[
            { value: "makan", text: "Makanan", hint: "Dimasak di tempat." },
            { value: "minum", text: "Minuman" },
          ]}
        />
        <Textarea
          id="cerita"
          name="cerita"
          label="Ceritakan usahanya"
          maxLength={200}
          counter={{
            most: "Paling banyak 200 huruf",
            under: { other: "Sisa %{count} huruf" },
            at: "Sudah 200 huruf",
            over: { other: "Kelebihan %{count} huruf" },
          }}
          value="Nasi rames, kopi, gorengan."
        />
        <Fieldset legend="Alamat tempat usaha" legendSize="m">
          <TextInput id="jalan" name="jalan" label="Jalan dan nomor" />
          <TextInput id="kodepos" name="kodepos" label="Kode pos" kind="code" width={5} autocomplete="postal-code" />
        </Fieldset>
        <div class="govuk-button-group">
          <Button shortcut="s">Simpan</Button>
          <Button look="secondary">Kembali</Button>
          <Button look="warning">Batalkan permohonan</Button>
          <Button disabled>Tunggu sebentar</Button>
          <ButtonLink href="/ajukan">Ajukan</ButtonLink>
        </div>
      </form>
    </>
  ),
};
