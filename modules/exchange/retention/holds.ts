import { type Holding, heldIn } from "../../../kernel/index.ts";

/**
 * What the exchange holds of a person: that agencies asked about them, by the receipts of those reads (a message names nobody), as far
 * as the agreement lets them know; and changes of their record that are on their way to somebody.
 */
export const holds: readonly Holding[] = [
  {
    name: "exchange.message",
    async of({ tx, world, now }, person, most) {
      const rows = await tx.query<{ id: string; at: Date; shows: Record<string, unknown> }>(
        `select j.id::text as id, j.at, jsonb_build_object('id', j.id, 'at', j.at, 'agency', j.agency, 'system', j.office,
           'question', j.name, 'purpose', j.purpose, 'fields', j.fields, 'agreement', a.number) as shows
         from kernel.journal j left join exchange.agreement a on a.id::text = j.subject
         where j.kind = 'read' and j.hat = 'machine' and j.about @> array[$1::uuid]
           and (j.body->>'visible' is null or (j.body->>'visible' <> 'oversight' and j.body->>'visible' <= $2))
         order by j.id desc limit $3`,
        [person, world.calendar.today(now), most],
      );
      return rows.map(({ id, at, shows }) => ({ id, ended: at, shows }));
    },
  },
  heldIn({
    name: "exchange.event",
    table: "exchange.event",
    person: "r.subject",
    only: "r.kind <> 'published' and r.service in (select id from exchange.service where register = 'population')",
    // While somebody waits to be told of it, it is in use.
    ended: `case when r.spread and not exists (
      select from exchange.delivery d where d.event = r.id and d.state in ('waiting', 'dead')) then r.at end`,
    hides: ["n", "service", "sealed", "spread", "stopped"],
    removes: ["delete from exchange.delivery where event = any($1::text[]::uuid[])"],
  }),
];
