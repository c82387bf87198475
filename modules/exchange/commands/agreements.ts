import { z } from "zod";
import { type Actor, command, nextDay, on, refuse, refuseFields, type World } from "../../../kernel/index.ts";
import { postAnswer, postEnd, postProposal } from "../federation/post.ts";
import { openings } from "../gateway/opening.ts";
import { writeServiceId } from "../identifier.ts";
import { agreementText, givingParty, hashOf, type Parties, party, sealed, speaksFor } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { partiesById, serviceById, systemById } from "../stored.ts";
import type { AgreementRow, ExchangeTables, ServiceRow, SystemRow } from "../tables.ts";

/** Who speaks for an agency about what it exchanges. */
export const duties = ["administrator", "steward", "head"] as const;
const byOf = (actor: Actor) => (actor.officer ? `${actor.officer.agency}/${actor.officer.office}` : "");

const terms = z
  .object({
    consumer: z.uuid("exchange.fault.consumer"),
    service: z.uuid("exchange.fault.service"),
    fields: z.array(z.string().max(60)).max(200).default([]),
    endpoints: z.array(z.string().max(220)).max(200).default([]),
    /** A code of the record of processing. */
    purpose: z.string().regex(/^[a-z0-9-]{1,60}$/, "exchange.fault.purpose"),
    why: z.string().trim().min(10, "exchange.fault.why").max(1000),
    law: z.string().trim().min(3, "exchange.fault.law").max(300),
    daily: z.coerce
      .number("exchange.fault.daily")
      .int("exchange.fault.daily")
      .min(1, "exchange.fault.daily")
      .max(100_000_000),
    startsOn: z.iso.date("kernel.fault.format").nullish(),
    expiresOn: z.iso.date("kernel.fault.format"),
    visible: z
      .string()
      .regex(/^(now|oversight|days:\d{1,4})$/, "exchange.fault.visible")
      .default("now"),
    /** Whether a token of the consumer's system is enough, or each message must bear its signature. */
    proof: z.enum(["signature", "token"]).default("signature"),
  })
  .strict();

/** What may be agreed upon: fields and endpoints that the service has, days within what the law of the place allows. */
function checked(world: World, asked: z.output<typeof terms>, service: ServiceRow, now: Date) {
  const faults: { path: string; messageKey: string }[] = [];
  const fault = (path: string, messageKey: string) => faults.push({ path, messageKey });
  const unknown = asked.fields.filter((field) => !service.fields.includes(field));
  if (unknown.length > 0 || (asked.fields.length === 0 && service.fields.length > 0))
    fault("fields", "exchange.fault.fields");
  const known = new Map(service.endpoints.map((one) => [`${one.method} ${one.path}`, one]));
  // To be told of changes is agreed upon by its name, never along with the rest.
  const unnamed = service.endpoints.filter(({ path }) => !(service.kind === "register" && path.startsWith("/events")));
  const endpoints = asked.endpoints.length > 0 ? asked.endpoints.map((one) => known.get(one)) : unnamed;
  if (endpoints.includes(undefined)) fault("endpoints", "exchange.fault.endpoints");
  const purposes = world.modules.map((room) => room.understands?.(world.government).purposes).find(Boolean);
  if (purposes instanceof Set && !purposes.has(asked.purpose)) fault("purpose", "exchange.fault.purpose");
  const today = world.calendar.today(now);
  const startsOn = asked.startsOn ?? today;
  const latest = nextDay(today, exchangeOf(world.government).agreementYears * 366);
  if (asked.expiresOn <= startsOn || asked.expiresOn > latest) fault("expiresOn", "exchange.fault.expires");
  if (faults.length > 0) refuseFields(faults);
  return { startsOn, endpoints: endpoints as ServiceRow["endpoints"] };
}

const idOf = (system: SystemRow) => ({
  instance: system.instance,
  memberClass: system.member_class,
  member: system.member,
  system: system.system,
});

