import { z } from "zod";
import { command, refuse, refuseFields } from "../../../kernel/index.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { partShape } from "../identifier.ts";
import { operates } from "../party.ts";
import { exchangeOf } from "../settings.ts";
import { type PeerRow, peerRow } from "./peer.ts";

const fingerprint = z
  .string()
  .trim()
  .toLowerCase()
  .transform((typed) => typed.replace(/[\s:]/g, ""))
  .pipe(z.string().regex(/^[0-9a-f]{64}$/, "exchange.fault.fingerprint"));
const instance = z.string().trim().regex(partShape, "exchange.fault.code");
/** Its gateway's origin: what is signed begins with the path, so that nothing may stand before it. */
const address = z
  .url({ protocol: /^https?$/, error: "exchange.fault.peer-address" })
  .max(200)
  .refine(
    (typed) => URL.canParse(typed) && new URL(typed).href === `${new URL(typed).origin}/`,
    "exchange.fault.peer-address",
  )
  .transform((typed) => new URL(typed).origin);

const pull = (peer: string) => ({ name: "exchange.pull-directory", payload: { peer }, key: `exchange.pull ${peer}` });
const deliver = (peer: string) => ({
  name: "exchange.deliver-letters",
  payload: { peer },
  key: `exchange.deliver ${peer}`,
});

/** Names another government: where its gateway stands and the fingerprint of its key, compared by another way. */
export const askPeer = command({
  name: "exchange.ask-peer",
  input: z.object({ instance, address, fingerprint }).strict(),
  allow: [{ hat: "officer", roles: ["steward"], assurance: 3 }],
  async carryOut({ world, tx, actor, now }, asked) {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    if (asked.instance === exchangeOf(world.government).instance)
      refuseFields([{ path: "instance", messageKey: "exchange.fault.own-instance" }]);
    if (!(await isPublicAddress(world, asked.address)))
      refuseFields([{ path: "address", messageKey: "exchange.fault.peer-address" }]);
    // One that was refused or left may be named again; its number and its letters go on from where they stood.
    const [row] = await tx.query(
      `insert into exchange.peer (instance, address, fingerprint, state, asked_by, asked_at) values ($1, $2, $3, 'asked', $4, $5)
       on conflict (instance) do update set address = $2, fingerprint = $3, state = 'asked', asked_by = $4, asked_at = $5,
         decided_by = null, decided_at = null, reason = null, key_id = null, public = null, offered_fingerprint = null, fault = null
       where exchange.peer.state in ('refused', 'ended') returning instance`,
      [asked.instance, asked.address, asked.fingerprint, actor.account, now],
    );
    if (!row) refuseFields([{ path: "instance", messageKey: "exchange.fault.taken" }]);
    return { result: null, facts: [{ name: "exchange.peer-asked", subject: asked.instance }] };
  },
});

const before: Record<"active" | "refused" | "suspended" | "ended", PeerRow["state"][]> = {
  active: ["asked", "suspended"],
  refused: ["asked"],
  suspended: ["active"],
  ended: ["active", "suspended"],
};

/** Another person of the operator's lets the exchange with it begin; any of them suspends or ends it, at once. */
export const decidePeer = command({
  name: "exchange.decide-peer",
  input: z
    .object({
      instance,
      verdict: z.enum(["active", "refused", "suspended", "ended"]),
      reason: z.string().trim().max(300).default(""),
    })
    .strict(),
  load: ({ tx }, { instance }) => peerRow(tx, instance),
  allow: [{ hat: "officer", roles: ["steward", "administrator", "head"], assurance: 3 }],
  async carryOut({ world, tx, actor, now }, { instance, verdict, reason }, peer) {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    if (!before[verdict].includes(peer.state)) refuse("conflict", "exchange.refusal.moved-on");
    if (peer.state === "asked" && peer.asked_by === actor.account)
      refuse("not-allowed", "exchange.refusal.second-person");
    if (verdict !== "active" && reason.length < 3)
      refuseFields([{ path: "reason", messageKey: "exchange.fault.reason" }]);
    await tx.query(
      "update exchange.peer set state = $2, decided_by = $3, decided_at = $4, reason = $5 where instance = $1",
      [instance, verdict, actor.account, now, reason || null],
    );
    return {
      result: null,
      facts: [{ name: `exchange.peer-${verdict}`, subject: instance }],
      ...(verdict === "active" && { jobs: [pull(instance), deliver(instance)] }),
    };
  },
});

/** A key that the old one did not vouch for: its fingerprint is compared again, and the other person says yes anew. */
export const takePeerKey = command({
  name: "exchange.take-peer-key",
  input: z.object({ instance, fingerprint }).strict(),
  load: ({ tx }, { instance }) => peerRow(tx, instance),
  allow: [{ hat: "officer", roles: ["steward"], assurance: 3 }],
  async carryOut({ world, tx, actor, now }, { instance, fingerprint }, peer) {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    if (peer.state !== "active" && peer.state !== "suspended") refuse("conflict", "exchange.refusal.moved-on");
    await tx.query(
      `update exchange.peer set fingerprint = $2, key_id = null, public = null, offered_fingerprint = null, state = 'asked',
         asked_by = $3, asked_at = $4, decided_by = null, decided_at = null where instance = $1`,
      [instance, fingerprint, actor.account, now],
    );
    return { result: null, facts: [{ name: "exchange.peer-key-named", subject: instance }] };
  },
});

/** Asks for its directory now, and sends what waits: nobody need wait for the next minute. */
export const callPeer = command({
  name: "exchange.call-peer",
  input: z.object({ instance }).strict(),
  load: ({ tx }, { instance }) => peerRow(tx, instance),
  allow: [{ hat: "officer", roles: ["steward", "administrator"], assurance: 2 }],
  async carryOut({ world, actor }, { instance }, peer) {
    if (!operates(world, actor)) refuse("not-allowed", "exchange.refusal.not-operator");
    if (peer.state !== "active") refuse("conflict", "exchange.refusal.moved-on");
    return { result: null, subject: instance, jobs: [pull(instance), deliver(instance)] };
  },
});
