import type { KeyObject } from "node:crypto";
import { type InnerList, serializeDictionary, serializeInnerList } from "structured-headers";
import { type Algorithm, signBytes } from "./algorithms.ts";
import { type Message, signatureBase } from "./base.ts";

export interface SigningKey {
  id: string;
  algorithm: Algorithm;
  privateKey: KeyObject;
}

export interface Signed {
  headers: { "signature-input": string; signature: string };
  /** What was signed, for the log: with it, the signature and the key anybody can check later. */
  base: string;
}

/** What a request's signature covers at least, so that nothing of it can be changed or sent elsewhere. */
export const requestComponents = ["@method", "@path", "@query", "x-road-client", "x-road-id"];
/** What an answer's signature covers: its own parts, and the request's, so that it answers that question and no other. */
export const responseComponents = ["@status", "content-digest", "x-road-id", "x-road-request-id"];

interface Terms {
  components: readonly (string | readonly [name: string, parameters: Record<string, string | boolean>])[];
  created: Date;
  label?: string;
  nonce?: string;
}

/** Signs a message (RFC 9421 3.1). */
export function signMessage(message: Message, key: SigningKey, terms: Terms): Signed {
  const { components, created, label = "sig1", nonce } = terms;
  const covered: InnerList = [
    components.map((one) => (typeof one === "string" ? [one, new Map()] : [one[0], new Map(Object.entries(one[1]))])),
    new Map<string, string | number>([
      ["created", Math.floor(created.getTime() / 1000)],
      ["keyid", key.id],
      ["alg", key.algorithm],
      ...(nonce ? [["nonce", nonce] as const] : []),
    ]),
  ];
  const base = signatureBase(message, covered);
  const signature = signBytes(key.algorithm, key.privateKey, base);
  return {
    base,
    headers: {
      "signature-input": `${label}=${serializeInnerList(covered)}`,
      signature: serializeDictionary(new Map([[label, [new Uint8Array(signature), new Map()]]])),
    },
  };
}
