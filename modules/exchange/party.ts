import { createHash, createPublicKey, verify } from "node:crypto";
import { type Actor, relation, type World } from "../../kernel/index.ts";
import { exchangeOf } from "./settings.ts";
import type { AgreementRow, PartySignature, SystemRow } from "./tables.ts";

/** The system is one of the officer's agency, or of the business that one acts for. */
export const owner = relation<SystemRow>("owner of the system", (actor, system) => speaksFor(actor, system));
export const speaksFor = (actor: Actor, system: Pick<SystemRow, "agency" | "business">): boolean =>
  actor.hat === "business"
    ? system.business !== null && system.business === actor.business?.id
    : system.agency !== null && system.agency === actor.officer?.agency;

export interface Parties {
  agreement: AgreementRow;
  consumer: SystemRow;
  provider: SystemRow;
}
export const party = relation<Parties>(
  "party to the agreement",
  (actor, { consumer, provider }) => speaksFor(actor, consumer) || speaksFor(actor, provider),
);
export const givingParty = relation<Parties>("owner of the service", (actor, { provider }) =>
  speaksFor(actor, provider),
);

/** The officer's agency runs the exchange. */
export const operates = (world: World, actor: Actor): boolean =>
  actor.officer?.agency === exchangeOf(world.government).operator;

/** What both sides sign: all that was agreed, one line for each thing, so that a person can read it too. */
export function agreementText(
  terms: Pick<
    AgreementRow,
    "fields" | "endpoints" | "purpose" | "why" | "law" | "daily" | "starts_on" | "expires_on" | "visible"
  > &
    Partial<Pick<AgreementRow, "proof">>,
  consumer: string,
  service: string,
): string {
  const lines: [string, string][] = [
    ["consumer", consumer],
    ["service", service],
    ["fields", terms.fields.join(" ")],
    ["endpoints", terms.endpoints.map(({ method, path }) => `${method} ${path}`).join(", ")],
    ["purpose", terms.purpose],
    ["why", terms.why.replace(/\s+/g, " ")],
    ["law", terms.law.replace(/\s+/g, " ")],
    ["daily", String(terms.daily)],
    ["starts", terms.starts_on],
    ["expires", terms.expires_on],
    ["visible", terms.visible],
    // What is usual is not said, so that texts sealed before this could be agreed on stay as they are.
    ...(terms.proof === "token" ? [["proof", "token"] as [string, string]] : []),
  ];
  return `pendopo exchange agreement\n${lines.map(([name, value]) => `${name}: ${value}\n`).join("")}`;
}

export const hashOf = (content: string): string => createHash("sha256").update(content).digest("hex");

/** One side's yes by its agency's seal. */
export async function sealed(world: World, agency: string, by: string, content: string): Promise<PartySignature> {
  const sealer = world.modules.find((room) => room.sealer)?.sealer;
  if (!sealer) throw new Error("No room keeps the agencies' keys");
  const { signature, publicKey } = await sealer.seal(world, agency, Buffer.from(content));
  return {
    by,
    at: world.clock.now().toISOString(),
    algorithm: "ecdsa-p256-sha256-der",
    publicKey: publicKey.toString("base64"),
    signature: signature.toString("base64"),
  };
}

/** Whether a side's seal is over this text. */
export const sealHolds = ({ publicKey, signature }: PartySignature, content: string): boolean =>
  verify(
    "sha256",
    Buffer.from(content),
    createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
    Buffer.from(signature, "base64"),
  );
