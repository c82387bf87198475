import { z } from "zod";
import {
  act,
  ask,
  believed,
  command,
  type JobHandler,
  query,
  refuse,
  systemActor,
  type World,
} from "../../../kernel/index.ts";
import type { DirectoryDocument } from "./document.ts";
import { type PeerRow, peerRow } from "./peer.ts";
import { type ReadDirectory, readDirectory } from "./read.ts";
import { send, WireFault } from "./wire.ts";

const room = systemActor("exchange");
/** A directory of some thousands of systems, with their keys and services. Bytes. */
const most = 20_000_000;
const patienceMs = 10_000;

/** A government as it was last known, for those who pull and deliver. */
export const peerKept = query({
  name: "exchange.peer-kept",
  internal: true,
  input: z.object({ instance: z.string().max(60) }).strict(),
  allow: [{ hat: "system" }],
  answer: ({ tx }, { instance }): Promise<PeerRow | null> => peerRow(tx, instance),
});

/** Those with whom something is exchanged. */
export const activePeers = query({
  name: "exchange.active-peers",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }): Promise<string[]> {
    const rows = await tx.query<{ instance: string }>(
      "select instance from exchange.peer where state = 'active' order by instance limit 1000",
    );
    return rows.map(({ instance }) => instance);
  },
});

type Good = Extract<ReadDirectory, { ok: true }>;

/** Keeps a directory that was checked as the last good copy, and goes by it from now on. */
const takeDirectory = command({
  name: "exchange.take-directory",
  internal: true,
  input: z.custom<Good & { instance: string }>((one) => typeof one === "object"),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { instance, document, content, fingerprint, signatureInput, signature }) {
    const [was] = await tx.query<{ sequence: bigint; fingerprint: string }>(
      "select sequence, fingerprint from exchange.peer where instance = $1 and state = 'active' for update",
      [instance],
    );
    // Read by two at once: the newer one stands.
    if (!was || was.sequence > BigInt(document.sequence)) refuse("conflict", "exchange.refusal.moved-on");
    await tx.query(
      `update exchange.peer set key_id = $2, public = $3, fingerprint = $4, sequence = $5, content = $6, signature_input = $7,
         signature = $8, issued_at = $9, expires_at = $10, pulled_at = $11, fault = null, fault_at = null, offered_fingerprint = null
       where instance = $1`,
      [
        instance,
        document.key.id,
        document.key.public,
        fingerprint,
        document.sequence,
        content,
        signatureInput,
        signature,
        document.issuedAt,
        document.expiresAt,
        now,
      ],
    );
    if (was.sequence !== BigInt(document.sequence)) {
      tx.send(enter.systems, [instance, JSON.stringify(systemsOf(document)), now]);
      tx.send(enter.keys, [instance, JSON.stringify(keysOf(document)), now]);
      tx.send(enter.services, [instance, JSON.stringify(servicesOf(document)), now]);
    }
    const changed = was.fingerprint !== fingerprint;
    return {
      result: null,
      subject: instance,
      note: { sequence: document.sequence },
      ...(changed && { facts: [{ name: "exchange.peer-key-changed", subject: instance, body: { fingerprint } }] }),
    };
  },
});

const id = (member: { class: string; code: string }, system: string) => ({
  member_class: member.class,
  member: member.code,
  system,
});
const systemsOf = ({ members }: DirectoryDocument) =>
  members.flatMap((member) => member.systems.map(({ code, name }) => ({ ...id(member, code), name })));
const keysOf = ({ members }: DirectoryDocument) =>
  members.flatMap((member) =>
    member.systems.flatMap(({ code, keys }) =>
      keys.map(({ id: key, ...more }) => ({ ...id(member, code), key, ...more })),
    ),
  );
const servicesOf = ({ members }: DirectoryDocument) =>
  members.flatMap((member) =>
    member.systems.flatMap(({ code: system, services }) => services.map((one) => ({ ...id(member, system), ...one }))),
  );

