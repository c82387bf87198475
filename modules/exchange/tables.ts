import type { Text } from "../../kernel/index.ts";
import type { Algorithm } from "./signature/algorithms.ts";

/** Typed view of the schema `exchange`; the migration says what each column means. */
export interface ExchangeTables {
  "exchange.system": SystemRow;
  "exchange.key": KeyRow;
  "exchange.service": ServiceRow;
  "exchange.agreement": AgreementRow;
  "exchange.message": MessageRow;
}

export interface SystemRow {
  id: string;
  instance: string;
  member_class: string;
  member: string;
  system: string;
  name: Text;
  agency: string | null;
  business: string | null;
  contact: string;
  state: "asked" | "active" | "refused" | "suspended";
  asked_by: string | null;
  asked_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  client: string | null;
}

export interface KeyRow {
  id: string;
  system: string;
  algorithm: Algorithm;
  public: string;
  wrapped: Buffer | null;
  made_at: Date;
  revoked_at: Date | null;
}

/** One thing that an API offers: "GET /vehicles/{plate}"; "*" stands for one part of a path. */
export interface Endpoint {
  method: string;
  path: string;
}

/** Where a call names the person whom it is about: so that they see it among who read their data. */
export interface About {
  in: "body" | "header" | "query";
  name: string;
}

export interface ServiceRow {
  id: string;
  system: string;
  code: string;
  title: Text;
  kind: "register" | "http" | "remote" | "events";
  /** Of a kind of event: the JSON schema of what is published. */
  schema: Record<string, unknown> | null;
  register: string | null;
  address: string | null;
  endpoints: Endpoint[];
  openapi: Record<string, unknown> | null;
  about: About | null;
  fields: string[];
  timeout_ms: number;
  /** What it is for, in words. */
  summary: string;
  state: "offered" | "withdrawn";
  changed_at: Date;
}

/** One side's yes: by whom, when, over the agreement's text, checkable with the key beside it. */
export interface PartySignature {
  /** Agency and office, or the business. */
  by: string;
  at: string;
  /** ECDSA P-256 over SHA-256 in DER (the agency's seal), or the system's own key. */
  algorithm: string;
  /** SPKI, base64. */
  publicKey: string;
  signature: string;
}

export interface AgreementRow {
  id: string;
  number: string;
  consumer: string;
  service: string;
  provider: string;
  fields: string[];
  endpoints: Endpoint[];
  purpose: string;
  why: string;
  law: string;
  daily: number;
  starts_on: string;
  expires_on: string;
  visible: string;
  /** What a question must bring: its own signature, or a token is enough. */
  proof: "signature" | "token";
  state: "proposed" | "active" | "refused" | "ended";
  content: string;
  hash: string;
  consumer_signature: PartySignature;
  provider_signature: PartySignature | null;
  proposed_at: Date;
  decided_at: Date | null;
  ended_at: Date | null;
  reason: string | null;
}

export interface MessageRow {
  id: string;
  message_id: string;
  role: "provider" | "client";
  consumer: string;
  consumer_system: string | null;
  provider: string;
  service: string;
  agreement: string | null;
  method: string;
  endpoint: string;
  request_in: Date;
  request_out: Date | null;
  response_in: Date | null;
  response_out: Date;
  status: number;
  fault: string | null;
  fault_detail: string | null;
  request_size: bigint;
  response_size: bigint;
  request_hash: string;
  request_base: string | null;
  request_signature: string | null;
  request_key: string | null;
  response_base: string | null;
  response_signature: string | null;
  response_key: string | null;
  issue: string | null;
  user_id: string | null;
  represented: string | null;
  proven_by: ProvenBy;
  /** Set when what was signed was taken away: the hash of it that the public log holds. */
  proof: string | null;
}

/** What proves who asked; see the migration. */
export type ProvenBy = "signature" | "bound-token" | "token";
