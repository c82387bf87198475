import { z } from "zod";
import { act, ask, command, type Job, type JobHandler, query, systemActor, type World } from "../../../kernel/index.ts";
import { exchangeOf } from "../settings.ts";
import type { Request } from "../signature/base.ts";
import { contentDigest, digestHolds } from "../signature/digest.ts";
import { type Letter, letterCovers, lettersPath } from "./letter.ts";
import { peerNamed } from "./peer.ts";
import { ownDirectory } from "./publish.ts";
import { activePeers, pullSoon } from "./pull.ts";
import { vouched, vouchedBy } from "./vouch.ts";
import { send, WireFault } from "./wire.ts";

const room = systemActor("exchange");

interface Waiting extends Record<string, unknown> {
  peer: string;
  sequence: bigint;
  kind: Letter["kind"];
  agreement: string;
  body: string;
  tries: number;
}

/** The next letter to a government; null when none waits, or when nothing is exchanged with it now. */
const nextLetter = query({
  name: "exchange.next-letter",
  internal: true,
  input: z.object({ peer: z.string().max(60) }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { peer }): Promise<Waiting | null> {
    const [row] = await tx.query<Waiting>(
      `select l.peer, l.sequence, l.kind, l.agreement, l.body, l.tries from exchange.letter l join exchange.peer p on p.instance = l.peer
       where l.peer = $1 and l.settled_at is null and p.state = 'active' order by l.sequence limit 1`,
      [peer],
    );
    return row ?? null;
  },
});

type Delivery =
  | { kind: "taken" }
  | { kind: "refused"; why: string }
  /** They have lost what came after this number, as a house restored from its copy has. */
  | { kind: "gap"; received: number }
  | { kind: "failed"; why: string };

/** Writes down how it went. What failed is tried again, each time a little later, at most ten minutes. */
const recordDelivery = command({
  name: "exchange.record-delivery",
  internal: true,
  input: z.custom<Waiting & { delivery: Delivery }>(
    (one) => typeof one === "object" && one !== null && "delivery" in one,
  ),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { peer, sequence, agreement, kind, tries, delivery }) {
    const at = [peer, sequence];
    const subject = agreement;
    const jobs: Job[] = [];
    if (delivery.kind === "failed") {
      await tx.query("update exchange.letter set tries = tries + 1, fault = $3 where peer = $1 and sequence = $2", [
        ...at,
        delivery.why.slice(0, 300),
      ]);
      const seconds = Math.min(600, 2 ** Math.min(tries + 1, 10));
      jobs.push({
        name: "exchange.deliver-letters",
        payload: { peer },
        key: `exchange.deliver ${peer}`,
        runAt: new Date(now.getTime() + seconds * 1000),
      });
    } else if (delivery.kind === "gap") {
      await tx.query(
        "update exchange.letter set settled_at = null, refused = false, fault = null where peer = $1 and sequence > $2",
        [peer, delivery.received],
      );
    } else {
      const why = delivery.kind === "refused" ? delivery.why.slice(0, 300) : null;
      await tx.query(
        "update exchange.letter set settled_at = $3, refused = $4, fault = $5 where peer = $1 and sequence = $2",
        [...at, now, why !== null, why],
      );
      // What they cannot take as a proposal is not one: its agency sees why.
      if (why && kind === "proposal")
        await tx.query(
          "update exchange.agreement set state = 'refused', decided_at = $2, reason = $3 where id = $1 and state = 'proposed'",
          [agreement, now, why],
        );
    }
    return { result: null, subject, note: { peer, sequence: String(sequence), outcome: delivery.kind }, jobs };
  },
});

/** Brings what waits, in order, until none is left or one cannot be brought. */
export async function deliverLetters(world: World, peer: string): Promise<void> {
  let rewound = false;
  for (;;) {
    const letter = await ask(world, room, nextLetter, { peer });
    if (!letter) return;
    let delivery = await brought(world, letter);
    if (delivery.kind === "gap" && rewound) delivery = { kind: "failed", why: `gap: they have ${delivery.received}` };
    await act(world, room, recordDelivery, { ...letter, delivery });
    if (delivery.kind === "failed") return;
    rewound ||= delivery.kind === "gap";
  }
}

async function brought(world: World, letter: Waiting): Promise<Delivery> {
  try {
    return await tried(world, letter);
  } catch (error) {
    if (error instanceof WireFault) return { kind: "failed", why: `${error.kind}: ${error.message}` };
    throw error;
  }
}

async function tried(world: World, { peer, sequence, kind, agreement, body: text }: Waiting): Promise<Delivery> {
  const known = (await peerNamed(world, peer))!;
  const { sequence: directory } = await ownDirectory(world);
  const said = {
    from: exchangeOf(world.government).instance,
    to: peer,
    sequence: Number(sequence),
    directory: Number(directory),
    agreement,
    kind,
    body: JSON.parse(text),
  };
  const body = Buffer.from(JSON.stringify(said));
  const headers = { "content-type": "application/json", "content-digest": contentDigest(body) };
  const request: Request = { method: "POST", url: new URL(lettersPath, known.address), headers };
  const signed = { ...headers, ...(await vouched(world, request, letterCovers)) };
  const answer = await send(world, known.address, {
    method: "POST",
    path: lettersPath,
    headers: signed,
    body,
    timeoutMs: 10_000,
    most: 65_536,
  });
  const bound = { status: answer.status, headers: answer.headers, request: { ...request, headers: signed } };
  const found = await vouchedBy(world, known, bound, ["@status", "content-digest", "signature;req"]);
  if (!found.ok) {
    // Their key may have changed since the last look.
    if (found.fault === "unknown-key") await pullSoon(world, peer);
    return { kind: "failed", why: `status ${answer.status}; its signature: ${found.fault}: ${found.detail}` };
  }
  if (!digestHolds(answer.headers["content-digest"] ?? "", answer.body)) return { kind: "failed", why: "digest" };
  return deliveryOf(JSON.parse(answer.body.toString("utf8")));
}

function deliveryOf(says: { kind: string; received?: number; why?: string }): Delivery {
  if (says.kind === "taken" || says.kind === "again") return { kind: "taken" };
  if (says.kind === "refused") return { kind: "refused", why: says.why ?? "" };
  if (says.kind === "gap") return { kind: "gap", received: says.received ?? 0 };
  return { kind: "failed", why: `${says.kind}: ${says.why ?? ""}` };
}

export const deliverJob: JobHandler = {
  name: "exchange.deliver-letters",
  handle: ({ world }, { peer }) => deliverLetters(world, String(peer)),
};

/** What a lost job would leave lying. */
export const deliverAllJob: JobHandler = {
  name: "exchange.deliver-all-letters",
  cron: "*/5 * * * *",
  async handle({ world }) {
    for (const peer of await ask(world, room, activePeers, {})) await deliverLetters(world, peer);
  },
};

export const delivering = { queries: [nextLetter], commands: [recordDelivery] };
