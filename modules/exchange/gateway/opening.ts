import { believed, type World } from "../../../kernel/index.ts";
import { writeServiceId } from "../identifier.ts";
import type { About, Endpoint, ServiceRow } from "../tables.ts";
import type { Sender } from "./admit.ts";
import type { Call } from "./call.ts";

/** A service as it stands open to a system: by which agreement, or by none. */
export interface Opening {
  service: string;
  kind: ServiceRow["kind"];
  register: string | null;
  address: string | null;
  endpoints: Endpoint[];
  about: About | null;
  timeout_ms: number;
  provider: string;
  agreement: string | null;
  fields: string[];
  allowed: Endpoint[];
  purpose: string;
  visible: string;
  daily: number;
}

/** So long another process may still let through what an agreement no longer opens. */
export const openings = believed<Opening | null>(1_000);

/** Null when there is no such service. */
export function openingOf(world: World, { service: asked, incoming }: Call, sender: Sender): Promise<Opening | null> {
  const { instance, memberClass, member, system, service } = asked;
  const today = world.calendar.today(incoming.at);
  return openings(world, `${sender.id} ${writeServiceId(asked)} ${today}`, async () => {
    const [row] = await world.database.statement<Opening>("select * from exchange.opening($1, $2, $3)", [
      sender.id,
      [instance, memberClass, member, system, service],
      today,
    ]);
    return row ?? null;
  });
}
