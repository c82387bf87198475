import { z } from "zod";
import { keyset, on, pageOf, query, relation, type Text, type Tx } from "../../../kernel/index.ts";
import { owner, type Parties, party } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { partiesById, serviceById, systemById } from "../stored.ts";
import type { AgreementRow, ExchangeTables, KeyRow, SystemRow } from "../tables.ts";

export interface AgreementLine
  extends Pick<
    AgreementRow,
    "id" | "number" | "state" | "purpose" | "law" | "fields" | "starts_on" | "expires_on" | "daily"
  > {
  consumer: Text;
  consumer_agency: string | null;
  provider_agency: string | null;
  service: Text;
}

const lines = (tx: Tx, where: string, values: readonly unknown[]) =>
  tx.query<AgreementLine>(
    `select a.id, a.number, a.state, a.purpose, a.law, a.fields, a.starts_on, a.expires_on, a.daily,
       c.name as consumer, c.agency as consumer_agency, coalesce(p.agency, p.instance || '/' || p.member) as provider_agency, v.title as service
     from exchange.agreement a join exchange.system c on c.id = a.consumer
     join exchange.system p on p.id = a.provider join exchange.service v on v.id = a.service
     where ${where}`,
    values,
  );

/** Which agency may use what of which, for what and by which law: agreed in the open, so that anybody can ask why. */
export const publicAgreements = query({
  name: "exchange.agreements",
  input: z.object({ ...keyset }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { after, before, limit }) {
    const rows = await lines(
      tx,
      `a.state = 'active' and ($1::uuid is null or a.id < $1) and ($2::uuid is null or a.id > $2)
       order by a.id ${before ? "asc" : "desc"} limit $3`,
      [after ?? null, before ?? null, limit + 1],
    );
    return pageOf(rows, { after, before, limit });
  },
});

/** What an officer's agency asked for, and what is asked of it, the newest first. */
export const agencyAgreements = query({
  name: "exchange.agency-agreements",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head", "auditor"] }],
  answer: async ({ tx, actor }) =>
    lines(tx, "$1 in (c.agency, p.agency) order by a.state = 'proposed' desc, a.id desc limit 200", [
      actor.officer!.agency,
    ]),
});

/** An agreement whole: its text, both seals, and how much of it was used. For its parties and those who oversee the house. */
export const agreementWhole = query({
  name: "exchange.agreement",
  input: z.object({ id: z.uuid() }).strict(),
  load: ({ tx }, { id }) => partiesById(tx, id),
  allow: [
    { hat: "officer", roles: ["administrator", "steward", "head"], relation: party },
    { hat: "officer", roles: ["auditor", "protection-officer"] },
  ],
  async answer({ tx, world, now }, { id }, parties: Parties) {
    const service = await serviceById(tx, parties.agreement.service);
    const today = world.calendar.moment(world.calendar.today(now), "00:00");
    const [used] = await tx.query<{ today: number; month: number; faults: number }>(
      `select count(*) filter (where request_in >= $2)::integer as today, count(*)::integer as month,
         count(*) filter (where fault is not null)::integer as faults
       from exchange.message where agreement = $1 and request_in >= $2 - interval '30 days'`,
      [id, today],
    );
    return { ...parties, service: service!, used: used! };
  },
});

/** The systems of an officer's agency, or of the business that one acts for, with their keys; the operator sees those that wait. */
export const mySystems = query({
  name: "exchange.my-systems",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["administrator", "steward", "head"] }, { hat: "business" }],
  async answer({ tx, actor }) {
    let rows = on<ExchangeTables>(tx).selectFrom("exchange.system").selectAll().orderBy("asked_at", "desc").limit(200);
    rows =
      actor.hat === "business"
        ? rows.where("business", "=", actor.business!.id)
        : rows.where("agency", "=", actor.officer!.agency);
    return withKeys(tx, await rows.execute());
  },
});

/** What waits for the operator's yes. */
export const askedSystems = query({
  name: "exchange.asked-systems",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["steward"] }],
  async answer({ tx }) {
    const rows = await on<ExchangeTables>(tx)
      .selectFrom("exchange.system")
      .selectAll()
      .where("state", "=", "asked")
      .orderBy("asked_at")
      .limit(200)
      .execute();
    return withKeys(tx, rows);
  },
});

export type SystemWithKeys = SystemRow & { keys: (Omit<KeyRow, "wrapped"> & { hosted: boolean })[] };

async function withKeys(tx: Tx, systems: readonly SystemRow[]): Promise<SystemWithKeys[]> {
  if (systems.length === 0) return [];
  const keys = await on<ExchangeTables>(tx)
    .selectFrom("exchange.key")
    .selectAll()
    .where(
      "system",
      "in",
      systems.map(({ id }) => id),
    )
    .orderBy("made_at")
    .execute();
  return systems.map((system) => ({
    ...system,
    keys: keys
      .filter((one) => one.system === system.id)
      .map(({ wrapped, ...key }) => ({ ...key, hosted: wrapped !== null })),
  }));
}

type Run = SystemRow & { operator: string };
const operator = relation<Run>("runs the exchange", (actor, { operator }) => actor.officer?.agency === operator);

/** One system with its keys, for its own agency and for who runs the exchange. */
export const systemWhole = query({
  name: "exchange.system",
  input: z.object({ id: z.uuid() }).strict(),
  load: async ({ tx, world }, { id }): Promise<Run | null> => {
    const system = await systemById(tx, id);
    return system && { ...system, operator: exchangeOf(world.government).operator };
  },
  allow: [
    { hat: "officer", roles: ["administrator", "steward", "head"], relation: owner },
    { hat: "officer", roles: ["steward"], relation: operator },
    { hat: "business", relation: owner },
  ],
  answer: async ({ tx }, _input, { operator: _o, ...system }: Run): Promise<SystemWithKeys> =>
    (await withKeys(tx, [system]))[0]!,
});
