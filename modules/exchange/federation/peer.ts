import type { Tx, World } from "../../../kernel/index.ts";

/** Another government as this house knows it; the migration says what each column means. */
export interface PeerRow {
  instance: string;
  address: string;
  fingerprint: string;
  state: "asked" | "active" | "suspended" | "refused" | "ended";
  asked_by: string | null;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  key_id: string | null;
  public: string | null;
  sequence: bigint;
  content: string | null;
  signature_input: string | null;
  signature: string | null;
  issued_at: Date | null;
  expires_at: Date | null;
  pulled_at: Date | null;
  fault: string | null;
  fault_at: Date | null;
  offered_fingerprint: string | null;
  received: bigint;
}

export async function peerRow(tx: Tx, instance: string): Promise<PeerRow | null> {
  const [row] = await tx.query<PeerRow & Record<string, unknown>>("select * from exchange.peer where instance = $1", [
    instance,
  ]);
  return row ?? null;
}

/** What the gateway needs of it. */
export type KnownPeer = Pick<
  PeerRow,
  "instance" | "address" | "state" | "key_id" | "public" | "sequence" | "expires_at"
>;

export async function peerNamed(world: World, instance: string): Promise<KnownPeer | null> {
  const [row] = await world.database.statement<KnownPeer & Record<string, unknown>>(
    "select * from exchange.peer_named($1)",
    [instance],
  );
  return row ?? null;
}

/** Why nothing is exchanged with it now; null when all is well. */
export function standsInTheWay(
  peer: KnownPeer | null,
  now: Date,
): { fault: "unknown" | "not-active" | "expired"; says: string } | null {
  if (!peer) return { fault: "unknown", says: "No such government is known here" };
  if (peer.state !== "active")
    return { fault: "not-active", says: `The exchange with ${peer.instance} is ${peer.state}` };
  if (!peer.public || !peer.expires_at || peer.expires_at <= now)
    return {
      fault: "expired",
      says: peer.expires_at
        ? `The last copy of ${peer.instance}'s directory ended at ${peer.expires_at.toISOString()}`
        : `No copy of ${peer.instance}'s directory has come yet`,
    };
  return null;
}
