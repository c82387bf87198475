import { createHash } from "node:crypto";
import { z } from "zod";
import {
  act,
  ask,
  believed,
  command,
  query,
  route,
  systemActor,
  type Text,
  textIn,
  type World,
} from "../../../kernel/index.ts";
import { directory } from "../queries/directory.ts";
import { exchangeOf, sandboxClass } from "../settings.ts";
import { pemOf } from "../signature/algorithms.ts";
import { contentDigest } from "../signature/digest.ts";
import { signMessage } from "../signature/sign.ts";
import { type DirectoryDocument, directoryComponents, directoryType, type Member } from "./document.ts";
import { houseKeys } from "./house.ts";

const room = systemActor("exchange");

interface Issue {
  sequence: bigint;
  content: string;
  substance: string;
  signature_input: string;
  signature: string;
  issued_at: Date;
  expires_at: Date;
}

/** The directory that was given out last. */
const lastIssue = query({
  name: "exchange.last-issue",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }): Promise<Issue | null> {
    const [row] = await tx.query<Issue & Record<string, unknown>>(
      "select * from exchange.directory_issue order by sequence desc limit 1",
    );
    return row ?? null;
  },
});

/** Gives out the directory anew, signed by the house's key and by the one before it. */
const issueDirectory = command({
  name: "exchange.issue-directory",
  internal: true,
  input: z.custom<Omit<DirectoryDocument, "sequence" | "issuedAt" | "expiresAt">>((one) => typeof one === "object"),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now }, substance) {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('exchange.directory', 0))");
    const [last] = await tx.query<{ last: bigint | null }>(
      "select max(sequence) as last from exchange.directory_issue",
    );
    // Not below the clock, so that a house whose database was restored does not seem to go back.
    const sequence = Math.max(Number(last?.last ?? 0) + 1, Math.floor(now.getTime() / 1000));
    const expires = new Date(now.getTime() + exchangeOf(world.government).directoryHours * 3_600_000);
    const { instance, name, key, members } = substance;
    const times = { sequence, issuedAt: now.toISOString(), expiresAt: expires.toISOString() };
    const content = JSON.stringify({ instance, name, ...times, key, members } satisfies DirectoryDocument);
    const headers = { "content-type": directoryType, "content-digest": contentDigest(Buffer.from(content)) };
    const signatures = (await houseKeys(world)).map(
      (one, i) =>
        signMessage({ status: 200, headers }, one, {
          components: directoryComponents,
          created: now,
          label: i === 0 ? "house" : "before",
        }).headers,
    );
    await tx.query("insert into exchange.directory_issue values ($1, $2, $3, $4, $5, $6, $7)", [
      sequence,
      content,
      hashOf(substance),
      signatures.map((one) => one["signature-input"]).join(", "),
      signatures.map((one) => one.signature).join(", "),
      now,
      expires,
    ]);
    return { result: null, subject: String(sequence) };
  },
});

const hashOf = (substance: unknown): string => createHash("sha256").update(JSON.stringify(substance)).digest("hex");

/** The directory as it stands: given out anew when something in it changed, or when half of its life is over. */
export async function ownDirectory(world: World): Promise<Issue> {
  const substance = await substanceOf(world);
  const last = await ask(world, room, lastIssue, {});
  const half = last && (last.issued_at.getTime() + last.expires_at.getTime()) / 2;
  if (last && last.substance === hashOf(substance) && world.clock.now().getTime() < half!) return last;
  await act(world, room, issueDirectory, substance);
  return (await ask(world, room, lastIssue, {}))!;
}

async function substanceOf(world: World) {
  const { instance, agencyClass } = exchangeOf(world.government);
  const [newest] = await houseKeys(world);
  // Whoever tries the sandbox does it at home.
  const listed = (await ask(world, room, directory, { instance })).filter(
    ({ member_class }) => member_class !== sandboxClass,
  );
  const members = new Map<string, Member>();
  for (const system of listed) {
    const at = `${system.member_class}/${system.member}`;
    const isAgency = system.agency !== null && system.member_class === agencyClass;
    const agency = isAgency ? world.government.agencies.find(({ code }) => code === system.agency) : undefined;
    const member: Member = members.get(at) ?? {
      class: system.member_class,
      code: system.member,
      name: both(agency?.name ?? system.name),
      seal: isAgency ? await sealKeyOf(world, system.agency!) : null,
      systems: [],
    };
    members.set(at, member);
    member.systems.push({
      code: system.system,
      name: both(system.name),
      keys: system.keys.map(({ id, algorithm, public: pem }) => ({ id, algorithm, public: pem })),
      // Events are told to those who subscribe here; across governments they have no way yet.
      services: system.services
        .filter(({ kind }) => kind !== "events")
        .map(({ code, title, fields, endpoints, timeout_ms }) => ({
          code,
          title: both(title),
          fields,
          endpoints: endpoints as Member["systems"][number]["services"][number]["endpoints"],
          timeoutMs: timeout_ms,
        })),
    });
  }
  return {
    instance,
    name: both(world.government.name),
    key: { id: newest!.id, public: pemOf(newest!.publicKey) },
    members: [...members.values()],
  };
}

const both = (name: Text) => ({ id: textIn(name, "id"), en: textIn(name, "en") });

const seals = new WeakMap<World, Map<string, string>>();

/** An agency's seal is known by what it sealed: the room that keeps it hands out no key alone. */
async function sealKeyOf(world: World, agency: string): Promise<string | null> {
  const known = seals.get(world) ?? new Map<string, string>();
  seals.set(world, known);
  const sealer = world.modules.find((one) => one.sealer)?.sealer;
  if (!known.has(agency) && sealer)
    known.set(agency, (await sealer.seal(world, agency, Buffer.from("directory"))).publicKey.toString("base64"));
  return known.get(agency) ?? null;
}

const shared = believed<Issue>(1_000);

/** Who takes part in this government's exchange, for other governments: signed, numbered, with its end. */
export const directoryRoute = route({
  method: "GET",
  path: "/exchange/directory",
  limit: { times: 120, seconds: 60 },
  async handle({ world }) {
    const { content, signature, signature_input } = await shared(world, "", () => ownDirectory(world));
    const headers = {
      "content-digest": contentDigest(Buffer.from(content)),
      "signature-input": signature_input,
      signature,
    };
    return { body: content, type: directoryType, headers, exact: true };
  },
});

export const publishing = { queries: [lastIssue], commands: [issueDirectory] };
