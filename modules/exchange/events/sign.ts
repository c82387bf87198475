import type { Sign } from "../../../kernel/index.ts";

/** How much waits, and for how long. That one receiver is away is no illness of the house. */
export const eventsSign: Sign = {
  name: "exchange.events",
  async look(world, tx) {
    const [row] = await tx.query<{ unspread: number; waiting: number; dead: number; oldest: Date | null }>(
      `select (select count(*)::integer from exchange.event where not spread) as unspread,
         count(*) filter (where d.state = 'waiting')::integer as waiting,
         count(*) filter (where d.state = 'dead')::integer as dead,
         (select min(at) from exchange.event where not spread) as oldest
       from exchange.delivery d where d.state in ('waiting', 'dead')`,
    );
    const { unspread, waiting, dead, oldest } = row!;
    const late = oldest !== null && world.clock.now().getTime() - oldest.getTime() > 300_000;
    return {
      ok: !late,
      detail: `${waiting} events on their way, ${dead} put aside, ${unspread} not handed out yet`,
      gauges: { exchange_events_waiting: waiting, exchange_events_dead: dead, exchange_events_unspread: unspread },
    };
  },
};
