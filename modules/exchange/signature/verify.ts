import type { KeyObject } from "node:crypto";
import type { InnerList } from "structured-headers";
import { type Algorithm, verifyBytes } from "./algorithms.ts";
import { type Message, MissingComponent, readSignatureInput, readSignatures, signatureBase } from "./base.ts";

/** What was wrong with a signature: said to the sender, because "invalid" alone costs them days. */
export type SignatureFault =
  | "missing"
  | "unreadable"
  | "unknown-key"
  | "algorithm"
  | "not-covered"
  | "component-missing"
  | "no-time"
  | "too-old"
  | "from-the-future"
  | "wrong";

export type Verified =
  | {
      ok: true;
      keyId: string;
      label: string;
      created: Date | null;
      nonce: string | null;
      base: string;
      signature: Buffer;
    }
  | { ok: false; fault: SignatureFault; detail: string };

export interface Demands {
  /** The key by its id; null when nobody has it. */
  key(id: string): Promise<Found | null> | Found | null;
  /** Components that must be covered. */
  covers: readonly string[];
  now: Date;
  /** How old a signature may be, and how far its clock may run ahead. Seconds; null asks for no time. */
  maxAge: number | null;
  /** Only this one; the first when nothing is said. */
  label?: string;
}
interface Found {
  publicKey: KeyObject;
  algorithm: Algorithm;
}

const fault = (fault: SignatureFault, detail: string): Verified => ({ ok: false, fault, detail });

/** Checks a message's signature (RFC 9421 3.2) and says which check failed. */
export async function verifyMessage(message: Message, demands: Demands): Promise<Verified> {
  const { "signature-input": announced, signature: given } = message.headers;
  if (!announced || !given) return fault("missing", "Signature-Input and Signature are both needed");
  const inputs = readSignatureInput(announced);
  const signatures = readSignatures(given);
  if (!inputs || !signatures || inputs.length > 8) return fault("unreadable", "Signature-Input or Signature");
  const input = demands.label ? inputs.find(({ label }) => label === demands.label) : inputs[0];
  const signature = input && signatures.get(input.label);
  if (!input || !signature) return fault("missing", "no signature has the label of an input");
  const { components, label } = input;
  const parameters = components[1];
  const untimely = timeFault(parameters, demands);
  if (untimely) return untimely;
  const covered = new Set(components[0].map(([name, more]) => (more.get("req") ? `${name};req` : String(name))));
  const bare = demands.covers.find((name) => !covered.has(name));
  if (bare) return fault("not-covered", bare);
  const keyId = parameters.get("keyid");
  const key = typeof keyId === "string" ? await demands.key(keyId) : null;
  if (!key) return fault("unknown-key", String(keyId ?? ""));
  const algorithm = parameters.get("alg");
  if (algorithm !== undefined && algorithm !== key.algorithm) return fault("algorithm", String(algorithm));
  const base = baseOf(message, components);
  if (typeof base !== "string") return fault("component-missing", base.component);
  if (!verifyBytes(key.algorithm, key.publicKey, base, signature)) return fault("wrong", String(keyId));
  const created = parameters.get("created");
  const nonce = parameters.get("nonce");
  return {
    ok: true,
    keyId: String(keyId),
    label,
    created: typeof created === "number" ? new Date(created * 1000) : null,
    nonce: typeof nonce === "string" ? nonce : null,
    base,
    signature,
  };
}

function baseOf(message: Message, components: InnerList): string | MissingComponent {
  try {
    return signatureBase(message, components);
  } catch (error) {
    if (error instanceof MissingComponent) return error;
    throw error;
  }
}

function timeFault(parameters: InnerList[1], { now, maxAge }: Demands): Verified | null {
  const seconds = (value: unknown) => (typeof value === "number" ? value : null);
  const created = seconds(parameters.get("created"));
  const expires = seconds(parameters.get("expires"));
  const today = now.getTime() / 1000;
  if (expires !== null && today > expires) return fault("too-old", `it ended at ${expires}`);
  if (maxAge === null) return null;
  if (created === null) return fault("no-time", "created");
  const says = `created ${created}, here it is ${Math.floor(today)}`;
  if (today - created > maxAge) return fault("too-old", says);
  if (created - today > maxAge) return fault("from-the-future", says);
  return null;
}