/** The whole of a copy in three statements: what it no longer names is stopped, never forgotten, as agreements stand on it. */
const enter = {
  systems: `with said as (select * from jsonb_to_recordset($2::jsonb) as x(member_class text, member text, system text, name jsonb)),
    entered as (
      insert into exchange.system (id, instance, member_class, member, system, name, state, asked_at)
      select gen_random_uuid(), $1, member_class, member, system, name, 'active', $3::timestamptz from said
      on conflict (instance, member_class, member, system) do update set name = excluded.name, state = 'active' returning id)
    update exchange.system s set state = 'suspended' where s.instance = $1 and s.state = 'active'
      and (s.member_class, s.member, s.system) not in (select member_class, member, system from said)`,
  keys: `with said as (select * from jsonb_to_recordset($2::jsonb)
      as x(member_class text, member text, system text, key text, algorithm text, public text)),
    entered as (
      insert into exchange.key (id, system, algorithm, public, made_at)
      select x.key, s.id, x.algorithm, x.public, $3::timestamptz from said x join exchange.system s
        on (s.instance, s.member_class, s.member, s.system) = ($1, x.member_class, x.member, x.system)
      on conflict (id) do update set algorithm = excluded.algorithm, public = excluded.public, revoked_at = null
        where exchange.key.wrapped is null returning id)
    update exchange.key k set revoked_at = $3 from exchange.system s where s.id = k.system and s.instance = $1
      and k.revoked_at is null and k.id not in (select key from said)`,
  services: `with said as (select * from jsonb_to_recordset($2::jsonb)
      as x(member_class text, member text, system text, code text, title jsonb, fields jsonb, endpoints jsonb, "timeoutMs" integer)),
    entered as (
      insert into exchange.service (id, system, code, title, kind, endpoints, fields, timeout_ms, state, changed_at)
      select gen_random_uuid(), s.id, x.code, x.title, 'remote', x.endpoints,
        array(select jsonb_array_elements_text(x.fields)), x."timeoutMs", 'offered', $3::timestamptz
      from said x join exchange.system s on (s.instance, s.member_class, s.member, s.system) = ($1, x.member_class, x.member, x.system)
      on conflict (system, code) do update set title = excluded.title, endpoints = excluded.endpoints, fields = excluded.fields,
        timeout_ms = excluded.timeout_ms, state = 'offered', changed_at = excluded.changed_at returning id)
    update exchange.service v set state = 'withdrawn', changed_at = $3 from exchange.system s where s.id = v.system and s.instance = $1
      and v.state = 'offered'
      and (s.member_class, s.member, s.system, v.code) not in (select member_class, member, system, code from said)`,
};

/** Writes down which check failed; the last good copy stays until it ends. */
const recordPullFault = command({
  name: "exchange.record-pull-fault",
  internal: true,
  input: z.object({ instance: z.string(), fault: z.string().max(500), offered: z.string().nullish() }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { instance, fault, offered }) {
    await tx.query(
      `update exchange.peer set fault = $2, fault_at = $3, offered_fingerprint = coalesce($4, offered_fingerprint)
       where instance = $1`,
      [instance, fault, now, offered ?? null],
    );
    return { result: null, subject: instance, note: { fault } };
  },
});

/** Fetches a government's directory and keeps it when all checks hold. Says which did not. */
export async function pullDirectory(world: World, instance: string): Promise<{ fault: string | null }> {
  const peer = await ask(world, room, peerKept, { instance });
  if (peer?.state !== "active") return { fault: "not-active" };
  const read = await fetched(world, peer);
  if (!read.ok) {
    await act(world, room, recordPullFault, { instance, fault: read.fault, offered: read.offered });
    world.log.warn({ peer: instance, fault: read.fault }, "directory refused");
    return { fault: read.fault };
  }
  await act(world, room, takeDirectory, { ...read, instance });
  return { fault: null };
}

async function fetched(world: World, peer: PeerRow): Promise<ReadDirectory> {
  try {
    const answer = await send(world, peer.address, {
      method: "GET",
      path: "/exchange/directory",
      timeoutMs: patienceMs,
      most,
    });
    return await readDirectory(answer, peer, world.clock.now());
  } catch (error) {
    if (error instanceof WireFault) return { ok: false, fault: `${error.kind}: ${error.message}` };
    throw error;
  }
}

const pulled = believed<void>(2_000);

/** Pulls because something unknown came from there; at most once in two seconds, so that nobody makes this house call another. */
export const pullSoon = (world: World, instance: string): Promise<void> =>
  pulled(world, instance, async () => {
    await pullDirectory(world, instance).catch((error) =>
      world.log.warn({ err: error, peer: instance }, "pull failed"),
    );
  });

export const pullJob: JobHandler = {
  name: "exchange.pull-directory",
  async handle({ world }, { peer }) {
    await pullDirectory(world, String(peer));
  },
};

/** Every minute all of them: so long a system that was stopped there may still be believed here. */
export const pullAllJob: JobHandler = {
  name: "exchange.pull-directories",
  cron: "* * * * *",
  async handle({ world }) {
    for (const instance of await ask(world, room, activePeers, {})) await pullDirectory(world, instance);
  },
};

export const pulling = { queries: [peerKept, activePeers], commands: [takeDirectory, recordPullFault] };
