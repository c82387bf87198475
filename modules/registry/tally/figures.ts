import { z } from "zod";
import { query, refuse, type Text } from "../../../kernel/index.ts";

/** A column that figures over people or businesses can be made by. */
export interface FigureColumn {
  name: string;
  label: Text;
  sql: string;
  list?: string;
}
const column = (name: string, sql: string, id: string, en: string, list?: string): FigureColumn => ({
  name,
  sql,
  label: { id, en },
  ...(list && { list }),
});

/** By what people and businesses may be counted; nothing here says who somebody is. */
export const figureColumns: Record<"population" | "businesses", readonly FigureColumn[]> = {
  population: [
    column("district", "left(r.village, 8)", "Kode kecamatan", "District code"),
    column("village", "r.village", "Kode desa atau kelurahan", "Village code", "regions/villages"),
    column("sex", "r.sex", "Jenis kelamin", "Sex"),
    column("maritalStatus", "r.marital_status", "Status perkawinan", "Marital status"),
    column("familyRole", "r.family_role", "Hubungan dalam keluarga", "Role in the family"),
    column("birthYear", "extract(year from r.birth_date)::int", "Tahun lahir", "Year of birth"),
  ],
  businesses: [
    column("district", "left(r.village, 8)", "Kode kecamatan", "District code"),
    column("village", "r.village", "Kode desa atau kelurahan", "Village code", "regions/villages"),
    column("kind", "r.kind", "Bentuk usaha", "Legal form"),
    column("activity", "r.kbli[1]", "Kegiatan usaha utama (KBLI)", "Main activity (KBLI)", "activities"),
    column("foundedYear", "extract(year from r.founded_on)::int", "Tahun berdiri", "Year founded"),
  ],
};
const tables = {
  population: "registry.person r where r.died_on is null and r.merged_into is null",
  businesses: "registry.business r where r.status = 'active'",
};

/** How many people or businesses there are, by some of these columns. Small numbers are for the asker to hide. */
export const figures = query({
  name: "registry.figures",
  internal: true,
  input: z
    .object({
      register: z.enum(["population", "businesses"]),
      by: z.array(z.string().max(40)).max(4),
      filter: z
        .array(z.object({ field: z.string().max(40), is: z.string().max(120) }).strict())
        .max(6)
        .default([]),
    })
    .strict(),
  allow: [{ hat: "system", purpose: "statistics" }],
  async answer({ tx }, { register, by, filter }): Promise<{ n: number; cells: (string | null)[] }[]> {
    const sqlOf = (name: string) =>
      figureColumns[register].find((one) => one.name === name)?.sql ??
      refuse("invalid", "registry.refusal.no-column", { name });
    const keys = by.map(sqlOf);
    const conditions = filter.map(({ field }, i) => ` and (${sqlOf(field)})::text = $${i + 1}`).join("");
    const places = keys.map((_, i) => i + 2).join(", ");
    const rows = await tx.query<Record<string, string | null> & { n: number }>(
      `select count(*)::int as n ${keys.map((key, i) => `, (${key})::text as c${i}`).join("")}
       from ${tables[register]}${conditions} ${places && `group by ${places} order by ${places}`} limit 50000`,
      filter.map(({ is }) => is),
    );
    return rows.map((row) => ({ n: row.n, cells: keys.map((_, i) => row[`c${i}`] ?? null) }));
  },
});
