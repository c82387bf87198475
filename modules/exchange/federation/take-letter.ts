import { z } from "zod";
import { command, type Fact, type Outcome, type Tx, type World } from "../../../kernel/index.ts";
import { writeServiceId, writeSystemId } from "../identifier.ts";
import { agreementText, hashOf, sealHolds } from "../party.ts";
import { partiesById } from "../stored.ts";
import type { PartySignature, ServiceRow, SystemRow } from "../tables.ts";
import type { DirectoryDocument } from "./document.ts";
import { type Answer, type End, type Letter, letterHash, type Proposal } from "./letter.ts";
import { type PeerRow, peerRow } from "./peer.ts";

/** What became of a letter. */
export type Taken =
  | { kind: "taken"; received: number }
  /** Read and turned down for good: the sender need not send it again. */
  | { kind: "refused"; received: number; why: string }
  /** Its number came before, with the same words. */
  | { kind: "again"; received: number }
  /** Its number came before, with other words. */
  | { kind: "other"; received: number }
  /** One before it is missing. */
  | { kind: "gap"; received: number };

interface Here {
  tx: Tx;
  world: World;
  now: Date;
  peer: PeerRow;
}
interface Read {
  why?: string;
  facts?: readonly Fact[];
}

/** Takes a letter of another government whose signature was checked: the next in order, once. */
export const takeLetter = command({
  name: "exchange.take-letter",
  internal: true,
  input: z.custom<Letter>((one) => typeof one === "object" && one !== null && "sequence" in one),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, letter): Promise<Outcome<Taken>> {
    await tx.query("select from exchange.peer where instance = $1 for update", [letter.from]);
    const peer = (await peerRow(tx, letter.from))!;
    const last = Number(peer.received);
    const subject = letter.agreement;
    const hash = letterHash(letter);
    if (letter.sequence > last + 1) return { result: { kind: "gap", received: last }, subject };
    if (letter.sequence <= last) {
      const [before] = await tx.query<{ hash: string }>(
        "select hash from exchange.letter_taken where peer = $1 and sequence = $2",
        [letter.from, letter.sequence],
      );
      return { result: { kind: before?.hash === hash ? "again" : "other", received: last }, subject };
    }
    const { why, facts } = await read({ tx, world, now, peer }, letter);
    await tx.query("insert into exchange.letter_taken values ($1, $2, $3, $4, $5, $6)", [
      letter.from,
      letter.sequence,
      letter.kind,
      hash,
      why ?? null,
      now,
    ]);
    await tx.query("update exchange.peer set received = $2 where instance = $1", [letter.from, letter.sequence]);
    const received = letter.sequence;
    return {
      result: why ? { kind: "refused", received, why } : { kind: "taken", received },
      subject,
      note: { peer: letter.from, sequence: letter.sequence, kind: letter.kind, ...(why && { why }) },
      ...(facts && { facts }),
    };
  },
});

function read(here: Here, letter: Letter): Promise<Read> {
  switch (letter.kind) {
    case "proposal":
      return proposed(here, letter.agreement, letter.body);
    case "answer":
      return answered(here, letter.agreement, letter.body);
    case "end":
      return ended(here, letter.agreement, letter.body);
  }
}

/** Whether this seal is that of this agency of theirs, by their directory, and over this text. */
function sealFault(
  { peer }: Here,
  of: { memberClass: string; member: string },
  signature: PartySignature,
  content: string,
) {
  const { members } = JSON.parse(peer.content!) as DirectoryDocument;
  const member = members.find((one) => one.class === of.memberClass && one.code === of.member);
  if (!member?.seal) return "seal: their directory names none for this member";
  if (member.seal !== signature.publicKey) return "seal: it is not the one that their directory names";
  return sealHolds(signature, content) ? null : "seal: it is not over this text";
}

