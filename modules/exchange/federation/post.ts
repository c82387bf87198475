import type { CommandContext, Job } from "../../../kernel/index.ts";
import type { Parties } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import type { AgreementRow, SystemRow } from "../tables.ts";
import type { Answer, End, Proposal } from "./letter.ts";

type Here = Pick<CommandContext, "world" | "tx" | "now">;

/**
 * Puts a letter to another government into its queue, in the transaction of the act that it tells of: both are there or
 * neither. Numbers have no gaps, because a number and its letter are one commit. Nothing is posted to one's own.
 */
async function post(
  { world, tx, now }: Here,
  peer: string,
  letter: { kind: string; agreement: string; body: object },
): Promise<Job[]> {
  if (peer === exchangeOf(world.government).instance) return [];
  const [next] = await tx.query<{ last: bigint }>(
    `insert into exchange.letter_serial as s values ($1, 1) on conflict (peer) do update set last = s.last + 1 returning last`,
    [peer],
  );
  await tx.query(
    "insert into exchange.letter (peer, sequence, kind, agreement, body, made_at) values ($1, $2, $3, $4, $5, $6)",
    [peer, next!.last, letter.kind, letter.agreement, JSON.stringify(letter.body), now],
  );
  return [{ name: "exchange.deliver-letters", payload: { peer }, key: `exchange.deliver ${peer}` }];
}

const idOf = ({ instance, member_class, member, system }: SystemRow) => ({
  instance,
  memberClass: member_class,
  member,
  system,
});

/** Tells the provider's government what is asked of one of its agencies. */
export const postProposal = (
  here: Here,
  agreement: AgreementRow,
  consumer: SystemRow,
  provider: SystemRow,
  service: string,
) =>
  post(here, provider.instance, {
    kind: "proposal",
    agreement: agreement.id,
    body: {
      number: agreement.number,
      consumer: idOf(consumer),
      service: { ...idOf(provider), service },
      fields: agreement.fields,
      endpoints: agreement.endpoints,
      purpose: agreement.purpose,
      why: agreement.why,
      law: agreement.law,
      daily: agreement.daily,
      startsOn: agreement.starts_on,
      expiresOn: agreement.expires_on,
      visible: agreement.visible,
      content: agreement.content,
      hash: agreement.hash,
      signature: agreement.consumer_signature,
      proposedAt: agreement.proposed_at.toISOString(),
    } satisfies Proposal,
  });

/** Tells the consumer's government what its agency was answered. */
export const postAnswer = (here: Here, { agreement, consumer }: Parties, answer: Answer) =>
  post(here, consumer.instance, { kind: "answer", agreement: agreement.id, body: answer });

/** Tells the other side that it is over. */
export async function postEnd(here: Here, { agreement, consumer, provider }: Parties, end: End): Promise<Job[]> {
  const own = exchangeOf(here.world.government).instance;
  const other = [consumer, provider].find(({ instance }) => instance !== own);
  return other ? post(here, other.instance, { kind: "end", agreement: agreement.id, body: end }) : [];
}
