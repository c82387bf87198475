import { type Following, followIn, type Locale, type Text, textIn } from "../../kernel/index.ts";

/** Records of all registers go along with a person whose record is merged; one that is numbered by its holder is numbered anew. */
export const follows: readonly Following[] = [
  followIn({
    table: "registers.record",
    sets: "number = case when r.number = $1::uuid::text then $2::uuid::text else r.number end",
    once: ["register"],
    onceWhile: "r.number = r.person::text",
    async offers({ tx }, person) {
      const rows = await tx.query<{ id: string; title: Text; number: string | null }>(
        `select r.id::text as id, d.definition->'title' as title, nullif(r.number, r.person::text) as number
         from registers.record r join registers.definition d on d.code = r.register and d.version = r.definition
         where r.person = $1 and r.ended_on is null order by r.register, r.id limit 50`,
        [person],
      );
      const inWords = ({ title, number }: (typeof rows)[0], locale: Locale) =>
        [textIn(title, locale), number].filter(Boolean).join(" ");
      return rows.map((row) => ({ id: row.id, label: { id: inWords(row, "id"), en: inWords(row, "en") } }));
    },
  }),
  followIn({ table: "registers.link", person: "target", id: "r.record || ':' || r.field", only: "r.kind = 'person'" }),
];