async function proposed(here: Here, id: string, asked: Proposal): Promise<Read> {
  const { tx, world, now, peer } = here;
  const { consumer, service } = asked;
  if (consumer.instance !== peer.instance) return { why: "consumer: not one of yours" };
  const [by] = await tx.query<SystemRow & Record<string, unknown>>(
    "select * from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, $4) and state = 'active'",
    [consumer.instance, consumer.memberClass, consumer.member, consumer.system],
  );
  const [what] = await tx.query<ServiceRow & { agency: string } & Record<string, unknown>>(
    `select v.*, s.agency from exchange.service v join exchange.system s on s.id = v.system
     where (s.instance, s.member_class, s.member, s.system, v.code) = ($1, $2, $3, $4, $5)
       and s.state = 'active' and v.state = 'offered' and v.kind <> 'remote'`,
    [service.instance, service.memberClass, service.member, service.system, service.service],
  );
  if (!by) return { why: "consumer: your directory does not name it" };
  if (!what) return { why: "service: there is none of this name" };
  const terms = { ...asked, starts_on: asked.startsOn, expires_on: asked.expiresOn };
  if (agreementText(terms, writeSystemId(consumer), writeServiceId(service)) !== asked.content)
    return { why: "text: it does not say what the letter says" };
  if (hashOf(asked.content) !== asked.hash) return { why: "text: its hash is another" };
  if (asked.fields.some((field) => !what.fields.includes(field)))
    return { why: "fields: the service does not have them" };
  const offered = new Set(what.endpoints.map(({ method, path }) => `${method} ${path}`));
  if (asked.endpoints.some(({ method, path }) => !offered.has(`${method} ${path}`)))
    return { why: "endpoints: the service does not have them" };
  const purposes = world.modules.map((one) => one.understands?.(world.government).purposes).find(Boolean);
  if (purposes instanceof Set && !purposes.has(asked.purpose))
    return { why: "purpose: not in the record of processing here" };
  const fault = sealFault(here, consumer, asked.signature, asked.content);
  if (fault) return { why: fault };
  const [made] = await tx.query(
    `insert into exchange.agreement (id, number, consumer, service, provider, fields, endpoints, purpose, why, law, daily, starts_on,
       expires_on, visible, state, content, hash, consumer_signature, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'proposed', $15, $16, $17, $18)
     on conflict do nothing returning id`,
    [
      id,
      `${peer.instance}/${asked.number}`,
      by.id,
      what.id,
      what.system,
      asked.fields,
      JSON.stringify(asked.endpoints),
      asked.purpose,
      asked.why,
      asked.law,
      asked.daily,
      asked.startsOn,
      asked.expiresOn,
      asked.visible,
      asked.content,
      asked.hash,
      JSON.stringify(asked.signature),
      now,
    ],
  );
  if (!made) return { why: "agreement: there is one of this number or id" };
  return {
    facts: [{ name: "exchange.agreement-proposed", subject: id, body: { hash: asked.hash, agency: what.agency } }],
  };
}

async function answered(here: Here, id: string, answer: Answer): Promise<Read> {
  const { tx, peer } = here;
  const parties = await partiesById(tx, id);
  if (parties?.provider.instance !== peer.instance) return { why: "agreement: none with you" };
  const { agreement, provider } = parties;
  // Ended here before their answer came: they are told of the end by a letter of its own.
  if (agreement.state !== "proposed") return {};
  if (answer.verdict === "active") {
    const of = { memberClass: provider.member_class, member: provider.member };
    const fault = answer.signature ? sealFault(here, of, answer.signature, agreement.content) : "seal: missing";
    if (fault) return { why: fault };
  }
  await tx.query(
    "update exchange.agreement set state = $2, provider_signature = $3, decided_at = $4, reason = $5 where id = $1",
    [id, answer.verdict, answer.signature && JSON.stringify(answer.signature), answer.at, answer.reason],
  );
  return { facts: [{ name: `exchange.agreement-${answer.verdict}`, subject: id, body: { hash: agreement.hash } }] };
}

async function ended({ tx, peer }: Here, id: string, end: End): Promise<Read> {
  const parties = await partiesById(tx, id);
  if (!parties || ![parties.consumer, parties.provider].some(({ instance }) => instance === peer.instance))
    return { why: "agreement: none with you" };
  // Ended on both sides at once: both meant the same.
  if (parties.agreement.state !== "active" && parties.agreement.state !== "proposed") return {};
  await tx.query("update exchange.agreement set state = 'ended', ended_at = $2, reason = $3 where id = $1", [
    id,
    end.at,
    end.reason,
  ]);
  return { facts: [{ name: "exchange.agreement-ended", subject: id }] };
}
