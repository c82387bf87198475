import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { Layout } from "../../index.ts";

/** A page of the gallery in the house's frame, as one HTML text. Its words are samples, in Indonesian. */
export function framed(
  given: {
    title: string;
    desk?: boolean;
    nav?: "citizen" | "officer";
    acting?: ComponentChildren;
    strip?: ComponentChildren;
    scripts?: readonly string[];
    main: ComponentChildren;
  },
  asset: (name: string) => string,
): string {
  const officer = given.nav === "officer";
  return `<!doctype html>${renderToString(
    <Layout
      lang="id"
      title={`${given.title} · Pendopo`}
      brand={{ name: "Pendopo", place: "Kabupaten Tirta", home: "/" }}
      nav={
        officer
          ? [
              { href: "/antrean", label: "Antrean", current: true },
              { href: "/cari", label: "Cari permohonan" },
              { href: "/akun", label: "Sri W., peninjau", strong: true },
            ]
          : [
              { href: "/layanan", label: "Layanan" },
              { href: "/partisipasi", label: "Partisipasi" },
              { href: "/data", label: "Data terbuka" },
              { href: "/masuk", label: "Masuk", strong: true },
            ]
      }
      languages={[
        { code: "id", label: "ID", name: "Bahasa Indonesia", href: "?bahasa=id", current: true },
        { code: "en", label: "EN", name: "English", href: "?bahasa=en", current: false },
      ]}
      footer={[
        { href: "/aksesibilitas", label: "Aksesibilitas" },
        { href: "/privasi", label: "Privasi dan data saya" },
        { href: "/bantuan", label: "Bantuan dan loket terdekat" },
        { href: "/pengembang", label: "Untuk pengembang" },
        { href: "/log", label: "Catatan terbuka" },
      ]}
      footnote="Kabupaten Tirta adalah daerah contoh; orang dan angkanya rekaan."
      strip={given.strip}
      acting={given.acting}
      words={{ skip: "Langsung ke isi", nav: "Menu utama", language: "Bahasa", footer: "Tentang situs ini" }}
      style={asset("style.css")}
      icon={asset("icon.svg")}
      scripts={["page.js", ...(given.scripts ?? [])].map(asset)}
      desk={given.desk ?? false}
    >
      {given.main}
    </Layout>,
  )}`;
}
