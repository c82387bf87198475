import { z } from "zod";
import { query, refuse } from "../../../kernel/index.ts";
import { operates } from "../party.ts";
import type { PeerRow } from "./peer.ts";

/** A government as the operator sees it, with what waits to be brought to it. */
export interface PeerLine
  extends Pick<
    PeerRow,
    | "instance"
    | "address"
    | "fingerprint"
    | "state"
    | "reason"
    | "sequence"
    | "issued_at"
    | "expires_at"
    | "pulled_at"
    | "fault"
    | "fault_at"
    | "offered_fingerprint"
  > {
  /** The one who looks named it: somebody else says yes. */
  own: boolean;
  waiting: number;
  /** Of the first letter that waits: how often it was tried, and what came of it. */
  tries: number | null;
  letter_fault: string | null;
  turned_down: number;
}

/** The governments that this one knows. For those who run its exchange. */
export const peers = query({
  name: "exchange.peers",
  input: z.object({}).strict(),
  allow: [{ hat: "officer", roles: ["steward", "administrator", "head"] }],
  async answer({ world, tx, actor }): Promise<PeerLine[]> {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    return tx.query<PeerLine & Record<string, unknown>>(
      `select p.instance, p.address, p.fingerprint, p.state, p.reason, p.sequence, p.issued_at, p.expires_at, p.pulled_at, p.fault,
         p.fault_at, p.offered_fingerprint, p.asked_by is not distinct from $1 as own, q.waiting, q.turned_down, f.tries,
         f.fault as letter_fault
       from exchange.peer p
       cross join lateral (select count(*) filter (where settled_at is null)::integer as waiting,
           count(*) filter (where refused)::integer as turned_down from exchange.letter l where l.peer = p.instance) q
       left join lateral (select tries, fault from exchange.letter l where l.peer = p.instance and l.settled_at is null
           order by sequence limit 1) f on true
       order by p.instance limit 200`,
      [actor.account],
    );
  },
});
