import { type Following, followIn } from "../../kernel/index.ts";

/** Records of all registers go along with a person whose record is merged; one that is numbered by its holder is numbered anew. */
export const follows: readonly Following[] = [
  followIn({
    table: "registers.record",
    sets: "number = case when r.number = $1::uuid::text then $2::uuid::text else r.number end",
    once: ["register"],
    onceWhile: "r.number = r.person::text",
    offers: ({ tx }, person) =>
      tx.query<{ id: string; label: string }>(
        `select r.id::text as id,
           (d.definition->'title'->>'id') || case when r.number = r.person::text then '' else ' ' || r.number end as label
         from registers.record r join registers.definition d on d.code = r.register and d.version = r.definition
         where r.person = $1 and r.ended_on is null order by 2, 1 limit 50`,
        [person],
      ),
  }),
  followIn({ table: "registers.link", person: "target", id: "r.record || ':' || r.field", only: "r.kind = 'person'" }),
];
