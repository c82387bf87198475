import type { TestContext } from "node:test";
import { relayOnce } from "../../../kernel/jobs/relay.ts";
import { correctPerson } from "../../registry/index.ts";
import { deliverDue, spreadAll } from "../events/courier.ts";
import { setCallback, subscribe } from "../events/subscriptions.ts";
import { agencies } from "./agencies.ts";
import { receiver } from "./receiver.ts";

export const everybody = ["POST /find", "GET /events/all"];

/** Dinsos's system is told of changes of the population, at a machine of its own. */
export async function told(t: TestContext, more: { endpoints?: string[]; answer?: () => number } = {}) {
  const there = await receiver(t, more.answer);
  const s = await agencies(t, { env: { EXCHANGE_HOSTS: "127.0.0.1" } });
  const mine = await s.system();
  const agreement = await s.agreed(mine.id, "population", { endpoints: more.endpoints ?? everybody });
  const [keeper] = await s.asOwner<{ id: string }>(
    "select id from exchange.system where member = 'disdukcapil' and system = 'register'",
  );
  await s.act(s.consumer, setCallback, { system: mine.id, address: there.address });
  const { id } = await s.act(s.consumer, subscribe, {
    consumer: mine.id,
    provider: keeper!.id,
    eventType: "population",
  });
  const clerk = s.officer("bagas", "disdukcapil", "pendaftaran-penduduk", "administrator");
  const versions = new Map<string, number>();
  /** The keeper corrects something of somebody. */
  const change = async (who: string, changes: object) => {
    const person = s.id(who);
    const version = versions.get(who) ?? 1;
    await s.act(clerk, correctPerson, { person, version, kind: "correction", reason: "salah tulis", changes });
    versions.set(who, version + 1);
  };
  const hand = async () => {
    while ((await relayOnce(s.world)) > 0);
    await spreadAll(s.world);
    return deliverDue(s.world);
  };
  return { ...s, there, mine, agreement, keeper: keeper!.id, subscription: id, change, hand };
}
