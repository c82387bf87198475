import { on, type Tx } from "../../kernel/index.ts";
import type { Parties } from "./party.ts";
import type { AgreementRow, ExchangeTables, ServiceRow, SystemRow } from "./tables.ts";

export async function systemById(tx: Tx, id: string): Promise<SystemRow | null> {
  const row = await on<ExchangeTables>(tx)
    .selectFrom("exchange.system")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export async function serviceById(tx: Tx, id: string): Promise<ServiceRow | null> {
  const row = await on<ExchangeTables>(tx)
    .selectFrom("exchange.service")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** An agency's own API with the system that it is of. */
export interface OfferedApi {
  service: ServiceRow;
  system: SystemRow;
}
export async function offeredApi(tx: Tx, id: string): Promise<OfferedApi | null> {
  const service = await serviceById(tx, id);
  const system = service && (await systemById(tx, service.system));
  return system && service.kind === "http" ? { service, system } : null;
}

/** An agreement with both its sides. */
export async function partiesById(tx: Tx, id: string): Promise<Parties | null> {
  const agreement = await on<ExchangeTables>(tx)
    .selectFrom("exchange.agreement")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return agreement ? partiesOf(tx, agreement) : null;
}

async function partiesOf(tx: Tx, agreement: AgreementRow): Promise<Parties | null> {
  const [consumer, provider] = [await systemById(tx, agreement.consumer), await systemById(tx, agreement.provider)];
  return consumer && provider && { agreement, consumer, provider };
}
