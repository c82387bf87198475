import type { Actor, Tx, Visibility, World } from "../../../kernel/index.ts";
import { machineActor, visibilityOf } from "../gateway/admit.ts";
import { systemOf } from "../identifier.ts";
import type { ServiceRow, SystemRow } from "../tables.ts";

/** What an agreement opens of a register's changes: of those whom the system has asked about itself, or of everybody. */
export const eventEndpoints = { followed: "/events", all: "/events/all" } as const;

/** The agreement by which a system is told, as it stands today. */
export interface Opened {
  agreement: string;
  fields: string[];
  purpose: string;
  visible: Visibility;
  /** Also of people whom the system never asked about. */
  all: boolean;
}

/** The agreement in force that lets this system be told of this service's events; null when there is none. */
export async function openedTo(
  { world, tx, now }: { world: World; tx: Tx; now: Date },
  consumer: string,
  service: string,
): Promise<Opened | null> {
  const endpoint = (path: string) => JSON.stringify([{ method: "GET", path }]);
  const [row] = await tx.query<Omit<Opened, "visible"> & { visible: string }>(
    `select a.id as agreement, a.fields, a.purpose, a.visible, a.endpoints @> $5::jsonb as all
     from exchange.agreement a
     join exchange.system c on c.id = a.consumer and c.state = 'active'
     join exchange.system p on p.id = a.provider and p.state = 'active'
     join exchange.service v on v.id = a.service and v.state = 'offered'
     where a.consumer = $1 and a.service = $2 and a.state = 'active' and $3::date between a.starts_on and a.expires_on
       and (a.endpoints @> $4::jsonb or a.endpoints @> $5::jsonb)
     order by a.id desc limit 1`,
    [consumer, service, world.calendar.today(now), endpoint(eventEndpoints.followed), endpoint(eventEndpoints.all)],
  );
  return row ? { ...row, visible: visibilityOf(world, row.visible, now) } : null;
}

/** The subscriber as policy knows it: only these fields leave. */
export const readerOf = (
  consumer: SystemRow,
  service: Pick<ServiceRow, "register">,
  { agreement, purpose, visible }: Opened,
  fields: string[],
): Actor =>
  machineActor(
    { id: consumer.id, agency: consumer.agency, system: systemOf(consumer) },
    { agreement, purpose, visible, fields, register: service.register },
  );

/** Which fields a subscriber hears of: what changed, as far as it is agreed. All that is agreed when the whole record is new. */
export const toldFields = (changed: readonly string[], agreed: readonly string[]): string[] =>
  changed.length === 0 ? [...agreed] : agreed.filter((field) => changed.includes(field));