/** An agency asks another for what it knows: named fields, for a purpose, by a law, so many a day, until a day. Its seal is on it. */
export const proposeAgreement = command({
  name: "exchange.propose-agreement",
  input: terms,
  load: async ({ tx }, { consumer, service }) => {
    const [by, what] = [await systemById(tx, consumer), await serviceById(tx, service)];
    const provider = what && (await systemById(tx, what.system));
    return by && what && provider && { by, what, provider };
  },
  allow: [
    {
      hat: "officer",
      roles: duties,
      assurance: 3,
      relation: { name: "owner of the system", holds: (actor, { by }) => speaksFor(actor, by) },
    },
  ],
  async carryOut({ world, tx, actor, now, newId }, asked, { by, what, provider }) {
    if (by.state !== "active" || provider.state !== "active") refuse("conflict", "exchange.refusal.not-active");
    if (what.state !== "offered" || by.id === provider.id) refuse("conflict", "exchange.refusal.not-offered");
    const { startsOn, endpoints } = checked(world, asked, what, now);
    // Another government's gateway takes a system by its signature alone.
    if (asked.proof === "token" && what.kind === "remote")
      refuseFields([{ path: "proof", messageKey: "exchange.fault.proof" }]);
    const agreed = {
      fields: asked.fields,
      endpoints,
      purpose: asked.purpose,
      why: asked.why,
      law: asked.law,
      daily: asked.daily,
      starts_on: startsOn,
      expires_on: asked.expiresOn,
      visible: asked.visible,
      proof: asked.proof,
    };
    const service = writeServiceId({ ...idOf(provider), service: what.code });
    const content = agreementText(agreed, `${by.instance}/${by.member_class}/${by.member}/${by.system}`, service);
    const year = Number(world.calendar.today(now).slice(0, 4));
    const [next] = await tx.query<{ last: bigint }>(
      `insert into exchange.agreement_serial as s values ($1, 1) on conflict (year) do update set last = s.last + 1 returning last`,
      [year],
    );
    const row: AgreementRow = {
      id: newId(),
      number: `PKS-${year}-${String(next!.last).padStart(4, "0")}`,
      consumer: by.id,
      service: what.id,
      provider: provider.id,
      ...agreed,
      state: "proposed",
      content,
      hash: hashOf(content),
      consumer_signature: await sealed(world, by.agency!, byOf(actor), content),
      provider_signature: null,
      proposed_at: now,
      decided_at: null,
      ended_at: null,
      reason: null,
    };
    await on<ExchangeTables>(tx)
      .insertInto("exchange.agreement")
      .values({
        ...row,
        endpoints: JSON.stringify(row.endpoints) as never,
        consumer_signature: JSON.stringify(row.consumer_signature) as never,
      })
      .execute();
    return {
      result: { id: row.id, number: row.number, hash: row.hash },
      facts: [
        { name: "exchange.agreement-proposed", subject: row.id, body: { hash: row.hash, agency: provider.agency } },
      ],
      jobs: await postProposal({ world, tx, now }, row, by, provider, what.code),
    };
  },
});

/** The agency that owns the facts says yes, with its seal on the same text, or no with a reason. */
export const answerAgreement = command({
  name: "exchange.answer-agreement",
  input: z
    .object({ id: z.uuid(), verdict: z.enum(["active", "refused"]), reason: z.string().trim().max(300).default("") })
    .strict(),
  load: ({ tx }, { id }) => partiesById(tx, id),
  allow: [{ hat: "officer", roles: duties, relation: givingParty, assurance: 3 }],
  async carryOut({ world, tx, actor, now }, { id, verdict, reason }, parties: Parties) {
    const { agreement, provider } = parties;
    if (agreement.state !== "proposed") refuse("conflict", "exchange.refusal.moved-on");
    if (verdict === "refused" && reason.length < 3)
      refuseFields([{ path: "reason", messageKey: "exchange.fault.reason" }]);
    const seal = verdict === "active" ? await sealed(world, provider.agency!, byOf(actor), agreement.content) : null;
    await tx.query(
      `update exchange.agreement set state = $2, provider_signature = $3, decided_at = $4, reason = $5 where id = $1`,
      [id, verdict, seal && JSON.stringify(seal), now, reason || null],
    );
    openings.forget(world);
    return {
      result: null,
      facts: [{ name: `exchange.agreement-${verdict}`, subject: id, body: { hash: agreement.hash } }],
      jobs: await postAnswer({ world, tx, now }, parties, {
        verdict,
        reason: reason || null,
        signature: seal,
        at: now.toISOString(),
      }),
    };
  },
});

/** Either side ends it: here at once, in every process of the house within a second. */
export const endAgreement = command({
  name: "exchange.end-agreement",
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(3, "exchange.fault.reason").max(300) }).strict(),
  load: ({ tx }, { id }) => partiesById(tx, id),
  allow: [{ hat: "officer", roles: duties, relation: party, assurance: 3 }],
  async carryOut({ world, tx, now }, { id, reason }, parties: Parties) {
    const { agreement } = parties;
    if (agreement.state !== "active" && agreement.state !== "proposed") refuse("conflict", "exchange.refusal.moved-on");
    await tx.query("update exchange.agreement set state = 'ended', ended_at = $2, reason = $3 where id = $1", [
      id,
      now,
      reason,
    ]);
    openings.forget(world);
    return {
      result: null,
      facts: [{ name: "exchange.agreement-ended", subject: id }],
      jobs: await postEnd({ world, tx, now }, parties, { reason, at: now.toISOString() }),
    };
  },
});
