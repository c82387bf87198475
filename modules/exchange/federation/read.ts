import { createPublicKey, type KeyObject } from "node:crypto";
import { writeSystemId } from "../identifier.ts";
import { readPublicKey } from "../signature/algorithms.ts";
import { readSignatureInput } from "../signature/base.ts";
import { digestHolds } from "../signature/digest.ts";
import { verifyMessage } from "../signature/verify.ts";
import { DirectoryDocument, directoryComponents } from "./document.ts";
import { fingerprintOf } from "./house.ts";
import type { Received } from "./wire.ts";

/** What is known of a government before its directory is read again. */
export interface Pinned {
  instance: string;
  fingerprint: string;
  key_id: string | null;
  public: string | null;
  sequence: bigint;
  content: string | null;
}

/** A directory that was checked; or the check that failed, and the key that it came with when that is what is new. */
export type ReadDirectory =
  | {
      ok: true;
      document: DirectoryDocument;
      content: string;
      fingerprint: string;
      signatureInput: string;
      signature: string;
    }
  | { ok: false; fault: string; offered?: string };

const refused = (fault: string, offered?: string): ReadDirectory => ({ ok: false, fault, ...(offered && { offered }) });

/** How far another government's clock may run ahead. Seconds. */
const ahead = 300;

/**
 * Whether an answer is this government's directory: signed by the key that is believed (or, the first time, by the one of the
 * fingerprint that people compared), of its own systems and keys alone, no older than the copy at hand, and not over.
 */
export async function readDirectory(answer: Received, pinned: Pinned, now: Date): Promise<ReadDirectory> {
  if (answer.status !== 200) return refused(`status ${answer.status}`);
  const { "content-digest": digest = "", "signature-input": announced = "", signature = "" } = answer.headers;
  if (!digestHolds(digest, answer.body)) return refused("digest: the body is not the one that was signed");
  const content = answer.body.toString("utf8");
  const document = parsed(content);
  if (typeof document === "string") return refused(`shape: ${document}`);
  if (document.instance !== pinned.instance) return refused(`instance: it is ${document.instance}'s`);
  const key = readPublicKey(document.key.public)?.key;
  if (!key || document.key.id.replace(/#\d+$/, "") !== pinned.instance) return refused("shape: key");
  const fingerprint = fingerprintOf(key);
  const signed = await signerOf(answer, pinned, { id: document.key.id, key, fingerprint });
  if (signed) return signed;
  const sequence = BigInt(document.sequence);
  if (sequence < pinned.sequence)
    return refused(`rollback: number ${sequence} is older than ${pinned.sequence}, which came before`);
  if (sequence === pinned.sequence && pinned.content !== null && pinned.content !== content)
    return refused(`rollback: another one under the same number ${sequence}`);
  if (new Date(document.expiresAt) <= now) return refused(`expired: it ended at ${document.expiresAt}`);
  if (new Date(document.issuedAt).getTime() > now.getTime() + ahead * 1000)
    return refused(`from-the-future: issued ${document.issuedAt}, here it is ${now.toISOString()}`);
  const foreign = foreignPart(document);
  if (foreign) return refused(`shape: ${foreign}`);
  return { ok: true, document, content, fingerprint, signatureInput: announced, signature };
}

function parsed(content: string): DirectoryDocument | string {
  try {
    const read = DirectoryDocument.safeParse(JSON.parse(content));
    return read.success ? read.data : (read.error.issues[0]?.path.join(".") ?? "document");
  } catch {
    return "no JSON";
  }
}

/** Null when a key that is believed signed it; else what is wrong. */
async function signerOf(
  { status, headers }: Received,
  pinned: Pinned,
  own: { id: string; key: KeyObject; fingerprint: string },
): Promise<ReadDirectory | null> {
  const believed =
    pinned.public && pinned.key_id
      ? { id: pinned.key_id, key: createPublicKey(pinned.public) }
      : own.fingerprint === pinned.fingerprint
        ? own
        : null;
  if (!believed) return refused("key: it is not of the fingerprint that was compared", own.fingerprint);
  const verify = async (by: { id: string; key: KeyObject }, label: string) =>
    verifyMessage(
      { status, headers },
      {
        key: (id) => (id === by.id ? { publicKey: by.key, algorithm: "ed25519" } : null),
        covers: directoryComponents,
        now: new Date(0),
        maxAge: null,
        label,
      },
    );
  const inputs = readSignatureInput(headers["signature-input"] ?? "") ?? [];
  const label = inputs.find(({ components }) => components[1].get("keyid") === believed.id)?.label;
  // The key it came with must have signed too: else the old key could name a new one that nobody holds.
  const byItself = await verify(
    own,
    inputs.find(({ components }) => components[1].get("keyid") === own.id)?.label ?? "house",
  );
  if (!byItself.ok) return refused(`signature ${byItself.fault}: ${byItself.detail}`);
  if (!label) return refused("key: the one that is believed did not sign it", own.fingerprint);
  const found = await verify(believed, label);
  return found.ok ? null : refused(`signature ${found.fault}: ${found.detail}`, own.fingerprint);
}

/** A government speaks for its own systems and nobody else's: each key's id begins with whose it is. */
function foreignPart({ instance, members }: DirectoryDocument): string | null {
  for (const member of members)
    for (const system of member.systems) {
      const id = writeSystemId({ instance, memberClass: member.class, member: member.code, system: system.code });
      for (const key of system.keys) {
        if (!key.id.startsWith(`${id}#`)) return `key ${key.id} is not of ${id}`;
        if (readPublicKey(key.public)?.algorithm !== key.algorithm) return `key ${key.id}`;
      }
    }
  return null;
}
